#include "engine/api/engine.h"
#include "engine/api/recordbulk.h"
#include "engine/api/syncapi.h"

namespace uds {

// The calls of SyncApi about failures and reconciling. As in syncapi.cpp, each only hands values to a worker.

namespace {

QCoro::Task<Result<QList<RunSummary>>> retriedDue(FailureService *failures, RunService *runs, QString stream,
    std::stop_token caller, std::stop_token engine)
{
    const Result<QList<RunRequest>> requests = co_await failures->dueRetries(stream);
    if (!requests)
        co_return tl::unexpected(requests.error());
    const QList<RunRequest> due = *requests;
    co_return co_await runs->runAll(due, caller, engine);
}

} // namespace

QCoro::Task<Result<QList<FailureView>>> SyncApi::failures(QString stream, qint64 afterId, int limit)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->failures, stream, afterId, limit](
                 std::stop_token) { return service->list(stream, afterId, limit); });
}

QCoro::Task<Result<void>> SyncApi::excludeFailures(QList<qint64> failureIds, FailureExclusion exclusion)
{
    return m_engine->general(Permission::ResolveRecords, bulkProof(failureIds))
        .run([service = &m_engine->failures, failureIds, exclusion](
                 std::stop_token) { return service->exclude(failureIds, exclusion); });
}

QCoro::Task<Result<void>> SyncApi::includeFailures(QList<qint64> failureIds)
{
    return m_engine->general(Permission::ResolveRecords, bulkProof(failureIds))
        .run([service = &m_engine->failures, failureIds](
                 std::stop_token) { return service->include(failureIds); });
}

QCoro::Task<Result<void>> SyncApi::remarkFailures(QList<qint64> failureIds, FailureRemark remark)
{
    return m_engine->general(Permission::ResolveRecords)
        .run([service = &m_engine->failures, failureIds, remark](
                 std::stop_token) { return service->remark(failureIds, remark); });
}

QCoro::Task<Result<QList<RunSummary>>> SyncApi::retryDue(QString stream, std::stop_token stop)
{
    return m_engine->sync(Permission::ResolveRecords)
        .run([failures = &m_engine->failures, runs = &m_engine->runs, stream, stop](
                 std::stop_token engine) { return retriedDue(failures, runs, stream, stop, engine); });
}

QCoro::Task<Result<ReconcileOutcome>> SyncApi::reconcile(ReconcileRequest request, std::stop_token stop)
{
    return m_engine->sync(Permission::Plan)
        .run([service = &m_engine->reconciles, request, stop](
                 std::stop_token engine) { return service->reconcile(request, stop, engine); });
}

QCoro::Task<Result<SignedPeriod>> SyncApi::signOff(ReconcileRequest request, SignOffNote note)
{
    return m_engine->sync(Permission::SignOff)
        .run([service = &m_engine->reconciles, request, note](
                 std::stop_token engine) { return service->signOff(request, note, engine); });
}

QCoro::Task<Result<QList<SignedPeriod>>> SyncApi::reconciliations(QString stream)
{
    return m_engine->general(Permission::See).run([service = &m_engine->reconciles, stream](std::stop_token) {
        return service->list(stream);
    });
}

QCoro::Task<Result<CensusOutcome>> SyncApi::census(QString stream, std::stop_token stop)
{
    return m_engine->sync(Permission::Plan)
        .run([service = &m_engine->reconciles, stream, stop](
                 std::stop_token engine) { return service->census(stream, stop, engine); });
}

QCoro::Task<Result<QList<CensusOutcome>>> SyncApi::dueCensuses(std::stop_token stop)
{
    return m_engine->sync(Permission::Plan)
        .run([service = &m_engine->reconciles, stop](
                 std::stop_token engine) { return service->dueCensuses(stop, engine); });
}

} // namespace uds
