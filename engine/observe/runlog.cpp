#include "engine/observe/runlog.h"

#include "engine/core/clock.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostFailures = 1000; // the list of failed records has all of them

QString stageName(SyncProgress::Stage stage)
{
    switch (stage) {
    case SyncProgress::Stage::Recovering: return u"recovering"_s;
    case SyncProgress::Stage::Reading: return u"reading"_s;
    case SyncProgress::Stage::Planning: return u"planning"_s;
    case SyncProgress::Stage::Sending: return u"sending"_s;
    case SyncProgress::Stage::Finished: return u"finished"_s;
    }
    Q_UNREACHABLE();
}

LogLevel levelOf(const RunRow &run)
{
    if (run.state == RunState::Failed)
        return LogLevel::Error;
    const bool isWhole = run.state == RunState::Completed;
    return isWhole ? LogLevel::Info : LogLevel::Warning;
}

RunLogEvent started(const RunRow &run)
{
    RunLogEvent event(LogEvent::RunStarted, LogLevel::Info, run.startedUtc);
    event.set(LogField::Mode, run.mode).set(LogField::Trigger, run.trigger);
    return event;
}

RunLogEvent finished(const RunRow &run, const QDateTime &nowUtc)
{
    const bool hasFailed = run.state == RunState::Failed;
    const QDateTime at = run.finishedUtc.isValid() ? run.finishedUtc : nowUtc;
    RunLogEvent event(hasFailed ? LogEvent::RunFailed : LogEvent::RunFinished, levelOf(run), at);
    event.set(LogField::State, runStateName(run.state))
        .set(LogField::Read, run.counts.read)
        .set(LogField::Created, run.counts.created)
        .set(LogField::Updated, run.counts.updated)
        .set(LogField::Voided, run.counts.voided)
        .set(LogField::Unchanged, run.counts.unchanged)
        .set(LogField::Skipped, run.counts.skipped)
        .set(LogField::Failed, run.counts.failed)
        .set(LogField::Calls, run.calls)
        .set(LogField::DurationMs, run.startedUtc.msecsTo(at))
        .set(LogField::Code, run.error[u"code"].string())
        .set(LogField::Text, run.error[u"message"].string());
    return event;
}

RunLogEvent failedRecord(RowReader &reader)
{
    const QString entity = reader.text();
    const QString sourceId = reader.text();
    const QString number = reader.text();
    const QString code = reader.text();
    const QString message = reader.text();
    RunLogEvent event(LogEvent::RecordFailed, LogLevel::Warning, reader.time());
    event.set(LogField::Entity, entity)
        .set(LogField::SourceId, sourceId)
        .set(LogField::Number, number)
        .set(LogField::Code, code)
        .set(LogField::Text, message);
    return event;
}

Result<QList<RunLogEvent>> failedRecords(Database &database, qint64 runId)
{
    return readRows(
        database.run(u"SELECT source_entity, source_id, number, code, message, last_seen_utc FROM failures"
                     " WHERE run_id = ? AND state <> 'resolved' ORDER BY id LIMIT ?"_s,
            {runId, kMostFailures}),
        failedRecord);
}

} // namespace

RunLog::RunLog(Clock &clock)
    : m_clock(clock)
{
}

// A run goes from reading to planning to sending and back for every part of it: only a stage that was not
// the last one is news, and too many of them are none.
void RunLog::note(const SyncProgress &progress)
{
    constexpr qsizetype kMostStages = 200;
    if (m_stage == progress.stage || m_events.size() >= kMostStages)
        return;
    m_stage = progress.stage;
    RunLogEvent event(LogEvent::StageEntered, LogLevel::Debug, m_clock.nowUtc());
    event.set(LogField::Stage, stageName(progress.stage))
        .set(LogField::Read, progress.counts.read)
        .set(LogField::Created, progress.counts.created)
        .set(LogField::Failed, progress.counts.failed);
    m_events.append(event);
}

Result<void> RunLog::write(Database &database, const RunRow &run) const
{
    const auto failures = failedRecords(database, run.id);
    if (!failures)
        return fail(failures.error());
    QList<RunLogEvent> events{started(run)};
    events += m_events;
    events += *failures;
    events.append(finished(run, m_clock.nowUtc()));
    QList<RunLogRow> rows;
    for (const RunLogEvent &event : std::as_const(events))
        rows.append(event.row(run.id, run.streamId));
    return RunLogRepository(database).add(rows);
}

} // namespace uds
