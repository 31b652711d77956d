#pragma once

#include "engine/core/json.h"
#include "engine/simulators/warehousefault.h"
#include "engine/simulators/warehouseschema.h"

#include <QDateTime>

namespace uds {

/// \a value, a JSON value or a literal of a filter, as \a column stores and shows it: text as it is, numerics
/// with their scale, moments in UTC with up to six decimals. Errors as PostgreSQL gives them (22P02, 22003,
/// 22007, 22008, 22P05).
[[nodiscard]] WarehouseResult<Json> warehouseValue(
    const WarehouseColumn &column, const Json &value, const QDateTime &nowUtc);

/// Negative, zero or positive, as the column's type orders two stored values that are not null.
[[nodiscard]] int compareWarehouseValues(const WarehouseColumn &column, const Json &left, const Json &right);

/// "2026-03-01T10:00:00.123+00:00"
[[nodiscard]] QString warehouseMoment(const QDateTime &utc);

} // namespace uds
