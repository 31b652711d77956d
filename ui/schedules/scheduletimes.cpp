#include "ui/schedules/scheduletimes.h"

#include "ui/widgets/formats.h"

#include <QLocale>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMinutesOfDay = 24 * 60;
constexpr qint64 kMinutesTold = 10 * 60; // farther away they do not matter

QString clockNote(ClockChange change)
{
    switch (change) {
    case ClockChange::None: return {};
    case ClockChange::Skipped:
        return ScheduleTimes::tr("clocks go forward over the planned time; it runs right after");
    case ClockChange::Repeated:
        return ScheduleTimes::tr("clocks go back: the time comes twice; it runs the first time");
    }
    return {};
}

} // namespace

QString ScheduleTimes::countdown(const QDateTime &utc, const QDateTime &nowUtc)
{
    const qint64 seconds = nowUtc.secsTo(utc);
    if (seconds <= 0)
        return tr("now");
    const qint64 minutes = (seconds + 59) / 60;
    if (minutes < 60)
        return tr("in %1 min").arg(minutes);
    if (minutes < kMinutesTold)
        return tr("in %1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    if (minutes < kMinutesOfDay)
        return tr("in %1 h").arg(minutes / 60);
    return tr("in %1 d %2 h").arg(minutes / kMinutesOfDay).arg(minutes % kMinutesOfDay / 60);
}

QString ScheduleTimes::next(const QDateTime &utc, const QDateTime &nowUtc)
{
    if (!utc.isValid())
        return u"\u2013"_s;
    return tr("%1, %2", "time, countdown").arg(Formats::when(utc, nowUtc), countdown(utc, nowUtc));
}

QString ScheduleTimes::planned(const PlannedRun &run)
{
    const QString time = QLocale().toString(run.local, u"ddd d MMM yyyy, HH:mm"_s);
    const QString note = clockNote(run.change);
    return note.isEmpty() ? time : tr("%1 (%2)", "time, what the clocks do").arg(time, note);
}

} // namespace uds
