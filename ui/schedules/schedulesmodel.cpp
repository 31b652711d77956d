#include "ui/schedules/schedulesmodel.h"

#include "ui/schedules/scheduletimes.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString stateText(const ScheduleSummary &row)
{
    if (row.isRunning)
        return SchedulesModel::tr("Running");
    if (row.isWaiting)
        return SchedulesModel::tr("Waiting");
    return row.draft.enabled ? SchedulesModel::tr("On") : SchedulesModel::tr("Off");
}

} // namespace

void SchedulesModel::setNow(const QDateTime &nowUtc)
{
    m_nowUtc = nowUtc;
    touchTexts();
}

QStringList SchedulesModel::headings() const
{
    return {tr("State"), tr("Stream"), tr("When"), tr("Next run"), tr("Last result"), tr("Overlap"),
        tr("Missed"), tr("Window")};
}

QString SchedulesModel::text(const ScheduleSummary &row, int column) const
{
    switch (Column(column)) {
    case State: return stateText(row);
    case Stream: return row.draft.stream;
    case When: return row.sentence;
    case Next: return ScheduleTimes::next(row.nextRunUtc, m_nowUtc);
    case Result: return row.lastResult.isEmpty() ? tr("Not run yet") : row.lastResult;
    case Overlap: return row.draft.overlap == OverlapPolicy::Queue ? tr("Queue") : tr("Skip");
    case Missed: return row.draft.missed == MissedPolicy::Once ? tr("Once") : tr("Skip");
    case Windows: return row.draft.windows.isEmpty() ? tr("Always") : row.draft.windows;
    case ColumnCount: break;
    }
    return {};
}

QString SchedulesModel::hint(const ScheduleSummary &row, int column) const
{
    if (column == Next)
        return Formats::exact(row.nextRunUtc);
    if (column == When)
        return tr("%1\nCron text: %2").arg(row.sentence, row.draft.cron);
    if (column == Overlap)
        return row.draft.overlap == OverlapPolicy::Queue
            ? tr("When the stream is still running, one run follows.")
            : tr("When the stream is still running, the run is skipped.");
    if (column == Missed)
        return row.draft.missed == MissedPolicy::Once
            ? tr("What was missed while the computer slept is made up for by one run.")
            : tr("What was missed while the computer slept is skipped.");
    return text(row, column);
}

Tone SchedulesModel::tone(const ScheduleSummary &row) const
{
    if (row.isRunning || row.isWaiting)
        return Tone::Info;
    return row.draft.enabled ? Tone::Success : Tone::Neutral;
}

} // namespace uds
