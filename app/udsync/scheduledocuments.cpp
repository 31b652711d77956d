#include "app/udsync/scheduledocuments.h"

#include "app/udsync/documents.h"
#include "app/udsync/texttable.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

Json timeOrNull(const QDateTime &utc)
{
    const QString text = timeText(utc);
    return text.isEmpty() ? Json() : Json(text);
}

QString wallText(const QDateTime &local)
{
    return local.toString(u"yyyy-MM-dd HH:mm"_s);
}

QString changeName(ClockChange change)
{
    switch (change) {
    case ClockChange::None: return {};
    case ClockChange::Skipped: return u"skipped"_s;
    case ClockChange::Repeated: return u"repeated"_s;
    }
    return {};
}

QString changeText(ClockChange change)
{
    switch (change) {
    case ClockChange::None: return {};
    case ClockChange::Skipped:
        return QCoreApplication::translate("uds", "clocks go forward: right after the gap");
    case ClockChange::Repeated:
        return QCoreApplication::translate("uds", "clocks go back: the first time only");
    }
    return {};
}

// The template of documents.h does not see the documents of this file.
template <typename Row>
Json listed(const QList<Row> &rows)
{
    JsonArray items;
    for (const Row &row : rows)
        items.append(document(row));
    return items;
}

} // namespace

Json document(const ScheduleDraft &draft)
{
    return Json::object({{u"stream"_s, draft.stream}, {u"cron"_s, draft.cron}, {u"zone"_s, draft.zone},
        {u"mode"_s, runModeName(draft.mode)}, {u"enabled"_s, draft.enabled},
        {u"overlap"_s, overlapPolicyName(draft.overlap)}, {u"missed"_s, missedPolicyName(draft.missed)},
        {u"cooldown_minutes"_s, draft.cooldownMinutes}, {u"windows"_s, draft.windows}});
}

Json document(const ScheduleSummary &summary)
{
    Json json = document(summary.draft);
    json.set(u"id"_s, summary.id);
    json.set(u"sentence"_s, summary.sentence);
    json.set(u"running"_s, summary.isRunning);
    json.set(u"waiting"_s, summary.isWaiting);
    json.set(u"next_run"_s, timeOrNull(summary.nextRunUtc));
    json.set(u"last_run"_s, summary.lastRun ? timeOrNull(summary.lastRun->decidedUtc) : Json());
    json.set(u"last_result"_s, summary.lastResult);
    return json;
}

Json document(const PlannedRun &run)
{
    return Json::object({{u"utc"_s, timeText(run.utc)}, {u"local"_s, wallText(run.local)},
        {u"clock_change"_s, changeName(run.change)}});
}

Json document(const ScheduleLogEntry &entry)
{
    const ScheduleRunRow &row = entry.row;
    return Json::object({{u"id"_s, row.id}, {u"schedule"_s, row.scheduleId}, {u"stream"_s, entry.stream},
        {u"planned"_s, timeOrNull(row.plannedUtc)}, {u"decided"_s, timeOrNull(row.decidedUtc)},
        {u"decision"_s, scheduleDecisionName(row.decision)}, {u"reason"_s, row.reason},
        {u"missed"_s, row.missed}, {u"until"_s, timeOrNull(row.untilUtc)}, {u"outcome"_s, row.outcome},
        {u"run"_s, row.runId == 0 ? Json() : Json(row.runId)}, {u"finished"_s, timeOrNull(row.finishedUtc)},
        {u"error"_s, row.errorCode}, {u"sentence"_s, entry.sentence}});
}

Json documents(const QList<ScheduleDraft> &drafts)
{
    return listed(drafts);
}

Json documents(const QList<ScheduleSummary> &summaries)
{
    return listed(summaries);
}

Json documents(const QList<PlannedRun> &runs)
{
    return listed(runs);
}

Json documents(const QList<ScheduleLogEntry> &entries)
{
    return listed(entries);
}

QString overviewText(const ScheduleOverview &overview)
{
    TextTable table(
        {QCoreApplication::translate("uds", "Number"), QCoreApplication::translate("uds", "Stream"),
            QCoreApplication::translate("uds", "Runs"), QCoreApplication::translate("uds", "Mode"),
            QCoreApplication::translate("uds", "Next run"), QCoreApplication::translate("uds", "Last run")});
    for (const ScheduleSummary &row : overview.schedules)
        table.addRow({QString::number(row.id), row.draft.stream, row.sentence, runModeName(row.draft.mode),
            row.draft.enabled ? timeText(row.nextRunUtc) : QCoreApplication::translate("uds", "off"),
            row.lastResult});
    QString text = table.isEmpty() ? QCoreApplication::translate("uds", "There are no schedules yet.") + u'\n'
                                   : table.text();
    if (overview.isPaused)
        text += QCoreApplication::translate("uds", "All of them stand still.") + u'\n';
    return text;
}

QString plannedText(const QList<PlannedRun> &runs)
{
    TextTable table({QCoreApplication::translate("uds", "Local time"),
        QCoreApplication::translate("uds", "UTC"), QCoreApplication::translate("uds", "Note")});
    for (const PlannedRun &run : runs)
        table.addRow({wallText(run.local), timeText(run.utc), changeText(run.change)});
    return table.text();
}

QString proposalText(const QList<ScheduleDraft> &drafts)
{
    QString text;
    for (const ScheduleDraft &draft : drafts)
        text += u"udsync schedules add --stream \"%1\" --cron \"%2\" --zone %3 --%4\n"_s.arg(
            plainLine(draft.stream), draft.cron, draft.zone, runModeName(draft.mode));
    return text;
}

QString logText(const QList<ScheduleLogEntry> &entries)
{
    TextTable table({QCoreApplication::translate("uds", "Due"), QCoreApplication::translate("uds", "Decided"),
        QCoreApplication::translate("uds", "Schedule"), QCoreApplication::translate("uds", "Stream"),
        QCoreApplication::translate("uds", "Decision"), QCoreApplication::translate("uds", "Run")});
    for (const ScheduleLogEntry &entry : entries)
        table.addRow({timeText(entry.row.plannedUtc), timeText(entry.row.decidedUtc),
            QString::number(entry.row.scheduleId), entry.stream, entry.sentence,
            entry.row.runId == 0 ? QString() : QString::number(entry.row.runId)});
    return table.isEmpty() ? QCoreApplication::translate("uds", "Nothing was decided yet.") + u'\n'
                           : table.text();
}

} // namespace uds::cli
