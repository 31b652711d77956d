#pragma once

#include "engine/api/schedulevalues.h"
#include "engine/schedule/scheduleplan.h"

namespace uds {

class Database;

/// All schedules with their state.
[[nodiscard]] Result<ScheduleOverview> scheduleOverview(Database &database, const QDateTime &nowUtc);
/// ErrorKind::Configuration, code "schedule.unknown", when there is none of that id.
[[nodiscard]] Result<ScheduleRow> scheduleById(Database &database, qint64 id);
[[nodiscard]] Result<ScheduleSummary> scheduleSummaryOf(
    Database &database, qint64 id, const QDateTime &nowUtc);
/// Newest first; \a scheduleId 0 = of all.
[[nodiscard]] Result<QList<ScheduleLogEntry>> scheduleLogPage(
    Database &database, qint64 scheduleId, qint64 beforeId, int limit);

/// The next runs with what clocks show.
[[nodiscard]] QList<PlannedRun> plannedRuns(const SchedulePlan &plan, const QDateTime &afterUtc, int count);
/// "every day at 06:00, Europe/Berlin"
[[nodiscard]] QString scheduleSentence(const SchedulePlan &plan, const QString &windows);

/// What the program proposes for a stream that reads such records: often and incremental, and once a day in
/// full. Nothing is switched on by it.
[[nodiscard]] QList<ScheduleDraft> proposedFor(
    const QString &stream, const QString &sourceEntity, const QString &zone);

} // namespace uds
