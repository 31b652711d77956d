#pragma once

#include "engine/core/result.h"

namespace uds {

/// The shipped script that makes the warehouse's tables (resources/warehouse.sql), written for \a schema:
/// what a person runs in the SQL editor of the project. Errors as warehouseScript().
[[nodiscard]] Result<QString> supabaseSetupScript(const QString &schema);

} // namespace uds
