#include "engine/api/schedulesummaries.h"

#include "engine/api/streamsummaries.h"
#include "engine/schedule/crondescription.h"
#include "engine/schedule/schedulepause.h"
#include "engine/schedule/scheduletexts.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// What all rows of one answer have in common.
struct Background {
    QHash<qint64, QString> streams;
    bool isPaused = false;
    QDateTime nowUtc;
};

Result<Background> backgroundOf(Database &database, const QDateTime &nowUtc)
{
    const auto streams = streamNames(database);
    if (!streams)
        return tl::unexpected(streams.error());
    const Result<bool> paused = areSchedulesPaused(database);
    if (!paused)
        return tl::unexpected(paused.error());
    return Background{*streams, *paused, nowUtc};
}

ScheduleDraft draftOf(const ScheduleRow &row, const QString &stream)
{
    return {stream, row.cron, row.zone, row.mode == u"full" ? RunMode::Full : RunMode::Incremental,
        row.enabled, row.overlap, row.missed, row.cooldownMinutes, row.windows};
}

Result<ScheduleSummary> summaryOf(Database &database, const ScheduleRow &row, const Background &background)
{
    const auto last = ScheduleRepository(database).lastStarted(row.id);
    if (!last)
        return tl::unexpected(last.error());
    ScheduleSummary summary;
    summary.id = row.id;
    summary.draft = draftOf(row, background.streams.value(row.streamId));
    summary.isWaiting = row.waitingUtc.isValid();
    summary.lastRun = *last;
    if (*last) {
        summary.isRunning = (*last)->outcome == u"running";
        summary.lastResult = scheduleRunSentence(**last);
    }
    const Result<SchedulePlan> plan = SchedulePlan::of(row);
    summary.sentence = plan ? scheduleSentence(*plan, row.windows) : plan.error().message;
    if (plan && row.enabled && !background.isPaused)
        summary.nextRunUtc = plan->nextRun(std::max(background.nowUtc, row.handledUntilUtc));
    return summary;
}

QString intervalFor(const QString &sourceEntity)
{
    static const QHash<QString, QString> intervals{
        {u"product"_s, u"0 */6 * * *"_s},
        {u"item"_s, u"0 */6 * * *"_s},
        {u"customer"_s, u"0 */6 * * *"_s},
        {u"order"_s, u"0 * * * *"_s},
        {u"invoice"_s, u"*/15 * * * *"_s},
    };
    return intervals.value(sourceEntity.toLower(), u"0 * * * *"_s);
}

} // namespace

Result<ScheduleOverview> scheduleOverview(Database &database, const QDateTime &nowUtc)
{
    const Result<Background> background = backgroundOf(database, nowUtc);
    if (!background)
        return tl::unexpected(background.error());
    const auto rows = ScheduleRepository(database).list();
    if (!rows)
        return tl::unexpected(rows.error());
    ScheduleOverview overview;
    overview.isPaused = background->isPaused;
    for (const ScheduleRow &row : *rows) {
        const Result<ScheduleSummary> summary = summaryOf(database, row, *background);
        if (!summary)
            return tl::unexpected(summary.error());
        overview.schedules.append(*summary);
    }
    return overview;
}

Result<ScheduleRow> scheduleById(Database &database, qint64 id)
{
    const auto row = ScheduleRepository(database).byId(id);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::Configuration, u"schedule.unknown"_s,
            QCoreApplication::translate("uds", "There is no schedule %1.").arg(id));
    return **row;
}

Result<ScheduleSummary> scheduleSummaryOf(Database &database, qint64 id, const QDateTime &nowUtc)
{
    const Result<ScheduleRow> row = scheduleById(database, id);
    if (!row)
        return tl::unexpected(row.error());
    const Result<Background> background = backgroundOf(database, nowUtc);
    if (!background)
        return tl::unexpected(background.error());
    return summaryOf(database, *row, *background);
}

Result<QList<ScheduleLogEntry>> scheduleLogPage(
    Database &database, qint64 scheduleId, qint64 beforeId, int limit)
{
    const auto streams = streamNames(database);
    if (!streams)
        return tl::unexpected(streams.error());
    const auto rows = ScheduleRepository(database).runs(scheduleId, newestFirst(beforeId), limit);
    if (!rows)
        return tl::unexpected(rows.error());
    QList<ScheduleLogEntry> entries;
    for (const ScheduleRunRow &row : *rows)
        entries.append({row, streams->value(row.streamId), scheduleRunSentence(row)});
    return entries;
}

QList<PlannedRun> plannedRuns(const SchedulePlan &plan, const QDateTime &afterUtc, int count)
{
    QList<PlannedRun> runs;
    QDateTime run = plan.nextRun(afterUtc);
    for (int i = 0; i < count && run.isValid(); ++i) {
        const QDateTime local = wallTime(run, plan.zone());
        // A run that was moved out of a gap is at a time that its expression does not name.
        const ClockChange change
            = plan.cron().matches(local) ? clockChangeAt(local, plan.zone()) : ClockChange::Skipped;
        runs.append({run, local, change});
        run = plan.nextRun(run);
    }
    return runs;
}

QString scheduleSentence(const SchedulePlan &plan, const QString &windows)
{
    const QString when = QCoreApplication::translate("uds", "%1, %2")
                             .arg(describeCron(plan.cron()), QString::fromUtf8(plan.zone().id()));
    if (plan.windows().isAlways())
        return when;
    return QCoreApplication::translate("uds", "%1, only %2").arg(when, windows);
}

QList<ScheduleDraft> proposedFor(const QString &stream, const QString &sourceEntity, const QString &zone)
{
    ScheduleDraft often;
    often.stream = stream;
    often.zone = zone;
    often.cron = intervalFor(sourceEntity);
    ScheduleDraft daily = often;
    // At night, but not in the hours that clocks skip or repeat, and not when the hourly one begins.
    daily.cron = u"30 4 * * *"_s;
    daily.mode = RunMode::Full;
    return {often, daily};
}

} // namespace uds
