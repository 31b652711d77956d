#include "engine/api/syncapi.h"

#include "engine/api/engine.h"
#include "engine/api/engineopening.h"
#include "engine/api/linkedstop.h"
#include "engine/api/presetdescriptions.h"
#include "engine/api/recordbulk.h"

#include <QMetaMethod>
#include <QTimer>

namespace uds {

using namespace std::chrono_literals;

namespace {

using Proof = GuardedWorker::Proof;

constexpr auto kChangedInterval = 100ms;
QCoro::Task<Result<QList<RunSummary>>> retried(HistoryService *history, RunService *runs,
    QList<qint64> failureIds, std::stop_token caller, std::stop_token engine)
{
    const Result<QList<RunRequest>> requests = co_await history->retryRequests(failureIds);
    if (!requests)
        co_return tl::unexpected(requests.error());
    const Result<void> noted = co_await history->noteRetry(failureIds);
    if (!noted)
        co_return tl::unexpected(noted.error());
    co_return co_await runs->runAll(*requests, caller, engine);
}

QCoro::Task<Result<IntegrationSummary>> signedIn(SignInService *signIns, IntegrationService *integrations,
    quint64 id, std::stop_token caller, std::stop_token engine)
{
    const LinkedStop stop(caller, engine);
    const Result<QString> name = co_await signIns->finish(id, stop.token());
    if (!name)
        co_return tl::unexpected(name.error());
    co_return co_await integrations->summaryOf(*name);
}

} // namespace

QCoro::Task<Result<std::unique_ptr<SyncApi>>> SyncApi::open(ProfileOptions options)
{
    auto parts = co_await openParts(options);
    if (!parts)
        co_return tl::unexpected(parts.error());
    co_return std::unique_ptr<SyncApi>(new SyncApi(std::make_unique<Engine>(std::move(*parts))));
}

SyncApi::SyncApi(std::unique_ptr<Engine> engine)
    : m_engine(std::move(engine))
{
    const EngineEvents *events = &m_engine->parts->events;
    connect(events, &EngineEvents::runProgressed, this, &SyncApi::runProgressed);
    connect(events, &EngineEvents::runFinished, this, &SyncApi::runFinished);
    connect(events, &EngineEvents::exportProgressed, this, &SyncApi::exportProgressed);
    connect(events, &EngineEvents::webhooksListening, this, &SyncApi::webhooksListening);
    connect(events, &EngineEvents::alertRaised, this, &SyncApi::alertRaised);
    auto *pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(kChangedInterval);
    connect(pause, &QTimer::timeout, this, &SyncApi::changed);
    connect(events, &EngineEvents::changed, pause, [pause] {
        if (!pause->isActive())
            pause->start();
    });
}

SyncApi::~SyncApi() = default;

void SyncApi::connectNotify(const QMetaMethod &signal)
{
    if (signal != QMetaMethod::fromSignal(&SyncApi::alertRaised))
        return;
    m_engine->parts->showsAlerts = true;
    Q_EMIT m_engine->parts->events.changed();
}

// Looked at later: when a receiver is destroyed, Qt calls this with its own locks held, and the question
// would wait for one of them forever.
void SyncApi::disconnectNotify(const QMetaMethod &)
{
    const auto look = [this] {
        m_engine->parts->showsAlerts = isSignalConnected(QMetaMethod::fromSignal(&SyncApi::alertRaised));
    };
    QMetaObject::invokeMethod(this, look, Qt::QueuedConnection);
}

QString SyncApi::profileFolder() const
{
    return m_engine->parts->profile->folder();
}

QList<ConnectorDescription> SyncApi::connectors() const
{
    QList<ConnectorDescription> descriptions;
    for (const ConnectorFactory *factory : connectorFactories())
        descriptions.append(factory->description());
    return descriptions;
}

QList<PresetDescription> SyncApi::presets() const
{
    return presetDescriptions();
}

// From here on every call only hands values to a worker: nothing of this object is used after that, so that a
// task may outlive it.

QCoro::Task<Result<QList<IntegrationSummary>>> SyncApi::integrations()
{
    return m_engine->general(Permission::See).run([service = &m_engine->integrations](std::stop_token) {
        return service->list();
    });
}

QCoro::Task<Result<IntegrationSummary>> SyncApi::addIntegration(NewIntegration integration)
{
    return m_engine->general(Permission::ManageIntegrations)
        .run([service = &m_engine->integrations, integration = std::move(integration)](
                 std::stop_token) { return service->add(integration); });
}

QCoro::Task<Result<IntegrationSummary>> SyncApi::editIntegration(
    QString name, Json settings, bool acceptsOtherAccount)
{
    const IntegrationEdit edit{name, std::move(settings), acceptsOtherAccount};
    return m_engine->general(Permission::ManageIntegrations, Proof::Needed)
        .run([service = &m_engine->integrations, edit](std::stop_token) { return service->edit(edit); });
}

QCoro::Task<Result<VerifyReport>> SyncApi::testEdited(QString name, Json settings)
{
    return m_engine->sync(Permission::ManageIntegrations)
        .run([service = &m_engine->integrations, name, settings = std::move(settings)](
                 std::stop_token stop) { return service->testEdited(name, settings, stop); });
}

QCoro::Task<Result<QList<Preflight>>> SyncApi::preflight(QString name)
{
    return m_engine->sync(Permission::Plan)
        .run([service = &m_engine->integrations, name](
                 std::stop_token stop) { return service->preflight(name, stop); });
}

QCoro::Task<Result<SignInStart>> SyncApi::beginSignIn(SignInRequest request)
{
    return m_engine->general(Permission::ManageIntegrations, Proof::Needed)
        .run([service = &m_engine->signIns, request = std::move(request)](
                 std::stop_token stop) { return service->begin(request, stop); });
}

QCoro::Task<Result<IntegrationSummary>> SyncApi::finishSignIn(quint64 id, std::stop_token stop)
{
    return m_engine->general(Permission::ManageIntegrations)
        .run([engine = m_engine.get(), id, stop](std::stop_token ending) {
            return signedIn(&engine->signIns, &engine->integrations, id, stop, ending);
        });
}

QCoro::Task<Result<void>> SyncApi::pasteSignIn(quint64 id, QString address)
{
    return m_engine->general(Permission::ManageIntegrations)
        .run([service = &m_engine->signIns, id, address](
                 std::stop_token) { return service->paste(id, address); });
}

QCoro::Task<Result<void>> SyncApi::cancelSignIn(quint64 id)
{
    return m_engine->general(Permission::ManageIntegrations)
        .run([service = &m_engine->signIns, id](std::stop_token) { return service->cancel(id); });
}

QCoro::Task<Result<Disconnection>> SyncApi::disconnectIntegration(QString name)
{
    return m_engine->general(Permission::ManageIntegrations, Proof::Needed)
        .run([service = &m_engine->signIns, name](std::stop_token) { return service->disconnect(name); });
}

QCoro::Task<Result<VerifyReport>> SyncApi::testIntegration(QString name)
{
    return m_engine->sync(Permission::Plan)
        .run([service = &m_engine->integrations, name](
                 std::stop_token stop) { return service->test(name, stop); });
}

QCoro::Task<Result<VerifyReport>> SyncApi::testSettings(QString connector, Json settings)
{
    return m_engine->general(Permission::ManageIntegrations)
        .run([service = &m_engine->integrations, connector, settings = std::move(settings)](
                 std::stop_token stop) { return service->testSettings(connector, settings, stop); });
}

QCoro::Task<Result<void>> SyncApi::removeIntegration(QString name)
{
    return m_engine->general(Permission::ManageIntegrations, Proof::Needed)
        .run([service = &m_engine->integrations, name](std::stop_token) { return service->remove(name); });
}

QCoro::Task<Result<Json>> SyncApi::integrationSettings(QString name)
{
    return m_engine->general(Permission::See).run([service = &m_engine->integrations, name](std::stop_token) {
        return service->settings(name);
    });
}

QCoro::Task<Result<QList<StreamSummary>>> SyncApi::streams()
{
    return m_engine->general(Permission::See).run([service = &m_engine->streams](std::stop_token) {
        return service->list();
    });
}

QCoro::Task<Result<StreamSummary>> SyncApi::addStream(NewStream stream)
{
    return m_engine->general(Permission::ManageStreams)
        .run([service = &m_engine->streams, stream = std::move(stream)](
                 std::stop_token) { return service->add(stream); });
}

QCoro::Task<Result<Plan>> SyncApi::plan(RunRequest request, std::stop_token stop)
{
    return m_engine->sync(Permission::Plan)
        .run([service = &m_engine->runs, request = std::move(request), stop](
                 std::stop_token engine) { return service->plan(request, stop, engine); });
}

QCoro::Task<Result<RunSummary>> SyncApi::run(RunRequest request, std::stop_token stop)
{
    return m_engine->sync(Permission::Run)
        .run([service = &m_engine->runs, request = std::move(request), stop](
                 std::stop_token engine) { return service->run(request, stop, engine); });
}

QCoro::Task<Result<PlanConfirmation>> SyncApi::confirmPlan(Plan plan, QString earlier)
{
    return m_engine->sync(Permission::Run)
        .run([service = &m_engine->runs, plan = std::move(plan), earlier = std::move(earlier)](
                 std::stop_token) { return service->confirm(plan, earlier); });
}

QCoro::Task<Result<RunSummary>> SyncApi::apply(Plan plan, QString confirmation, std::stop_token stop)
{
    return m_engine->sync(Permission::Run)
        .run([service = &m_engine->runs, plan = std::move(plan), confirmation = std::move(confirmation),
                 stop](std::stop_token engine) { return service->apply(plan, confirmation, stop, engine); });
}

void SyncApi::cancel(qint64 runId)
{
    if (mayDo(Permission::Run))
        m_engine->parts->runs.cancel(runId);
}

QCoro::Task<Result<QList<RunSummary>>> SyncApi::runs(qint64 streamId, qint64 beforeId, int limit)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->history, streamId, beforeId, limit](
                 std::stop_token) { return service->runs(streamId, beforeId, limit); });
}

QCoro::Task<Result<QList<HistoryRow>>> SyncApi::records(HistoryFilter filter, qint64 beforeId, int limit)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->history, filter = std::move(filter), beforeId, limit](
                 std::stop_token) { return service->records(filter, beforeId, limit); });
}

QCoro::Task<Result<qint64>> SyncApi::recordCount(HistoryFilter filter)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->history, filter = std::move(filter)](
                 std::stop_token) { return service->count(filter); });
}

QCoro::Task<Result<QList<CauseRow>>> SyncApi::failedCauses(qint64 streamId)
{
    return m_engine->general(Permission::See).run([service = &m_engine->history, streamId](std::stop_token) {
        return service->causes(streamId);
    });
}

QCoro::Task<Result<QList<FailureRow>>> SyncApi::failedRecords(
    qint64 streamId, QString causeKey, qint64 beforeId, int limit)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->history, streamId, causeKey, beforeId, limit](
                 std::stop_token) { return service->failures(streamId, causeKey, beforeId, limit); });
}

QCoro::Task<Result<QList<RunSummary>>> SyncApi::retry(QList<qint64> failureIds, std::stop_token stop)
{
    return m_engine->sync(Permission::ResolveRecords)
        .run([history = &m_engine->history, runs = &m_engine->runs, failureIds, stop](
                 std::stop_token engine) { return retried(history, runs, failureIds, stop, engine); });
}

QCoro::Task<Result<void>> SyncApi::exclude(QList<qint64> failureIds)
{
    return m_engine->general(Permission::ResolveRecords, bulkProof(failureIds))
        .run([service = &m_engine->history, failureIds](
                 std::stop_token) { return service->exclude(failureIds); });
}

QCoro::Task<Result<QList<Explanation>>> SyncApi::explain(QString number)
{
    return m_engine->general(Permission::See).run([service = &m_engine->overview, number](std::stop_token) {
        return service->explain(number);
    });
}

QCoro::Task<Result<qint64>> SyncApi::exportHistory(ExportRequest request, std::stop_token stop)
{
    return m_engine->general(Permission::Export)
        .run([service = &m_engine->history, request = std::move(request), stop](
                 std::stop_token engine) { return service->exportTo(request, stop, engine); });
}

QCoro::Task<Result<QList<WebhookSummary>>> SyncApi::webhooks()
{
    return m_engine->general(Permission::See).run([service = &m_engine->webhooks](std::stop_token) {
        return service->list();
    });
}

QCoro::Task<Result<WebhookOutcome>> SyncApi::enableWebhooks(
    WebhookSubscription subscription, std::stop_token stop)
{
    return m_engine->sync(Permission::ManageIntegrations)
        .run([service = &m_engine->webhooks, subscription = std::move(subscription), stop](
                 std::stop_token) { return service->enable(subscription, stop); });
}

QCoro::Task<Result<WebhookOutcome>> SyncApi::repairWebhooks(QString name, std::stop_token stop)
{
    return m_engine->sync(Permission::ManageIntegrations)
        .run([service = &m_engine->webhooks, name, stop](
                 std::stop_token) { return service->repair(name, stop); });
}

QCoro::Task<Result<WebhookOutcome>> SyncApi::disableWebhooks(QString name, std::stop_token stop)
{
    return m_engine->sync(Permission::ManageIntegrations)
        .run([service = &m_engine->webhooks, name, stop](
                 std::stop_token) { return service->disable(name, stop); });
}

QCoro::Task<Result<WebhookTotals>> SyncApi::receiveWebhooks(
    WebhookReceiverOptions options, std::stop_token stop)
{
    const WebhookDispatcher::Runner runner
        = [sync = &m_engine->sync.own(), runs = &m_engine->runs, stop](const RunRequest &request) {
              return sync->run(
                  [runs, request, stop](std::stop_token engine) { return runs->run(request, stop, engine); });
          };
    return m_engine->deliveries(Permission::Run)
        .run([receiver = &m_engine->receiver, options, runner, stop](
                 std::stop_token engine) { return receiver->receive(options, runner, stop, engine); });
}

QCoro::Task<Result<WebhookReceiverChoice>> SyncApi::webhookReceiver()
{
    return m_engine->general(Permission::See).run([service = &m_engine->webhooks](std::stop_token) {
        return service->receiver();
    });
}

QCoro::Task<Result<void>> SyncApi::keepWebhookReceiver(WebhookReceiverChoice choice)
{
    return m_engine->general(Permission::Run)
        .run([service = &m_engine->webhooks, choice = std::move(choice)](
                 std::stop_token) { return service->keepReceiver(choice); });
}

QCoro::Task<Result<DashboardSummary>> SyncApi::dashboard()
{
    return m_engine->general(Permission::See).run([service = &m_engine->overview](std::stop_token) {
        return service->dashboard();
    });
}

QCoro::Task<Result<QList<DoctorFinding>>> SyncApi::doctor()
{
    return m_engine->general(Permission::See).run([service = &m_engine->overview](std::stop_token) {
        return service->doctor();
    });
}

} // namespace uds
