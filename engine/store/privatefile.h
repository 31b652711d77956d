#pragma once

#include "engine/core/result.h"

#include <QString>

namespace uds {

/// Makes an empty file only its owner can read, before anything is written to it, and its folder (user-only
/// too) when that is missing. A file that is there, and the side files SQLite keeps next to it, lose the
/// rights of others.
[[nodiscard]] Result<void> makePrivateFile(const QString &path);

} // namespace uds
