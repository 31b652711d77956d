#pragma once

#include "engine/core/result.h"

#include <QDate>

#include <array>

namespace uds {

/// The days of a cron expression: day of month, month and day of week together.
struct CronDays {
    quint64 months = 0; ///< bits 1 to 12
    quint64 monthDays = 0; ///< bits 1 to 31
    bool hasLastDay = false; ///< L
    bool isAnyMonthDay = false; ///< begins with * or is ?
    quint64 weekdays = 0; ///< bits 0 (Sunday) to 6
    quint64 lastWeekdays = 0; ///< 5L: the last Friday of the month
    std::array<quint64, 5> nthWeekdays{}; ///< MON#2: the second Monday
    bool isAnyWeekday = false;
    friend bool operator==(const CronDays &, const CronDays &) = default;

    [[nodiscard]] static Result<CronDays> parse(
        const QString &dayOfMonth, const QString &month, const QString &dayOfWeek);
    /// As in cron: with both day fields restricted, either of them is enough.
    [[nodiscard]] bool matches(const QDate &date) const;
    [[nodiscard]] bool matchesMonth(int month) const { return (months >> month & 1) != 0; }
    /// Whether there is such a day at all; 30 February is none.
    [[nodiscard]] bool everMatches() const;

private:
    [[nodiscard]] Result<void> parseMonthDays(const QString &text);
    [[nodiscard]] Result<void> parseWeekdays(const QString &text);
    [[nodiscard]] Result<void> addWeekdays(const QString &part);
    [[nodiscard]] bool matchesMonthDay(const QDate &date) const;
    [[nodiscard]] bool matchesWeekday(const QDate &date) const;
};

} // namespace uds
