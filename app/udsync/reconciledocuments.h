#pragma once

#include "engine/api/reconcilevalues.h"

namespace uds::cli {

// The JSON that --json prints, as in documents.h.

[[nodiscard]] Json document(const ReconcileOutcome &outcome);
[[nodiscard]] Json document(const SignedPeriod &period);
[[nodiscard]] Json document(const CensusOutcome &outcome);
[[nodiscard]] Json documents(const QList<SignedPeriod> &periods);
[[nodiscard]] Json documents(const QList<CensusOutcome> &outcomes);

} // namespace uds::cli
