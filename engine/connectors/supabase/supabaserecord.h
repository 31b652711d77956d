#pragma once

#include "engine/connectors/record.h"
#include "engine/connectors/supabase/supabasetables.h"

namespace uds {

/// A row of the warehouse as a record.
[[nodiscard]] Record supabaseRecord(const SupabaseTable &table, const Json &row);

} // namespace uds
