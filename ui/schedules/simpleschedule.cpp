#include "ui/schedules/simpleschedule.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QStringList &weekdayNames()
{
    static const QStringList names{u"MON"_s, u"TUE"_s, u"WED"_s, u"THU"_s, u"FRI"_s, u"SAT"_s, u"SUN"_s};
    return names;
}

std::optional<int> number(const QString &text, int least, int most)
{
    const bool hasDigitsOnly = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar character) {
        return character >= u'0' && character <= u'9';
    });
    const int value = text.toInt();
    return hasDigitsOnly && text.size() <= 2 && value >= least && value <= most ? std::optional(value)
                                                                                : std::nullopt;
}

// "*/15"; a bare star is a step of one.
std::optional<int> stepOf(const QString &field, const QList<int> &allowed)
{
    const std::optional<int> step = field == u"*" ? std::optional(1)
        : field.startsWith(u"*/")                 ? number(field.mid(2), 1, 59)
                                                  : std::nullopt;
    return step && allowed.contains(*step) ? step : std::nullopt;
}

std::optional<int> weekdayOf(const QString &text)
{
    const qsizetype named = weekdayNames().indexOf(text.toUpper());
    if (named >= 0)
        return int(named) + 1;
    const std::optional<int> day = number(text, 0, 7);
    return day ? std::optional(*day == 0 ? 7 : *day) : std::nullopt;
}

std::optional<QList<int>> weekdaysOf(const QString &field)
{
    QList<int> days;
    for (const QString &part : field.split(u',')) {
        const std::optional<int> day = weekdayOf(part);
        if (!day || days.contains(*day))
            return std::nullopt;
        days << *day;
    }
    std::sort(days.begin(), days.end());
    return days;
}

QStringList fieldsOf(const QString &cron)
{
    static const QHash<QString, QString> shortWords{{u"@hourly"_s, u"0 * * * *"_s},
        {u"@daily"_s, u"0 0 * * *"_s}, {u"@midnight"_s, u"0 0 * * *"_s}, {u"@weekly"_s, u"0 0 * * 0"_s},
        {u"@monthly"_s, u"0 0 1 * *"_s}};
    const QString text = cron.simplified();
    return shortWords.value(text.toLower(), text).split(u' ');
}

std::optional<SimpleSchedule> onEveryDay(const QString &minutes, const QString &hours)
{
    SimpleSchedule simple;
    if (const auto step = stepOf(minutes, SimpleSchedule::minuteSteps()); step && hours == u"*") {
        simple.every = *step;
        return simple;
    }
    const std::optional<int> minute = number(minutes, 0, 59);
    const auto step = stepOf(hours, SimpleSchedule::hourSteps());
    if (!minute || !step)
        return std::nullopt;
    simple.kind = SimpleSchedule::Kind::Hours;
    simple.every = *step;
    simple.at = QTime(0, *minute);
    return simple;
}

bool setDays(SimpleSchedule &simple, const QString &monthDay, const QString &weekday)
{
    using Kind = SimpleSchedule::Kind;
    if (monthDay == u"*" && weekday == u"*") {
        simple.kind = Kind::Daily;
        return true;
    }
    if (weekday == u"*") {
        const bool isLast = monthDay.compare(u"L", Qt::CaseInsensitive) == 0;
        const auto day = isLast ? std::optional(SimpleSchedule::kLastDay) : number(monthDay, 1, 31);
        simple.kind = Kind::Monthly;
        simple.monthDay = day.value_or(1);
        return day.has_value();
    }
    if (monthDay != u"*")
        return false;
    if (weekday.compare(u"MON-FRI", Qt::CaseInsensitive) == 0 || weekday == u"1-5") {
        simple.kind = Kind::Weekdays;
        return true;
    }
    const std::optional<QList<int>> days = weekdaysOf(weekday);
    simple.kind = Kind::Weekly;
    simple.weekdays = days.value_or(QList<int>{});
    return days.has_value();
}

} // namespace

const QList<int> &SimpleSchedule::minuteSteps()
{
    static const QList<int> steps{5, 6, 10, 12, 15, 20, 30};
    return steps;
}

const QList<int> &SimpleSchedule::hourSteps()
{
    static const QList<int> steps{1, 2, 3, 4, 6, 8, 12};
    return steps;
}

QString SimpleSchedule::cron() const
{
    const QString clock = u"%1 %2"_s.arg(at.minute()).arg(at.hour());
    QStringList names;
    for (const int day : weekdays)
        names << weekdayNames().value(day - 1);
    switch (kind) {
    case Kind::Minutes: return u"*/%1 * * * *"_s.arg(every);
    case Kind::Hours:
        return u"%1 %2 * * *"_s.arg(at.minute()).arg(every == 1 ? u"*"_s : u"*/%1"_s.arg(every));
    case Kind::Daily: return clock + u" * * *"_s;
    case Kind::Weekdays: return clock + u" * * MON-FRI"_s;
    case Kind::Weekly: return clock + u" * * "_s + names.join(u',');
    case Kind::Monthly:
        return clock + u' ' + (monthDay == kLastDay ? u"L"_s : QString::number(monthDay)) + u" * *"_s;
    }
    Q_UNREACHABLE();
}

std::optional<SimpleSchedule> SimpleSchedule::fromCron(const QString &cron)
{
    const QStringList fields = fieldsOf(cron);
    if (fields.size() != 5 || fields.at(3) != u"*")
        return std::nullopt;
    if (fields.at(2) == u"*" && fields.at(4) == u"*") {
        if (const auto often = onEveryDay(fields.at(0), fields.at(1)))
            return often;
    }
    const std::optional<int> minute = number(fields.at(0), 0, 59);
    const std::optional<int> hour = number(fields.at(1), 0, 23);
    SimpleSchedule simple;
    if (!minute || !hour || !setDays(simple, fields.at(2), fields.at(4)))
        return std::nullopt;
    simple.at = QTime(*hour, *minute);
    return simple;
}

} // namespace uds
