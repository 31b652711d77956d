// Who may do what, and what was done: this part of SyncApi.

#include "engine/api/engine.h"
#include "engine/api/syncapi.h"

namespace uds {

namespace {

using Proof = GuardedWorker::Proof;

} // namespace

Role SyncApi::role() const
{
    return m_engine->parts->access.role();
}

Result<void> SyncApi::mayDo(Permission permission) const
{
    return m_engine->parts->access.check(permission);
}

void SyncApi::lock()
{
    m_engine->parts->access.lock();
}

void SyncApi::noteActivity()
{
    m_engine->parts->access.noteActivity();
}

QCoro::Task<Result<AccessState>> SyncApi::accessState()
{
    return m_engine->general(Permission::See).run([service = &m_engine->access](std::stop_token) {
        return service->state();
    });
}

QCoro::Task<Result<AccessState>> SyncApi::unlock(QByteArray passphrase)
{
    return m_engine->general(Permission::See).run([service = &m_engine->access, passphrase](std::stop_token) {
        return service->unlock(passphrase);
    });
}

QCoro::Task<Result<AccessState>> SyncApi::setAdministratorPassphrase(QByteArray current, QByteArray next)
{
    return m_engine->general(Permission::ManageAccess)
        .run([service = &m_engine->access, current, next](
                 std::stop_token) { return service->setPassphrase(current, next); });
}

QCoro::Task<Result<AccessState>> SyncApi::setAccessRules(AccessRules rules)
{
    return m_engine->general(Permission::ManageAccess, Proof::Needed)
        .run([service = &m_engine->access, rules](std::stop_token) { return service->setRules(rules); });
}

QCoro::Task<Result<QList<AuditRow>>> SyncApi::auditRows(qint64 beforeSequence, int limit)
{
    return m_engine->general(Permission::SeeAudit)
        .run([service = &m_engine->audit, beforeSequence, limit](
                 std::stop_token) { return service->page(beforeSequence, limit); });
}

QCoro::Task<Result<AuditVerdict>> SyncApi::verifyAudit()
{
    return m_engine->general(Permission::SeeAudit).run([service = &m_engine->audit](std::stop_token) {
        return service->verify();
    });
}

QCoro::Task<Result<QList<RunLogRow>>> SyncApi::runLog(
    qint64 runId, LogLevel level, qint64 beforeId, int limit)
{
    const RunLogFilter filter{runId, int(level), beforeId, limit};
    return m_engine->general(Permission::See).run([service = &m_engine->audit, filter](std::stop_token) {
        return service->runLog(filter);
    });
}

QCoro::Task<Result<QList<RetentionClass>>> SyncApi::retention()
{
    return m_engine->general(Permission::See).run([service = &m_engine->audit](std::stop_token) {
        return service->retention();
    });
}

QCoro::Task<Result<QList<RetentionClass>>> SyncApi::setRetention(QString name, int days)
{
    return m_engine->general(Permission::ManageSettings)
        .run([service = &m_engine->audit, name, days](
                 std::stop_token) { return service->setRetention(name, days); });
}

QCoro::Task<Result<QList<Pruned>>> SyncApi::prune()
{
    return m_engine->general(Permission::ManageSettings, Proof::Needed)
        .run([service = &m_engine->audit](std::stop_token) { return service->prune(); });
}

} // namespace uds
