#pragma once

#include "engine/api/values.h"
#include "engine/schedule/localtimes.h"
#include "engine/store/schedulerepository.h"

namespace uds {

/// What a person decides about a schedule.
struct ScheduleDraft {
    QString stream; ///< name
    QString cron; ///< five fields
    QString zone = QStringLiteral("UTC"); ///< IANA name
    RunMode mode = RunMode::Incremental; ///< or Full
    bool enabled = true;
    OverlapPolicy overlap = OverlapPolicy::Queue;
    MissedPolicy missed = MissedPolicy::Once;
    int cooldownMinutes = 15; ///< after a failure
    QString windows; ///< "MON-FRI 08:00-18:00"; empty = always
    friend bool operator==(const ScheduleDraft &, const ScheduleDraft &) = default;
};

/// One run to come.
struct PlannedRun {
    QDateTime utc;
    QDateTime local; ///< what clocks of the zone show; spelled as UTC
    /// Skipped: the time does not exist that night, so it runs right after the gap. Repeated: the time comes
    /// twice, and the first one is meant.
    ClockChange change = ClockChange::None;
    friend bool operator==(const PlannedRun &, const PlannedRun &) = default;
};

struct ScheduleSummary {
    qint64 id = 0;
    ScheduleDraft draft;
    QString sentence; ///< "every day at 06:00, Europe/Berlin"; of a stored text that is not understood: why
    bool isRunning = false;
    bool isWaiting = false; ///< a run waits for its turn
    QDateTime nextRunUtc; ///< invalid while it is switched off or all stand still
    std::optional<ScheduleRunRow> lastRun; ///< the last one that began
    QString lastResult; ///< of it, as a sentence
    friend bool operator==(const ScheduleSummary &, const ScheduleSummary &) = default;
};

struct ScheduleOverview {
    bool isPaused = false; ///< all stand still
    bool isFollowed = false; ///< this program runs them while it is open
    QList<ScheduleSummary> schedules;
    friend bool operator==(const ScheduleOverview &, const ScheduleOverview &) = default;
};

/// A draft that was checked, in words and with what it would do.
struct ScheduleCheck {
    QString sentence;
    QList<PlannedRun> nextRuns;
    friend bool operator==(const ScheduleCheck &, const ScheduleCheck &) = default;
};

/// One decision about one due run.
struct ScheduleLogEntry {
    ScheduleRunRow row;
    QString stream;
    QString sentence; ///< "Skipped: the previous run was still working."
    friend bool operator==(const ScheduleLogEntry &, const ScheduleLogEntry &) = default;
};

} // namespace uds
