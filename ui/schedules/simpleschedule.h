#pragma once

#include <QList>
#include <QString>
#include <QTime>

#include <optional>

namespace uds {

/// A rhythm that people choose without knowing cron.
struct SimpleSchedule {
    enum class Kind { Minutes, Hours, Daily, Weekdays, Weekly, Monthly };
    static constexpr int kLastDay = 0; ///< of the month

    Kind kind = Kind::Minutes;
    int every = 15; ///< minutes or hours
    QTime at{6, 0}; ///< of Hours only the minute counts
    QList<int> weekdays{1}; ///< of Weekly: 1 = Monday to 7 = Sunday, ascending
    int monthDay = 1; ///< of Monthly: 1 to 31 or kLastDay
    friend bool operator==(const SimpleSchedule &, const SimpleSchedule &) = default;

    /// Steps that divide an hour or a day, so that the distance is always the same.
    [[nodiscard]] static const QList<int> &minuteSteps();
    [[nodiscard]] static const QList<int> &hourSteps();

    /// The five fields.
    [[nodiscard]] QString cron() const;
    /// Absent when a cron text says something that has no place here; such a text is kept as it is.
    [[nodiscard]] static std::optional<SimpleSchedule> fromCron(const QString &cron);
};

} // namespace uds
