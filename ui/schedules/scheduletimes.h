#pragma once

#include "engine/api/schedulevalues.h"

#include <QCoreApplication>

namespace uds {

/// Times to come, as people read them.
class ScheduleTimes final {
    Q_DECLARE_TR_FUNCTIONS(uds::ScheduleTimes)

public:
    ScheduleTimes() = delete;

    /// "in 12 min", "in 3 h 5 min", "in 18 h", "in 2 d 4 h"; "now" for a moment that has come.
    [[nodiscard]] static QString countdown(const QDateTime &utc, const QDateTime &nowUtc);
    /// "14:00, in 12 min"; a dash for an invalid time.
    [[nodiscard]] static QString next(const QDateTime &utc, const QDateTime &nowUtc);
    /// "Sun 29 Mar 2026, 03:00" with what the clocks do that night.
    [[nodiscard]] static QString planned(const PlannedRun &run);
};

} // namespace uds
