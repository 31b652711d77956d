#include "engine/schedule/schedulerecords.h"

#include "engine/schedule/scheduletexts.h"
#include "engine/store/schedulerepository.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeptDays = 90;

Result<void> requeue(ScheduleRepository &schedules, const ScheduleRunRow &cut)
{
    const auto schedule = schedules.byId(cut.scheduleId);
    if (!schedule)
        return tl::unexpected(schedule.error());
    if (!*schedule || (*schedule)->missed == MissedPolicy::Skip || (*schedule)->waitingUtc.isValid())
        return {};
    return schedules.setProgress(cut.scheduleId, (*schedule)->handledUntilUtc, cut.plannedUtc);
}

Result<void> dropWaiting(ScheduleRepository &schedules, const ScheduleRow &schedule, const QDateTime &nowUtc)
{
    ScheduleRunRow row;
    row.scheduleId = schedule.id;
    row.streamId = schedule.streamId;
    row.plannedUtc = schedule.waitingUtc;
    row.decidedUtc = nowUtc;
    row.decision = ScheduleDecision::Missed;
    row.reason = reason::notMadeUp();
    if (const auto added = schedules.addRun(row); !added)
        return tl::unexpected(added.error());
    return schedules.setProgress(schedule.id, schedule.handledUntilUtc, {});
}

Result<void> returnToQueue(ScheduleRepository &schedules, ScheduleRunRow row)
{
    const auto schedule = schedules.byId(row.scheduleId);
    if (!schedule)
        return tl::unexpected(schedule.error());
    const bool waits = *schedule && (*schedule)->overlap == OverlapPolicy::Queue;
    row.decision = waits ? ScheduleDecision::Queued : ScheduleDecision::Skipped;
    row.reason = reason::busy();
    row.outcome.clear();
    if (const auto finished = schedules.finishRun(row); !finished)
        return finished;
    if (!waits || (*schedule)->waitingUtc.isValid())
        return {};
    return schedules.setProgress(row.scheduleId, (*schedule)->handledUntilUtc, row.plannedUtc);
}

} // namespace

Result<void> recoverSchedules(Database &database, const QDateTime &nowUtc)
{
    ScheduleRepository schedules(database);
    if (const auto forgotten = schedules.forgetRuns(nowUtc.addDays(-kKeptDays)); !forgotten)
        return tl::unexpected(forgotten.error());
    const auto cut = schedules.closeInterrupted(nowUtc);
    if (!cut)
        return tl::unexpected(cut.error());
    for (const ScheduleRunRow &row : *cut) {
        if (const auto queued = requeue(schedules, row); !queued)
            return queued;
    }
    const auto all = schedules.list();
    if (!all)
        return tl::unexpected(all.error());
    for (const ScheduleRow &schedule : *all) {
        if (!schedule.waitingUtc.isValid() || schedule.missed == MissedPolicy::Once)
            continue;
        if (const auto dropped = dropWaiting(schedules, schedule, nowUtc); !dropped)
            return dropped;
    }
    return {};
}

Result<std::optional<ScheduleRunRow>> recordStep(
    Database &database, const ScheduleRow &schedule, const ScheduleStep &step, const QDateTime &nowUtc)
{
    ScheduleRepository schedules(database);
    const auto present = schedules.byId(schedule.id);
    if (!present)
        return tl::unexpected(present.error());
    if (!*present || **present != schedule)
        return std::optional<ScheduleRunRow>();
    ScheduleRunRow row;
    row.scheduleId = schedule.id;
    row.streamId = schedule.streamId;
    row.plannedUtc = step.plannedUtc;
    row.decidedUtc = nowUtc;
    row.decision = *step.decision;
    row.reason = step.reason;
    row.missed = step.missed;
    row.untilUtc = step.untilUtc;
    row.outcome = row.decision == ScheduleDecision::Run ? u"running"_s : QString();
    const auto id = schedules.addRun(row);
    if (!id)
        return tl::unexpected(id.error());
    row.id = *id;
    if (const auto kept = schedules.setProgress(schedule.id, step.handledUntilUtc, step.waitingUtc); !kept)
        return tl::unexpected(kept.error());
    return std::optional(row);
}

Result<void> recordOutcome(
    Database &database, ScheduleRunRow row, const Result<RunRow> &outcome, const QDateTime &nowUtc)
{
    ScheduleRepository schedules(database);
    row.finishedUtc = nowUtc;
    if (!outcome && outcome.error().code == u"run.busy")
        return returnToQueue(schedules, row);
    if (outcome) {
        row.outcome = runStateName(outcome->state);
        row.runId = outcome->id;
    } else {
        const bool wasStopped = outcome.error().kind == ErrorKind::Cancelled;
        row.outcome = runStateName(wasStopped ? RunState::Cancelled : RunState::Failed);
        row.errorCode = outcome.error().code;
    }
    return schedules.finishRun(row);
}

} // namespace uds
