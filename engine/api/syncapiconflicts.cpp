#include "engine/api/engine.h"
#include "engine/api/syncapi.h"

namespace uds {

// The calls of SyncApi about conflicts. As in syncapi.cpp, each only hands values to a worker.

namespace {

QCoro::Task<Result<QList<RunSummary>>> resolved(ConflictService *conflicts, RunService *runs, qint64 id,
    ConflictResolution resolution, std::stop_token caller, std::stop_token engine)
{
    const Result<QList<RunRequest>> requests = co_await conflicts->decide(id, resolution);
    if (!requests)
        co_return tl::unexpected(requests.error());
    const QList<RunRequest> wanted = *requests;
    co_return co_await runs->runAll(wanted, caller, engine);
}

} // namespace

QCoro::Task<Result<QList<ConflictView>>> SyncApi::conflicts(ConflictFilter filter, qint64 beforeId, int limit)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->conflicts, filter, beforeId, limit](
                 std::stop_token) { return service->list(filter, beforeId, limit); });
}

QCoro::Task<Result<ConflictView>> SyncApi::conflict(qint64 id)
{
    return m_engine->general(Permission::See).run([service = &m_engine->conflicts, id](std::stop_token) {
        return service->show(id);
    });
}

QCoro::Task<Result<ConflictStatistics>> SyncApi::conflictStatistics(QDateTime sinceUtc)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->conflicts, sinceUtc](
                 std::stop_token) { return service->statistics(sinceUtc); });
}

QCoro::Task<Result<QList<RunSummary>>> SyncApi::resolveConflict(
    qint64 id, ConflictResolution resolution, std::stop_token stop)
{
    return m_engine->sync(Permission::ResolveRecords)
        .run([conflicts = &m_engine->conflicts, runs = &m_engine->runs, id, resolution, stop](
                 std::stop_token engine) { return resolved(conflicts, runs, id, resolution, stop, engine); });
}

} // namespace uds
