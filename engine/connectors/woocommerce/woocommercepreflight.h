#pragma once

#include "engine/connectors/preflightcheck.h"

namespace uds {

/// Judges a stream by the shop's facts, on either side: currency, decimals, prices and tax, time zone,
/// permission, order storage, webhooks.
[[nodiscard]] QList<VerifyStep> wooPreflight(const PreflightInput &input);

} // namespace uds
