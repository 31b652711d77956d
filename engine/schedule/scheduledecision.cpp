#include "engine/schedule/scheduledecision.h"

#include "engine/schedule/scheduletexts.h"

#include <algorithm>

namespace uds {

using namespace std::chrono_literals;

namespace {

using std::chrono::milliseconds;

// A run that starts this much early is one of the same rhythm: timers are not exact.
constexpr milliseconds kTolerance = 30s;
// A clock that is set back further than this had been wrong: waiting for it would be a standstill.
constexpr qint64 kLongestSetBack = 24 * 3600;

/// Why a run cannot begin now.
struct Obstacle {
    QString reason; ///< empty = nothing is in the way
    QDateTime untilUtc; ///< invalid = until the stream is free
};

std::optional<milliseconds> left(milliseconds needed, const std::optional<milliseconds> &passed)
{
    if (!passed || *passed >= needed)
        return std::nullopt;
    return needed - *passed;
}

Obstacle obstacleNow(const SchedulePlan &plan, const ScheduleRow &row, const ScheduleSituation &now)
{
    if (now.isStreamBusy)
        return {reason::busy(), {}};
    if (const auto rest = left(std::chrono::minutes(row.cooldownMinutes), now.sinceFailure))
        return {reason::cooldown(), now.nowUtc.addMSecs(rest->count())};
    if (const auto rest
        = left(std::chrono::minutes(SchedulePlan::kShortestMinutes) - kTolerance, now.sinceStart))
        return {reason::tooSoon(), now.nowUtc.addMSecs(rest->count())};
    const QDateTime opening = plan.windows().nextOpening(now.nowUtc, plan.zone());
    if (opening > now.nowUtc)
        return {reason::window(), opening};
    return {};
}

ScheduleStep unchanged(const ScheduleRow &row)
{
    ScheduleStep step;
    step.handledUntilUtc = row.handledUntilUtc;
    step.waitingUtc = row.waitingUtc;
    return step;
}

ScheduleStep afterClockWasSetBack(const ScheduleRow &row, const ScheduleSituation &now)
{
    ScheduleStep step = unchanged(row);
    step.decision = ScheduleDecision::Skipped;
    step.plannedUtc = row.handledUntilUtc;
    step.reason = reason::clockSetBack();
    step.handledUntilUtc = now.nowUtc;
    return step;
}

ScheduleStep waitForNext(const SchedulePlan &plan, const ScheduleRow &row, const ScheduleSituation &now)
{
    ScheduleStep step = unchanged(row);
    step.untilUtc = plan.nextRun(std::max(now.nowUtc, row.handledUntilUtc));
    return step;
}

// A run from before waits, and nothing new is due.
ScheduleStep goOnWaiting(const SchedulePlan &plan, const ScheduleRow &row, const ScheduleSituation &now)
{
    ScheduleStep step = unchanged(row);
    step.plannedUtc = row.waitingUtc;
    if (!now.isStreamOn) {
        step.decision = ScheduleDecision::Skipped;
        step.reason = reason::streamOff();
        step.waitingUtc = {};
        return step;
    }
    const Obstacle obstacle = obstacleNow(plan, row, now);
    if (!obstacle.reason.isEmpty()) {
        const QDateTime next = plan.nextRun(std::max(now.nowUtc, row.handledUntilUtc));
        step.untilUtc = obstacle.untilUtc.isValid() ? std::min(obstacle.untilUtc, next) : QDateTime();
        return step;
    }
    step.decision = ScheduleDecision::Run;
    step.reason = reason::waited();
    step.waitingUtc = {};
    return step;
}

// Something is in the way of a run that is due now.
void giveWay(ScheduleStep &step, const ScheduleRow &row, const Obstacle &obstacle)
{
    step.reason = obstacle.reason;
    step.untilUtc = obstacle.untilUtc;
    if (row.waitingUtc.isValid()) {
        step.decision = ScheduleDecision::Skipped;
        step.reason = reason::alreadyWaiting();
    } else if (obstacle.reason == reason::busy() && row.overlap == OverlapPolicy::Skip) {
        step.decision = ScheduleDecision::Skipped;
    } else {
        step.decision
            = obstacle.reason == reason::busy() ? ScheduleDecision::Queued : ScheduleDecision::PutOff;
        step.waitingUtc = step.plannedUtc;
    }
}

ScheduleStep decideDue(const SchedulePlan &plan, const SchedulePlan::Due &due, const ScheduleRow &row,
    const ScheduleSituation &now)
{
    ScheduleStep step = unchanged(row);
    step.plannedUtc = due.latestUtc;
    step.handledUntilUtc = due.latestUtc;
    step.missed = due.count - 1;
    const bool isLate = due.latestUtc.msecsTo(now.nowUtc) > milliseconds(kOnTime).count();
    if (!now.isStreamOn) {
        step.decision = ScheduleDecision::Skipped;
        step.reason = reason::streamOff();
        step.waitingUtc = {};
        return step;
    }
    if (isLate && row.missed == MissedPolicy::Skip) {
        step.decision = ScheduleDecision::Missed;
        step.reason = reason::notMadeUp();
        return step;
    }
    if (const Obstacle obstacle = obstacleNow(plan, row, now); !obstacle.reason.isEmpty()) {
        giveWay(step, row, obstacle);
        return step;
    }
    step.decision = ScheduleDecision::Run;
    if (isLate || step.missed > 0)
        step.reason = row.missed == MissedPolicy::Once ? reason::madeUp() : reason::notMadeUp();
    step.waitingUtc = {};
    return step;
}

} // namespace

ScheduleStep decide(const SchedulePlan &plan, const ScheduleRow &row, const ScheduleSituation &situation)
{
    if (!row.enabled)
        return unchanged(row);
    if (situation.nowUtc.secsTo(row.handledUntilUtc) > kLongestSetBack)
        return afterClockWasSetBack(row, situation);
    const SchedulePlan::Due due = plan.due(row.handledUntilUtc, situation.nowUtc);
    if (due.latestUtc.isValid())
        return decideDue(plan, due, row, situation);
    if (row.waitingUtc.isValid())
        return goOnWaiting(plan, row, situation);
    return waitForNext(plan, row, situation);
}

} // namespace uds
