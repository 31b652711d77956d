#pragma once

#include "engine/connectors/preflightcheck.h"

namespace uds {

/// Judges a stream by the warehouse's facts, on either side: tables, read-only mode, rights, row cap.
[[nodiscard]] QList<VerifyStep> supabasePreflight(const PreflightInput &input);

} // namespace uds
