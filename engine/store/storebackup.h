#pragma once

#include "engine/core/result.h"

#include <QString>

namespace uds {

class Database;

/// Copies the store as it is now to \a path, user-only, checked and synced, while others work with it. Must
/// not run inside a transaction. Never overwrites: code "store.backup" when \a path is there already.
[[nodiscard]] Result<void> copyStore(Database &database, const QString &path);

/// PRAGMA quick_check: an error with code "store.corrupt" names the finding.
[[nodiscard]] Result<void> quickCheck(Database &database);

} // namespace uds
