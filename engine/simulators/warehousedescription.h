#pragma once

#include "engine/core/json.h"
#include "engine/simulators/warehouseschema.h"

namespace uds {

/// The OpenAPI document of PostgREST's root for these tables and functions.
[[nodiscard]] Json warehouseDescription(
    const QList<WarehouseTableDescription> &tables, const QStringList &functions);

} // namespace uds
