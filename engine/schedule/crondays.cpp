#include "engine/schedule/crondays.h"

#include "engine/schedule/cronfield.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSunday = 0;
constexpr int kAlsoSunday = 7;

bool has(quint64 bits, int value)
{
    return (bits >> value & 1) != 0;
}

quint64 oneSunday(quint64 bits)
{
    const quint64 sunday = has(bits, kAlsoSunday) ? quint64(1) << kSunday : 0;
    return (bits & ~(quint64(1) << kAlsoSunday)) | sunday;
}

// "MON" of "MON#2" and "5" of "5L", as a bit.
Result<quint64> oneWeekday(const QString &text)
{
    return cronValue(CronField::dayOfWeek(), text).map([](int value) {
        return oneSunday(quint64(1) << value);
    });
}

} // namespace

Result<CronDays> CronDays::parse(const QString &dayOfMonth, const QString &month, const QString &dayOfWeek)
{
    CronDays days;
    if (const auto parsed = days.parseMonthDays(dayOfMonth); !parsed)
        return tl::unexpected(parsed.error());
    const Result<quint64> months = cronBits(CronField::month(), month);
    if (!months)
        return tl::unexpected(months.error());
    days.months = *months;
    if (const auto parsed = days.parseWeekdays(dayOfWeek); !parsed)
        return tl::unexpected(parsed.error());
    return days;
}

Result<void> CronDays::parseMonthDays(const QString &text)
{
    const CronField &field = CronField::dayOfMonth();
    isAnyMonthDay = text.startsWith(u'*') || text == u"?";
    if (text == u"?") {
        monthDays = ~quint64(0);
        return {};
    }
    const Result<QStringList> parts = cronParts(field, text);
    if (!parts)
        return tl::unexpected(parts.error());
    for (const QString &part : *parts) {
        if (part.toUpper() == u"L") {
            hasLastDay = true;
            continue;
        }
        const Result<quint64> values = cronValues(field, part);
        if (!values)
            return tl::unexpected(values.error());
        monthDays |= *values;
    }
    return {};
}

Result<void> CronDays::parseWeekdays(const QString &text)
{
    isAnyWeekday = text.startsWith(u'*') || text == u"?";
    if (text == u"?") {
        weekdays = ~quint64(0);
        return {};
    }
    const Result<QStringList> parts = cronParts(CronField::dayOfWeek(), text);
    if (!parts)
        return tl::unexpected(parts.error());
    for (const QString &part : *parts) {
        if (const auto added = addWeekdays(part); !added)
            return added;
    }
    return {};
}

Result<void> CronDays::addWeekdays(const QString &part)
{
    const CronField &field = CronField::dayOfWeek();
    const qsizetype hash = part.indexOf(u'#');
    if (hash >= 0) {
        const Result<quint64> day = oneWeekday(part.left(hash));
        if (!day)
            return tl::unexpected(day.error());
        const QString nth = part.mid(hash + 1);
        if (nth.size() != 1 || nth < u"1" || nth > u"5")
            return fail(cronError(
                field, part, QCoreApplication::translate("uds", "expected a number from 1 to 5 after “#”")));
        nthWeekdays.at(std::size_t(nth.toInt() - 1)) |= *day;
        return {};
    }
    if (part.toUpper() == u"L")
        return fail(cronError(field, part,
            QCoreApplication::translate("uds", "say which day: 5L is the last Friday of the month")));
    if (part.endsWith(u'L', Qt::CaseInsensitive)) {
        const Result<quint64> day = oneWeekday(part.chopped(1));
        if (!day)
            return tl::unexpected(day.error());
        lastWeekdays |= *day;
        return {};
    }
    const Result<quint64> values = cronValues(field, part);
    if (!values)
        return tl::unexpected(values.error());
    weekdays |= oneSunday(*values);
    return {};
}

bool CronDays::matchesMonthDay(const QDate &date) const
{
    return has(monthDays, date.day()) || (hasLastDay && date.day() == date.daysInMonth());
}

bool CronDays::matchesWeekday(const QDate &date) const
{
    const int weekday = date.dayOfWeek() % 7; // Qt counts Monday to Sunday from 1 to 7.
    const std::size_t nth = std::size_t((date.day() - 1) / 7);
    return has(weekdays, weekday) || has(nthWeekdays.at(nth), weekday)
        || (has(lastWeekdays, weekday) && date.day() + 7 > date.daysInMonth());
}

bool CronDays::matches(const QDate &date) const
{
    if (!matchesMonth(date.month()))
        return false;
    if (!isAnyMonthDay && !isAnyWeekday)
        return matchesMonthDay(date) || matchesWeekday(date);
    return matchesMonthDay(date) && matchesWeekday(date);
}

bool CronDays::everMatches() const
{
    // All combinations of leap year and weekday come within 28 years.
    const QDate end(2028, 1, 1);
    for (QDate date(2000, 1, 1); date < end; date = date.addDays(1)) {
        if (matches(date))
            return true;
    }
    return false;
}

} // namespace uds
