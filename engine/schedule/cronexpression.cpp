#include "engine/schedule/cronexpression.h"

#include "engine/schedule/cronfield.h"
#include "engine/schedule/localtimes.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr qsizetype kLongest = 200; // characters

bool has(quint64 bits, int value)
{
    return (bits >> value & 1) != 0;
}

tl::unexpected<Error> refused(const QString &message)
{
    return fail({ErrorKind::Configuration, u"schedule.cron"_s, message,
        QCoreApplication::translate("uds",
            "The five fields are minute, hour, day of month, month and day of week; “0 6 * * MON-FRI” is"
            " every weekday at 06:00."),
        u"cron"_s, {}, std::nullopt});
}

const QHash<QString, QString> &presets()
{
    static const QHash<QString, QString> all{
        {u"@hourly"_s, u"0 * * * *"_s},
        {u"@daily"_s, u"0 0 * * *"_s},
        {u"@midnight"_s, u"0 0 * * *"_s},
        {u"@weekly"_s, u"0 0 * * 0"_s},
        {u"@monthly"_s, u"0 0 1 * *"_s},
        {u"@yearly"_s, u"0 0 1 1 *"_s},
        {u"@annually"_s, u"0 0 1 1 *"_s},
    };
    return all;
}

Result<QStringList> fieldsOf(const QString &text)
{
    QString expression = text.simplified();
    if (expression.isEmpty())
        return refused(QCoreApplication::translate("uds", "The cron expression is empty."));
    if (expression.size() > kLongest)
        return refused(QCoreApplication::translate("uds", "The cron expression is longer than %1 characters.")
                           .arg(kLongest));
    if (expression.startsWith(u'@')) {
        const QString named = presets().value(expression.toLower());
        if (named.isEmpty())
            return refused(QCoreApplication::translate(
                "uds", "“%1” is not known; there are @hourly, @daily, @weekly, @monthly and @yearly.")
                               .arg(expression));
        expression = named;
    }
    const QStringList fields = expression.split(u' ');
    if (fields.size() != 5)
        return refused(QCoreApplication::translate(
            "uds", "A cron expression has five fields; “%1” has %2. Seconds and years are not among them.")
                           .arg(expression)
                           .arg(fields.size()));
    return fields;
}

QDateTime fullMinute(const QDateTime &wall)
{
    const qint64 seconds = wall.toSecsSinceEpoch();
    return QDateTime::fromSecsSinceEpoch(seconds - (seconds % 60 + 60) % 60, Qt::UTC);
}

QDateTime wallOf(const QDate &date, int minuteOfDay)
{
    return QDateTime(date, QTime(minuteOfDay / 60, minuteOfDay % 60), Qt::UTC);
}

} // namespace

Result<CronExpression> CronExpression::parse(const QString &text)
{
    const Result<QStringList> fields = fieldsOf(text);
    if (!fields)
        return tl::unexpected(fields.error());
    const Result<quint64> minutes = cronBits(CronField::minute(), fields->at(0));
    if (!minutes)
        return tl::unexpected(minutes.error());
    const Result<quint64> hours = cronBits(CronField::hour(), fields->at(1));
    if (!hours)
        return tl::unexpected(hours.error());
    const Result<CronDays> days = CronDays::parse(fields->at(2), fields->at(3), fields->at(4));
    if (!days)
        return tl::unexpected(days.error());
    if (!days->everMatches())
        return refused(QCoreApplication::translate("uds",
            "Cron expression, day of month “%1” and month “%2”: there is no such day, so it would never run.")
                           .arg(fields->at(2), fields->at(3)));
    CronExpression expression;
    expression.m_minutes = *minutes;
    expression.m_hours = *hours;
    expression.m_days = *days;
    return expression;
}

bool CronExpression::matches(const QDateTime &wall) const
{
    return has(m_minutes, wall.time().minute()) && has(m_hours, wall.time().hour())
        && m_days.matches(wall.date());
}

// At or beyond that minute of a day; -1 when the day has none left.
int CronExpression::nearestMinute(int minuteOfDay, Way way) const
{
    const int step = way == Way::Forward ? 1 : -1;
    for (int minute = minuteOfDay; minute >= 0 && minute < kMinutesOfDay; minute += step) {
        if (has(m_hours, minute / 60) && has(m_minutes, minute % 60))
            return minute;
    }
    return -1;
}

QDate CronExpression::nearestDate(QDate date, Way way) const
{
    const int step = way == Way::Forward ? 1 : -1;
    while (!m_days.matches(date)) {
        if (m_days.matchesMonth(date.month())) {
            date = date.addDays(step);
            continue;
        }
        const QDate first(date.year(), date.month(), 1);
        date = way == Way::Forward ? first.addMonths(1) : first.addDays(-1);
    }
    return date;
}

QDateTime CronExpression::nearestWall(const QDateTime &wall, Way way) const
{
    const int endOfDay = way == Way::Forward ? 0 : kMinutesOfDay - 1;
    const QDate start = wall.date();
    QDate date = nearestDate(start, way);
    const int minuteOfDay = wall.time().hour() * 60 + wall.time().minute();
    int minute = nearestMinute(date == start ? minuteOfDay : endOfDay, way);
    if (minute < 0) {
        date = nearestDate(date.addDays(way == Way::Forward ? 1 : -1), way);
        minute = nearestMinute(endOfDay, way);
    }
    return wallOf(date, minute);
}

QDateTime CronExpression::next(const QDateTime &afterUtc, const QTimeZone &zone) const
{
    // Earlier wall times only give earlier moments, so none before the present one comes into question.
    QDateTime wall = nearestWall(fullMinute(wallTime(afterUtc, zone)), Way::Forward);
    while (momentOf(wall, zone) <= afterUtc)
        wall = nearestWall(wall.addSecs(60), Way::Forward);
    return momentOf(wall, zone);
}

QDateTime CronExpression::previous(const QDateTime &beforeUtc, const QTimeZone &zone) const
{
    // While clocks show an hour the second time, later wall times are past already.
    const QDateTime now = wallTime(beforeUtc, zone);
    const qint64 dayBefore = zone.offsetFromUtc(beforeUtc.addDays(-1));
    const qint64 setBack = std::max<qint64>(0, dayBefore - zone.offsetFromUtc(beforeUtc));
    QDateTime wall = nearestWall(fullMinute(now.addSecs(setBack)), Way::Back);
    while (momentOf(wall, zone) >= beforeUtc)
        wall = nearestWall(wall.addSecs(-60), Way::Back);
    return momentOf(wall, zone);
}

QList<QDateTime> CronExpression::nextRuns(const QDateTime &afterUtc, const QTimeZone &zone, int count) const
{
    QList<QDateTime> runs;
    QDateTime last = afterUtc;
    for (int i = 0; i < count; ++i) {
        last = next(last, zone);
        runs.append(last);
    }
    return runs;
}

int CronExpression::shortestPause() const
{
    const int first = nearestMinute(0, Way::Forward);
    int last = first;
    int shortest = kMinutesOfDay;
    for (int minute = nearestMinute(first + 1, Way::Forward); minute >= 0;
         minute = nearestMinute(minute + 1, Way::Forward)) {
        shortest = std::min(shortest, minute - last);
        last = minute;
    }
    // Over midnight; days that are not next to each other only make it longer.
    return std::min(shortest, first + kMinutesOfDay - last);
}

} // namespace uds
