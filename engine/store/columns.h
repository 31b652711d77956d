#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>
#include <QVariant>

#include <optional>

namespace uds {

// How values are written to columns; RowReader reads them back. Absent values become NULL.

[[nodiscard]] QVariant timeColumn(const QDateTime &time); ///< whole milliseconds since 1970 in UTC
[[nodiscard]] QVariant amountColumn(const std::optional<Decimal> &amount); ///< text, the scale is kept
[[nodiscard]] QVariant jsonColumn(const Json &json); ///< compact UTF-8 bytes; NULL for JSON null
[[nodiscard]] QString idsColumn(const QList<qint64> &ids); ///< "1,2,3"

} // namespace uds
