#pragma once

#include "engine/api/values.h"

namespace uds {

/// Every change of the plan as CSV (RFC 4180, UTF-8), for people; it cannot be applied. Texts that a
/// spreadsheet would run as a formula are guarded.
[[nodiscard]] QByteArray planToCsv(const Plan &plan);

} // namespace uds
