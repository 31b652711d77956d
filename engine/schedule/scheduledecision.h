#pragma once

#include "engine/schedule/scheduleplan.h"

#include <chrono>

namespace uds {

/// What is known about a stream and the clocks when a schedule is looked at.
struct ScheduleSituation {
    QDateTime nowUtc;
    bool isStreamOn = true;
    bool isStreamBusy = false;
    /// Since a schedule started the stream the last time; absent = not known or never. Measured so that a
    /// changed clock does not matter.
    std::optional<std::chrono::milliseconds> sinceStart;
    /// Since the last run that a schedule started failed; absent = it did not.
    std::optional<std::chrono::milliseconds> sinceFailure;
};

/// What is to be done now, and what is true of the schedule after that.
struct ScheduleStep {
    std::optional<ScheduleDecision> decision; ///< absent = nothing is due
    QDateTime plannedUtc;
    QString reason; ///< a word of scheduletexts.h
    int missed = 0;
    QDateTime untilUtc; ///< when to look again, or until when it is put off; invalid = when something happens
    QDateTime handledUntilUtc;
    QDateTime waitingUtc;
    friend bool operator==(const ScheduleStep &, const ScheduleStep &) = default;
};

/// A pure function of its arguments. What was decided once is never due again, also when the clock is set
/// back; what was due while nobody looked is one run or none, as the schedule's policy says.
[[nodiscard]] ScheduleStep decide(
    const SchedulePlan &plan, const ScheduleRow &row, const ScheduleSituation &situation);

/// A run that begins later than this was missed before.
inline constexpr std::chrono::minutes kOnTime{2};

} // namespace uds
