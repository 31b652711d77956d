#include "engine/schedule/runwindows.h"

#include "engine/schedule/cronfield.h"
#include "engine/schedule/localtimes.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMinutesOfDay = 24 * 60;
constexpr int kMinutesOfWeek = 7 * kMinutesOfDay;

tl::unexpected<Error> refused(const QString &window, const QString &message)
{
    return fail({ErrorKind::Configuration, u"schedule.windows"_s,
        QCoreApplication::translate("uds", "Run window “%1”: %2.").arg(window, message),
        QCoreApplication::translate(
            "uds", "Write days and local times: “MON-FRI 08:00-18:00; SAT 09:00-12:00”."),
        u"windows"_s, {}, std::nullopt});
}

std::optional<int> minuteOf(const QString &text)
{
    if (text == u"24:00")
        return kMinutesOfDay;
    const QTime time = QTime::fromString(text, u"HH:mm"_s);
    return time.isValid() ? std::optional(time.hour() * 60 + time.minute()) : std::nullopt;
}

int minuteOfWeek(const QDateTime &wall)
{
    return (wall.date().dayOfWeek() - 1) * kMinutesOfDay + wall.time().hour() * 60 + wall.time().minute();
}

// Days as cron has them, from Monday = 0 to Sunday = 6.
Result<QList<int>> daysOf(const QString &window, const QString &text)
{
    const Result<quint64> bits = cronBits(CronField::dayOfWeek(), text);
    if (!bits)
        return refused(window, QCoreApplication::translate("uds", "“%1” are no days of the week").arg(text));
    QList<int> days;
    for (int day = 0; day < 7; ++day) {
        const int cronDay = day + 1; // Sunday is 7 here and may be 0 there
        if ((*bits >> cronDay & 1) != 0 || (cronDay == 7 && (*bits & 1) != 0))
            days.append(day);
    }
    return days;
}

} // namespace

Result<QList<RunWindows::Span>> RunWindows::parseWindow(const QString &window)
{
    static const QRegularExpression form(u"^(?:(\\S+) )?(\\d\\d:\\d\\d) ?[-–] ?(\\d\\d:\\d\\d)$"_s);
    const QRegularExpressionMatch match = form.match(window);
    if (!match.hasMatch())
        return refused(window, QCoreApplication::translate("uds", "it is not “days from-to”"));
    const std::optional<int> from = minuteOf(match.captured(2));
    const std::optional<int> to = minuteOf(match.captured(3));
    if (!from || !to || *from == kMinutesOfDay)
        return refused(window, QCoreApplication::translate("uds", "there is no such time of day"));
    if (*from == *to)
        return refused(
            window, QCoreApplication::translate("uds", "it is empty; the whole day is 00:00-24:00"));
    const QString dayText = match.captured(1);
    const Result<QList<int>> days = daysOf(window, dayText.isEmpty() ? u"MON-SUN"_s : dayText);
    if (!days)
        return tl::unexpected(days.error());
    const int length = *to > *from ? *to - *from : *to + kMinutesOfDay - *from;
    QList<Span> spans;
    for (const int day : *days) {
        const int begin = day * kMinutesOfDay + *from;
        spans.append({begin, begin + length});
    }
    return spans;
}

Result<RunWindows> RunWindows::parse(const QString &text)
{
    RunWindows windows;
    const QString plain = text.simplified();
    if (plain.isEmpty())
        return windows;
    for (const QString &part : plain.split(u';')) {
        const Result<QList<Span>> spans = parseWindow(part.trimmed());
        if (!spans)
            return tl::unexpected(spans.error());
        windows.m_spans += *spans;
    }
    QList<Span> &spans = windows.m_spans;
    std::sort(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.begin < b.begin; });
    for (qsizetype i = 0; i < spans.size(); ++i) {
        const bool isLast = i + 1 == spans.size();
        const int next = isLast ? spans.constFirst().begin + kMinutesOfWeek : spans.at(i + 1).begin;
        if (spans.at(i).end > next)
            return refused(
                plain, QCoreApplication::translate("uds", "two windows overlap; make one of them"));
    }
    return windows;
}

bool RunWindows::isOpenAt(int minute) const
{
    return std::any_of(m_spans.cbegin(), m_spans.cend(), [minute](const Span &span) {
        const bool isLater = minute >= span.begin && minute < span.end;
        return isLater || minute + kMinutesOfWeek < span.end;
    });
}

bool RunWindows::isOpen(const QDateTime &utc, const QTimeZone &zone) const
{
    return isAlways() || isOpenAt(minuteOfWeek(wallTime(utc, zone)));
}

QDateTime RunWindows::nextOpening(const QDateTime &utc, const QTimeZone &zone) const
{
    if (isOpen(utc, zone))
        return utc;
    const QDateTime wall = wallTime(utc, zone);
    const int now = minuteOfWeek(wall);
    int wait = kMinutesOfWeek;
    for (const Span &span : m_spans)
        wait = std::min(wait, (span.begin - now + kMinutesOfWeek) % kMinutesOfWeek);
    const QDateTime opening(wall.date(), QTime(wall.time().hour(), wall.time().minute()), Qt::UTC);
    return momentOf(opening.addSecs(qint64(wait) * 60), zone);
}

} // namespace uds
