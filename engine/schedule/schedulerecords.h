#pragma once

#include "engine/schedule/scheduledecision.h"
#include "engine/store/runrepository.h"

namespace uds {

class Database;

/// Puts a process's open ends in order when the next one begins: runs that were cut off are closed, and once
/// more due where the schedule makes up for missed runs; what waited is dropped where it does not.
[[nodiscard]] Result<void> recoverSchedules(Database &database, const QDateTime &nowUtc);

/// Stores a decision with the schedule's progress; the row with its id, or nothing when the schedule was
/// edited or removed since it was read.
[[nodiscard]] Result<std::optional<ScheduleRunRow>> recordStep(
    Database &database, const ScheduleRow &schedule, const ScheduleStep &step, const QDateTime &nowUtc);

/// Stores how a run ended. A run for which the stream was not free after all becomes queued or skipped, as
/// the schedule says.
[[nodiscard]] Result<void> recordOutcome(
    Database &database, ScheduleRunRow row, const Result<RunRow> &outcome, const QDateTime &nowUtc);

} // namespace uds
