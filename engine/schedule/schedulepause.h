#pragma once

#include "engine/core/result.h"

#include <QDateTime>

namespace uds {

class Database;

/// Whether all schedules stand still.
[[nodiscard]] Result<bool> areSchedulesPaused(Database &database);

/// Lets all schedules stand still, or go on from now: nothing that was due meanwhile is made up for.
[[nodiscard]] Result<void> setSchedulesPaused(Database &database, bool paused, const QDateTime &nowUtc);

} // namespace uds
