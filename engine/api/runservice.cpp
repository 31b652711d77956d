#include "engine/api/runservice.h"

#include "engine/api/failureservice.h"
#include "engine/api/integrationfinding.h"
#include "engine/api/linkedstop.h"
#include "engine/api/plancheck.h"
#include "engine/api/plancontent.h"
#include "engine/api/preparedstream.h"
#include "engine/api/progressrelay.h"
#include "engine/api/reconcileservice.h"
#include "engine/api/streamsummaries.h"
#include "engine/observe/runlog.h"
#include "engine/sync/brake.h"
#include "engine/sync/dryrun.h"
#include "engine/sync/syncrun.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

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
    , m_confirmations(parts.clock, parts.random)
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
    const auto stream
        = co_await PreparedStream::open(&m_parts, request.stream, ConnectorSession::Access::ReadOnly);
    if (!stream)
        co_return tl::unexpected(stream.error());
    ProgressRelay relay(m_parts.clock, request.stream, true,
        [events = &m_parts.events](const RunProgress &progress) { Q_EMIT events->runProgressed(progress); });
    Plan plan;
    plan.stream = request.stream;
    plan.origin = planOrigin(*(*stream)->context);
    plan.mode = request.mode;
    plan.readUtc = m_parts.clock.nowUtc();
    DryRun run(
        *(*stream)->context, *sync, [&relay](const SyncProgress &progress) { relay.report(progress); });
    const Result<QList<PlannedChange>> changes = co_await run.plan(stop.token());
    if (!changes)
        co_return tl::unexpected(changes.error());
    plan.createdUtc = m_parts.clock.nowUtc();
    for (const PlannedChange &change : *changes)
        plan.changes.append(planChange(change));
    plan.counts = plannedCounts(plan.changes);
    plan.estimatedCalls = estimatedCalls(*changes, (*stream)->target->reader().description());
    co_return plan;
}

QCoro::Task<Result<RunSummary>> RunService::run(
    RunRequest request, std::stop_token caller, std::stop_token engine)
{
    const Result<SyncRequest> sync = requestToRun(request);
    if (!sync)
        co_return tl::unexpected(sync.error());
    const Order order{request.stream, *sync};
    const Result<RunSummary> summary = co_await execute(order, caller, engine);
    if (summary && request.mode == RunMode::Incremental && provesConnections(summary->run))
        co_await followUp(request, caller, engine);
    co_return summary;
}

// What is to be tried again by itself, and the daily census, go along with the stream's usual runs: the
// connections work then. The run that was asked for is over already.
QCoro::Task<void> RunService::followUp(RunRequest request, std::stop_token caller, std::stop_token engine)
{
    FailureService failures(m_parts);
    const Result<QList<RunRequest>> due = co_await failures.dueRetries(request.stream);
    if (!due)
        qWarning(
            "The next tries of failed records could not be planned: %s", qUtf8Printable(due.error().message));
    const QList<RunRequest> requests = due.value_or(QList<RunRequest>());
    const auto retried = co_await runAll(requests, caller, engine);
    if (!retried)
        qWarning("A retry of failed records could not be begun: %s", qUtf8Printable(retried.error().message));
    if (request.trigger != u"schedule")
        co_return; // whoever waits for a run does not wait for a census
    ReconcileService reconciles(m_parts);
    const Result<void> counted = co_await reconciles.censusWhenDue(request.stream, caller, engine);
    if (!counted)
        qWarning("The daily census could not be taken: %s", qUtf8Printable(counted.error().message));
}

QCoro::Task<Result<PlanConfirmation>> RunService::confirm(Plan plan, QString earlier)
{
    co_return m_confirmations.confirm(plan, earlier);
}

QCoro::Task<Result<RunSummary>> RunService::apply(
    Plan plan, QString confirmation, std::stop_token caller, std::stop_token engine)
{
    const SyncRequest sync = requestToApply(plan);
    if (sync.ids.isEmpty())
        co_return fail(ErrorKind::Configuration, u"plan.empty"_s,
            QCoreApplication::translate("uds", "The plan has nothing to send."));
    const Order order{plan.stream, sync, plan, confirmation};
    co_return co_await execute(order, caller, engine);
}

// What a person confirmed with its numbers passes the brake; a plan that needs no confirmation does not.
Result<void> RunService::admit(Order *order, const StreamContext &context)
{
    if (!order->plan)
        return {};
    if (const auto fits = checkPlan(*order->plan, planOrigin(context), m_parts.clock.nowUtc()); !fits)
        return fits;
    const Result<BrakeLimits> limits = BrakeLimits::of(context.stream.settings);
    if (!limits)
        return tl::unexpected(limits.error());
    if (!needsConfirmation(*order->plan, limits->confirmAbove) && order->confirmation.isEmpty())
        return {};
    order->request.overBrake = true;
    return m_confirmations.take(*order->plan, order->confirmation);
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
    Order order, std::stop_token caller, std::stop_token engine)
{
    const QString stream = order.stream;
    const LinkedStop stop(caller, engine);
    const auto ticket = m_parts.runs.begin(stream, stop.source());
    if (!ticket)
        co_return busy(stream);
    const auto ready = co_await PreparedStream::open(&m_parts, stream, ConnectorSession::Access::ReadWrite);
    if (!ready)
        co_return tl::unexpected(ready.error());
    if (const auto admitted = admit(&order, *(*ready)->context); !admitted)
        co_return tl::unexpected(admitted.error());
    ProgressRelay relay(m_parts.clock, stream, false,
        [events = &m_parts.events](const RunProgress &progress) { Q_EMIT events->runProgressed(progress); });
    RunLog log(m_parts.clock);
    SyncRun run(*(*ready)->context, [&relay, &ticket, &log](const SyncProgress &progress) {
        ticket->setRunId(progress.runId);
        log.note(progress);
        relay.report(progress);
    });
    Result<RunRow> row = co_await run.execute(order.request, (*ready)->target->sender(), stop.token());
    if (!row)
        co_return tl::unexpected(row.error());
    co_await recordOutcome(ready->get(), &*row);
    co_await storeLog(&log, &*row);
    const RunSummary summary{*row, stream};
    Q_EMIT m_parts.events.runFinished(summary);
    Q_EMIT m_parts.events.changed();
    co_return summary;
}

// The run itself is recorded and closed already; what is added here may be missing without harm.
QCoro::Task<void> RunService::recordOutcome(PreparedStream *stream, RunRow *row)
{
    const auto store = [run = *row, source = stream->context->sourceIntegration.id,
                           target = stream->context->targetIntegration.id](
                           Database &database) { return storeOutcome(database, run, source, target); };
    const Result<void> stored = co_await m_parts.store->write(store);
    if (!stored)
        qWarning("The outcome of run %lld could not be completed: %s", row->id,
            qUtf8Printable(stored.error().message));
}

QCoro::Task<void> RunService::storeLog(const RunLog *log, const RunRow *row)
{
    const auto write = [log, row](Database &database) { return log->write(database, *row); };
    const Result<void> written = co_await m_parts.store->write(write);
    if (!written)
        qWarning(
            "The log of run %lld could not be kept: %s", row->id, qUtf8Printable(written.error().message));
}

} // namespace uds
