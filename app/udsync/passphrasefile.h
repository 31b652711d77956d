#pragma once

#include "engine/core/result.h"

#include <QByteArray>
#include <QString>

namespace uds::cli {

/// The option every command has for the administrator passphrase.
inline const QString kAdministratorOption = QStringLiteral("admin-passphrase-file");

/// The passphrase in a file, or on standard input for "-", without the line break behind it.
/// ErrorKind::Configuration, code "file.read" or, for an empty file, "access.short".
[[nodiscard]] Result<QByteArray> readPassphrase(const QString &path);

} // namespace uds::cli
