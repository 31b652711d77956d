#pragma once

#include "engine/core/result.h"

#include <QString>
#include <QStringList>

namespace uds {

/// From now on this process makes files and folders that only the user can read (umask 077 on Unix; on
/// Windows the user's data folder already has such rights).
void restrictNewFiles();

/// Makes the folder, with its parents, and gives only the user access. ErrorKind::Configuration, code
/// "profile.folder".
[[nodiscard]] Result<void> makePrivateFolder(const QString &path);

/// Those of \a paths that exist and give others than the user some access. Always empty on Windows.
[[nodiscard]] QStringList openToOthers(const QStringList &paths);

} // namespace uds
