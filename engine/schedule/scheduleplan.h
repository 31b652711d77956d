#pragma once

#include "engine/schedule/cronexpression.h"
#include "engine/schedule/runwindows.h"
#include "engine/store/schedulerepository.h"

namespace uds {

/// When a schedule runs: its expression in its zone, within its windows.
class SchedulePlan {
public:
    /// Runs of one schedule are at least so far apart.
    static constexpr int kShortestMinutes = 5;
    static constexpr int kLongestCooldown = 24 * 60; // minutes

    /// ErrorKind::Configuration, codes "schedule.cron", "schedule.zone", "schedule.windows",
    /// "schedule.cooldown" and "schedule.mode"; the error names the field.
    [[nodiscard]] static Result<SchedulePlan> of(const ScheduleRow &row);

    /// The first run after that moment; invalid when a window keeps it from ever running.
    [[nodiscard]] QDateTime nextRun(const QDateTime &afterUtc) const;

    /// Runs of a time span.
    struct Due {
        QDateTime latestUtc; ///< invalid = none
        int count = 0; ///< at most kMostCounted
    };
    static constexpr int kMostCounted = 1000;
    /// What was due after the first moment and until the second.
    [[nodiscard]] Due due(const QDateTime &afterUtc, const QDateTime &untilUtc) const;

    [[nodiscard]] const CronExpression &cron() const { return m_cron; }
    [[nodiscard]] const QTimeZone &zone() const { return m_zone; }
    [[nodiscard]] const RunWindows &windows() const { return m_windows; }

private:
    CronExpression m_cron;
    QTimeZone m_zone;
    RunWindows m_windows;
};

} // namespace uds
