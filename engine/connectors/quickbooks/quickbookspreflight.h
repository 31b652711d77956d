#pragma once

#include "engine/connectors/preflightcheck.h"

namespace uds {

/// Judges a stream that writes to QuickBooks by the company's facts: currency, sales tax, accounts, document
/// numbers, closing date, subscription. Nothing for a stream that only reads from it.
[[nodiscard]] QList<VerifyStep> quickBooksPreflight(const PreflightInput &input);

} // namespace uds
