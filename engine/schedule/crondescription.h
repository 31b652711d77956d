#pragma once

#include "engine/schedule/cronexpression.h"

namespace uds {

/// "every weekday at 06:00", "every 15 minutes from 08:00 to 18:45": what a person reads, and what a screen
/// reader says instead of the stars.
[[nodiscard]] QString describeCron(const CronExpression &cron);

} // namespace uds
