// The alerts' part of SyncApi.

#include "engine/api/engine.h"
#include "engine/api/syncapi.h"

namespace uds {

using Proof = GuardedWorker::Proof;

QCoro::Task<Result<QList<AlertChannelSummary>>> SyncApi::alertChannels()
{
    return m_engine->general(Permission::See).run([service = &m_engine->alerts](std::stop_token) {
        return service->channels();
    });
}

QCoro::Task<Result<AlertChannelSummary>> SyncApi::addAlertChannel(AlertChannelForm form)
{
    return m_engine->general(Permission::ManageAlerts)
        .run([service = &m_engine->alerts, form = std::move(form)](
                 std::stop_token) { return service->add(form); });
}

QCoro::Task<Result<AlertChannelSummary>> SyncApi::editAlertChannel(QString name, AlertChannelForm form)
{
    return m_engine->general(Permission::ManageAlerts, Proof::Needed)
        .run([service = &m_engine->alerts, name, form = std::move(form)](
                 std::stop_token) { return service->edit(name, form); });
}

QCoro::Task<Result<void>> SyncApi::removeAlertChannel(QString name)
{
    return m_engine->general(Permission::ManageAlerts, Proof::Needed)
        .run([service = &m_engine->alerts, name](std::stop_token) { return service->remove(name); });
}

QCoro::Task<Result<QString>> SyncApi::testAlertChannel(QString name)
{
    return m_engine->alerting(Permission::ManageAlerts)
        .run([service = &m_engine->alerts, name](std::stop_token stop) { return service->test(name, stop); });
}

QCoro::Task<Result<AlertRuleSet>> SyncApi::alertRules()
{
    return m_engine->general(Permission::See).run([service = &m_engine->alerts](std::stop_token) {
        return service->rules();
    });
}

QCoro::Task<Result<AlertRuleSet>> SyncApi::editAlertRule(QString type, Json changes)
{
    return m_engine->general(Permission::ManageAlerts)
        .run([service = &m_engine->alerts, type, changes = std::move(changes)](
                 std::stop_token) { return service->editRule(type, changes); });
}

QCoro::Task<Result<AlertRuleSet>> SyncApi::editAlertPolicy(Json changes)
{
    return m_engine->general(Permission::ManageAlerts)
        .run([service = &m_engine->alerts, changes = std::move(changes)](
                 std::stop_token) { return service->editPolicy(changes); });
}

QCoro::Task<Result<QList<AlertDeliveryRow>>> SyncApi::alertDeliveries(qint64 beforeId, int limit)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->alerts, beforeId, limit](
                 std::stop_token) { return service->deliveries(beforeId, limit); });
}

QCoro::Task<Result<QList<OpenAlert>>> SyncApi::openAlerts()
{
    return m_engine->general(Permission::See).run([service = &m_engine->alerts](std::stop_token) {
        return service->open();
    });
}

QCoro::Task<Result<void>> SyncApi::acknowledgeAlert(QString causeKey)
{
    return m_engine->general(Permission::ResolveRecords)
        .run([service = &m_engine->alerts, causeKey](
                 std::stop_token) { return service->acknowledge(causeKey); });
}

QCoro::Task<Result<void>> SyncApi::snoozeAlert(QString causeKey, int minutes)
{
    return m_engine->general(Permission::ResolveRecords)
        .run([service = &m_engine->alerts, causeKey, minutes](
                 std::stop_token) { return service->snooze(causeKey, minutes); });
}

} // namespace uds
