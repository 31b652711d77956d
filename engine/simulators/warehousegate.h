#pragma once

#include "engine/simulators/warehousefault.h"
#include "engine/simulators/warehouseoptions.h"

namespace uds {

/// Who a request comes from, as the database sees it.
enum class WarehouseRole { Anon, Service };

/// What the gateway in front of PostgREST says to a request's credentials: both the header "apikey" and, for
/// legacy keys, the bearer have to be right.
[[nodiscard]] WarehouseResult<WarehouseRole> warehouseRole(
    const WarehouseOptions &options, const HttpRequest &request);

} // namespace uds
