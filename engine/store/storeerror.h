#pragma once

#include "engine/core/error.h"

class QSqlError;

namespace uds {

/// The store's word for what SQLite reported: "store.busy", "store.io", "store.full", "store.corrupt",
/// "store.constraint", "store.readonly", "store.open" or "store.sql". Busy and I/O trouble are never
/// corruption.
[[nodiscard]] Error storeError(const QSqlError &error, const QString &sql);

/// True for a broken uniqueness rule over \a column ("table.column").
[[nodiscard]] bool breaksUnique(const Error &error, QStringView column);

} // namespace uds
