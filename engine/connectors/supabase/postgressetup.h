#pragma once

#include "engine/connectors/supabase/postgreslane.h"

namespace uds {

/// \a script (resources/warehouse.sql), which is written for the schema "public", for another schema, which
/// it then creates. ErrorKind::Configuration, code "postgres.schemaName", for a name that is not made of
/// letters, digits and "_".
[[nodiscard]] Result<QString> warehouseScript(const QString &script, const QString &schema);

/// Makes the warehouse's tables, or brings them up to date, in one transaction. Existing rows stay; running
/// it again changes nothing. \a lane must outlive the task.
[[nodiscard]] QCoro::Task<Result<void>> setUpWarehouse(PostgresLane &lane, QString script);

} // namespace uds
