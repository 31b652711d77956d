#include "engine/schedule/crondescription.h"

#include "engine/schedule/cronfield.h"

#include <QCoreApplication>
#include <QLocale>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kEveryWeekday = 0b1111111;
constexpr quint64 kMondayToFriday = 0b0111110;
constexpr qsizetype kMostTimes = 6; // more are told as a rule, not as a list

QList<int> valuesOf(quint64 bits, int least, int most)
{
    QList<int> values;
    for (int value = least; value <= most; ++value) {
        if ((bits >> value & 1) != 0)
            values.append(value);
    }
    return values;
}

/// The same distance from each value to the next; 0 when there is none.
int stepOf(const QList<int> &values)
{
    if (values.size() < 3)
        return 0;
    const int step = values.at(1) - values.at(0);
    for (qsizetype i = 2; i < values.size(); ++i) {
        if (values.at(i) - values.at(i - 1) != step)
            return 0;
    }
    return step;
}

QString clockText(int hour, int minute)
{
    return QTime(hour, minute).toString(u"HH:mm"_s);
}

QString listed(const QStringList &words)
{
    if (words.size() < 2)
        return words.join(QString());
    return QCoreApplication::translate("uds", "%1 and %2")
        .arg(words.mid(0, words.size() - 1).join(u", "_s), words.constLast());
}

QStringList numberWords(const QList<int> &values)
{
    QStringList words;
    for (const int value : values)
        words.append(QString::number(value));
    return words;
}

QString weekdayName(int cronDay)
{
    return QLocale().dayName(cronDay == 0 ? 7 : cronDay, QLocale::LongFormat);
}

// Whole hours over which a step of minutes goes on without a break.
QString everyMinutes(const QList<int> &minutes, const QList<int> &hours, int step)
{
    const QString pace = step == 1 ? QCoreApplication::translate("uds", "every minute")
                                   : QCoreApplication::translate("uds", "every %1 minutes").arg(step);
    if (hours.size() == 24)
        return pace;
    if (stepOf(hours) == 1 || hours.size() == 1)
        return QCoreApplication::translate("uds", "%1 from %2 to %3")
            .arg(pace, clockText(hours.constFirst(), minutes.constFirst()),
                clockText(hours.constLast(), minutes.constLast()));
    return QCoreApplication::translate("uds", "%1 in the hours %2").arg(pace, listed(numberWords(hours)));
}

QString everyHours(const QList<int> &hours, int minute)
{
    const int step = stepOf(hours);
    const bool isAllDay
        = hours.size() == 24 || (step > 1 && hours.constFirst() < step && hours.constLast() + step > 23);
    const QString pace = step == 1 ? QCoreApplication::translate("uds", "every hour")
                                   : QCoreApplication::translate("uds", "every %1 hours").arg(step);
    if (isAllDay && minute == 0 && hours.constFirst() == 0)
        return pace;
    return QCoreApplication::translate("uds", "%1 from %2 to %3")
        .arg(pace, clockText(hours.constFirst(), minute), clockText(hours.constLast(), minute));
}

QString timesText(const CronExpression &cron)
{
    const QList<int> minutes = valuesOf(cron.minutes(), 0, 59);
    const QList<int> hours = valuesOf(cron.hours(), 0, 23);
    if (minutes.size() * hours.size() <= kMostTimes) {
        QStringList times;
        for (const int hour : hours) {
            for (const int minute : minutes)
                times.append(clockText(hour, minute));
        }
        return QCoreApplication::translate("uds", "at %1").arg(listed(times));
    }
    if (minutes.size() == 1 && stepOf(hours) > 0)
        return everyHours(hours, minutes.constFirst());
    const int step = stepOf(minutes);
    if (step > 0 && minutes.constFirst() + 60 - minutes.constLast() == step)
        return everyMinutes(minutes, hours, step);
    const QString past
        = QCoreApplication::translate("uds", "at the minutes %1").arg(listed(numberWords(minutes)));
    if (hours.size() == 24)
        return QCoreApplication::translate("uds", "%1 of every hour").arg(past);
    return QCoreApplication::translate("uds", "%1 of the hours %2").arg(past, listed(numberWords(hours)));
}

QStringList weekdayWords(const CronDays &days)
{
    QStringList words;
    if (days.weekdays == kMondayToFriday)
        words.append(QCoreApplication::translate("uds", "every weekday (Monday to Friday)"));
    else {
        for (const int day : valuesOf(days.weekdays, 0, 6))
            words.append(QCoreApplication::translate("uds", "every %1").arg(weekdayName(day)));
    }
    for (std::size_t nth = 0; nth < days.nthWeekdays.size(); ++nth) {
        for (const int day : valuesOf(days.nthWeekdays.at(nth), 0, 6))
            words.append(QCoreApplication::translate("uds", "%1 number %2 of the month")
                             .arg(weekdayName(day))
                             .arg(nth + 1));
    }
    for (const int day : valuesOf(days.lastWeekdays, 0, 6))
        words.append(QCoreApplication::translate("uds", "the last %1 of the month").arg(weekdayName(day)));
    return words;
}

QStringList monthDayWords(const CronDays &days)
{
    QStringList words;
    const QList<int> numbers = valuesOf(days.monthDays, 1, 31);
    if (!numbers.isEmpty())
        words.append(
            QCoreApplication::translate("uds", "on day %1 of the month").arg(listed(numberWords(numbers))));
    if (days.hasLastDay)
        words.append(QCoreApplication::translate("uds", "on the last day of the month"));
    return words;
}

// Empty when every day is meant.
QString daysText(const CronDays &days)
{
    const bool allMonthDays = valuesOf(days.monthDays, 1, 31).size() == 31;
    const bool allWeekdays = (days.weekdays & kEveryWeekday) == kEveryWeekday;
    if (allMonthDays && allWeekdays)
        return {};
    const QString monthDays = listed(monthDayWords(days));
    const QString weekdays = listed(weekdayWords(days));
    if (!days.isAnyMonthDay && !days.isAnyWeekday)
        return QCoreApplication::translate("uds", "%1, and besides %2").arg(monthDays, weekdays);
    if (allMonthDays)
        return weekdays;
    if (allWeekdays)
        return monthDays;
    return QCoreApplication::translate("uds", "%1, if it is %2").arg(monthDays, weekdays);
}

QString monthsText(const CronDays &days)
{
    const QList<int> months = valuesOf(days.months, 1, 12);
    if (months.size() == 12)
        return {};
    QStringList names;
    for (const int month : months)
        names.append(QLocale().standaloneMonthName(month, QLocale::LongFormat));
    return QCoreApplication::translate("uds", "in %1").arg(listed(names));
}

} // namespace

QString describeCron(const CronExpression &cron)
{
    const QString times = timesText(cron);
    const QString days = daysText(cron.days());
    const QString months = monthsText(cron.days());
    const bool isAtTimes
        = valuesOf(cron.minutes(), 0, 59).size() * valuesOf(cron.hours(), 0, 23).size() <= kMostTimes;
    QString text = times;
    if (!days.isEmpty())
        text = isAtTimes ? days + u' ' + times : times + u", "_s + days;
    else if (isAtTimes)
        text = QCoreApplication::translate("uds", "every day %1").arg(times);
    return months.isEmpty() ? text : text + u", "_s + months;
}

} // namespace uds
