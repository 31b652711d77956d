#include "engine/api/runservice.h"

#include "engine/api/connectorsession.h"
#include "engine/api/integrationfinding.h"
#include "engine/api/linkedstop.h"
#include "engine/api/plancontent.h"
#include "engine/api/progressrelay.h"
#include "engine/api/streamsummaries.h"
#include "engine/sync/syncrun.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

struct RunService::Stream {
    std::unique_ptr<ConnectorSession> source;
    std::unique_ptr<ConnectorSession> target;
    std::unique_ptr<StreamContext> context; // refers to both sessions
};

namespace {

struct StreamRows {
    StreamRow stream;
    IntegrationRow source;
    IntegrationRow target;
};

Result<IntegrationRow> integrationOf(Database &database, const StreamRow &stream, qint64 id)
{
    const Result<std::optional<IntegrationRow>> row = IntegrationRepository(database).byId(id);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return fail(ErrorKind::Configuration, u"integration.removed"_s,
            QCoreApplication::translate("uds", "An integration of the stream “%1” was removed.")
                .arg(stream.name),
            QCoreApplication::translate("uds", "Add the integration again and make a new stream."));
    return **row;
}

Result<StreamRows> streamRows(Database &database, const QString &name)
{
    const Result<StreamRow> stream = streamByName(database, name);
    if (!stream)
        return tl::unexpected(stream.error());
    if (!stream->enabled)
        return fail(ErrorKind::Configuration, u"stream.disabled"_s,
            QCoreApplication::translate("uds", "The stream “%1” is switched off.").arg(name));
    const Result<IntegrationRow> source = integrationOf(database, *stream, stream->sourceIntegration);
    if (!source)
        return tl::unexpected(source.error());
    const Result<IntegrationRow> target = integrationOf(database, *stream, stream->targetIntegration);
    if (!target)
        return tl::unexpected(target.error());
    return StreamRows{*stream, *source, *target};
}

tl::unexpected<Error> busy(const QString &stream)
{
    return fail(ErrorKind::Conflict, u"run.busy"_s,
        QCoreApplication::translate("uds", "The stream “%1” is already running.").arg(stream),
        QCoreApplication::translate("uds", "Wait until it has finished."));
}

// A failed run does not say which side failed, and a cancelled one may have reached neither: only a run that
// came to its end proves both.
bool provesConnections(const RunRow &run)
{
    const bool isAtItsEnd = run.state == RunState::Completed || run.state == RunState::CompletedWithProblems;
    return isAtItsEnd && run.error.isNull();
}

Result<void> storeOutcome(Database &database, const RunRow &run, qint64 source, qint64 target)
{
    if (const auto updated = RunRepository(database).update(run); !updated)
        return updated;
    if (!provesConnections(run))
        return {};
    const IntegrationFinding connected{u"connected"_s, {}, {}};
    if (const auto noted = noteFinding(database, source, connected); !noted)
        return noted;
    return noteFinding(database, target, connected);
}

} // namespace

RunService::RunService(EngineParts &parts)
    : m_parts(parts)
{
}

QCoro::Task<Result<Plan>> RunService::plan(RunRequest request, std::stop_token caller, std::stop_token engine)
{
    const Result<SyncRequest> sync = requestToRun(request);
    if (!sync)
        co_return tl::unexpected(sync.error());
    const LinkedStop stop(caller, engine);
    const auto ticket = m_parts.runs.begin(request.stream, stop.source());
    if (!ticket)
        co_return busy(request.stream);
    const auto stream = co_await prepared(request.stream, true);
    if (!stream)
        co_return tl::unexpected(stream.error());
    ProgressRelay relay(m_parts.clock, request.stream, true,
        [events = &m_parts.events](const RunProgress &progress) { Q_EMIT events->runProgressed(progress); });
    SyncRun run(*(*stream)->context, [&relay](const SyncProgress &progress) { relay.report(progress); });
    const Result<QList<PlannedChange>> changes = co_await run.plan(*sync, stop.token());
    if (!changes)
        co_return tl::unexpected(changes.error());
    Plan plan;
    plan.stream = request.stream;
    plan.createdUtc = m_parts.clock.nowUtc();
    plan.mode = request.mode;
    for (const PlannedChange &change : *changes)
        plan.changes.append(planChange(change));
    plan.counts = plannedCounts(*changes);
    plan.estimatedCalls = estimatedCalls(*changes, (*stream)->target->reader().description());
    co_return plan;
}

QCoro::Task<Result<RunSummary>> RunService::run(
    RunRequest request, std::stop_token caller, std::stop_token engine)
{
    const Result<SyncRequest> sync = requestToRun(request);
    if (!sync)
        co_return tl::unexpected(sync.error());
    co_return co_await execute(request.stream, *sync, caller, engine);
}

QCoro::Task<Result<RunSummary>> RunService::apply(Plan plan, std::stop_token caller, std::stop_token engine)
{
    const SyncRequest sync = requestToApply(plan);
    if (sync.ids.isEmpty())
        co_return fail(ErrorKind::Configuration, u"plan.empty"_s,
            QCoreApplication::translate("uds", "The plan has nothing to send."));
    co_return co_await execute(plan.stream, sync, caller, engine);
}

QCoro::Task<Result<QList<RunSummary>>> RunService::runAll(
    QList<RunRequest> requests, std::stop_token caller, std::stop_token engine)
{
    QList<RunSummary> summaries;
    for (const RunRequest &request : std::as_const(requests)) {
        const Result<RunSummary> summary = co_await run(request, caller, engine);
        if (!summary)
            co_return tl::unexpected(summary.error());
        summaries.append(*summary);
    }
    co_return summaries;
}

QCoro::Task<Result<RunSummary>> RunService::execute(
    QString stream, SyncRequest request, std::stop_token caller, std::stop_token engine)
{
    const LinkedStop stop(caller, engine);
    const auto ticket = m_parts.runs.begin(stream, stop.source());
    if (!ticket)
        co_return busy(stream);
    const auto ready = co_await prepared(stream, false);
    if (!ready)
        co_return tl::unexpected(ready.error());
    ProgressRelay relay(m_parts.clock, stream, false,
        [events = &m_parts.events](const RunProgress &progress) { Q_EMIT events->runProgressed(progress); });
    SyncRun run(*(*ready)->context, [&relay, &ticket](const SyncProgress &progress) {
        ticket->setRunId(progress.runId);
        relay.report(progress);
    });
    Result<RunRow> row = co_await run.execute(request, (*ready)->target->sender(), stop.token());
    if (!row)
        co_return tl::unexpected(row.error());
    co_await recordOutcome(ready->get(), &*row);
    const RunSummary summary{*row, stream};
    Q_EMIT m_parts.events.runFinished(summary);
    Q_EMIT m_parts.events.changed();
    co_return summary;
}

QCoro::Task<Result<std::unique_ptr<RunService::Stream>>> RunService::prepared(QString name, bool readOnly)
{
    const auto find = [name](Database &database) { return streamRows(database, name); };
    const Result<StreamRows> rows = co_await m_parts.store->read(find);
    if (!rows)
        co_return tl::unexpected(rows.error());
    Result<MappingLibrary> library = MappingLibrary::load(rows->stream.preset);
    if (!library)
        co_return tl::unexpected(library.error());
    auto stream = std::make_unique<Stream>();
    auto source = co_await ConnectorSession::open(&m_parts, rows->source, ConnectorSession::Access::ReadOnly);
    if (!source)
        co_return tl::unexpected(source.error());
    stream->source = std::move(*source);
    const auto access = readOnly ? ConnectorSession::Access::ReadOnly : ConnectorSession::Access::ReadWrite;
    auto target = co_await ConnectorSession::open(&m_parts, rows->target, access);
    if (!target)
        co_return tl::unexpected(target.error());
    stream->target = std::move(*target);
    stream->context.reset(
        new StreamContext{*m_parts.store, m_parts.clock, m_parts.background, stream->source->reader(),
            stream->target->reader(), rows->stream, rows->source, rows->target, std::move(*library)});
    co_return stream;
}

// The run itself is recorded and closed already; what is added here may be missing without harm.
QCoro::Task<void> RunService::recordOutcome(Stream *stream, RunRow *row)
{
    const auto store = [run = *row, source = stream->context->sourceIntegration.id,
                           target = stream->context->targetIntegration.id](
                           Database &database) { return storeOutcome(database, run, source, target); };
    const Result<void> stored = co_await m_parts.store->write(store);
    if (!stored)
        qWarning("The outcome of run %lld could not be completed: %s", row->id,
            qUtf8Printable(stored.error().message));
}

} // namespace uds
