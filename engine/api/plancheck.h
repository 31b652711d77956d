#pragma once

#include "engine/api/values.h"

namespace uds {

struct StreamContext;

/// What a plan of this stream is made from now.
[[nodiscard]] PlanOrigin planOrigin(const StreamContext &context);

/// Whether \a plan may still be applied where \a now holds. ErrorKind::Configuration, with the reason:
/// "plan.environment", "plan.account", "plan.mapping", and "plan.stale" when it is older than a day.
[[nodiscard]] Result<void> checkPlan(const Plan &plan, const PlanOrigin &now, const QDateTime &nowUtc);

} // namespace uds
