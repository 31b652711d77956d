#pragma once

#include "engine/schedule/crondays.h"

#include <QDateTime>
#include <QTimeZone>

namespace uds {

/// Five fields as cron has them: minute, hour, day of month, month, day of week; lists, ranges, steps, names,
/// L (last day), 5L (last Friday), MON#2 (second Monday), ? in the day fields, and @hourly and its kin.
///
/// A time that clocks skip in the night of a change runs once, right after the gap; a time they show twice
/// runs once, the first time.
class CronExpression {
public:
    /// ErrorKind::Configuration, code "schedule.cron", for anything else, and for days there never are.
    [[nodiscard]] static Result<CronExpression> parse(const QString &text);

    /// The first run after that moment.
    [[nodiscard]] QDateTime next(const QDateTime &afterUtc, const QTimeZone &zone) const;
    /// The last run before that moment.
    [[nodiscard]] QDateTime previous(const QDateTime &beforeUtc, const QTimeZone &zone) const;
    [[nodiscard]] QList<QDateTime> nextRuns(
        const QDateTime &afterUtc, const QTimeZone &zone, int count) const;
    /// Whether clocks that show that time say that it is due; seconds are not looked at.
    [[nodiscard]] bool matches(const QDateTime &wall) const;
    /// The shortest time between two runs of ordinary days, in minutes.
    [[nodiscard]] int shortestPause() const;

    [[nodiscard]] const CronDays &days() const { return m_days; }
    [[nodiscard]] quint64 minutes() const { return m_minutes; }
    [[nodiscard]] quint64 hours() const { return m_hours; }

private:
    enum class Way { Forward, Back };
    [[nodiscard]] QDateTime nearestWall(const QDateTime &wall, Way way) const;
    [[nodiscard]] int nearestMinute(int minuteOfDay, Way way) const;
    [[nodiscard]] QDate nearestDate(QDate date, Way way) const;

    quint64 m_minutes = 0;
    quint64 m_hours = 0;
    CronDays m_days;
};

} // namespace uds
