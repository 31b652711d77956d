#include "engine/api/demoworkspace.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNewest = std::numeric_limits<qint64>::max();

RunRequest ordersRequest(RunMode mode = RunMode::Incremental)
{
    RunRequest request;
    request.stream = DemoWorkspace::streamName();
    request.mode = mode;
    request.trigger = u"manual"_s;
    return request;
}

QCoro::Task<void> keep(QCoro::Task<Result<RunSummary>> task, std::optional<Result<RunSummary>> *kept)
{
    *kept = co_await task;
}

/// Accepts connections and never answers.
class SilentServer {
public:
    SilentServer() { m_server.listen(QHostAddress::LocalHost); }
    [[nodiscard]] QString address() const { return u"http://127.0.0.1:%1"_s.arg(m_server.serverPort()); }
    [[nodiscard]] bool hasCaller() const { return m_server.hasPendingConnections(); }

private:
    QTcpServer m_server;
};

} // namespace

class TestSyncApi : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<DemoWorkspace> m_workspace;
    std::unique_ptr<SyncApi> m_api;

    // Points the shop at a server that never answers, so that a run is under way until it is stopped.
    void connectShopTo(const SilentServer &server)
    {
        Json settings = *QCoro::waitFor(m_api->integrationSettings(DemoWorkspace::shopName()));
        settings.set(u"base_url"_s, server.address());
        QVERIFY(QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), settings)));
    }

private Q_SLOTS:
    void init()
    {
        DemoOptions options;
        options.generatedOrders = 10;
        auto workspace = QCoro::waitFor(DemoWorkspace::start(options));
        QVERIFY(workspace);
        m_workspace = std::move(*workspace);
        auto api = QCoro::waitFor(SyncApi::open(m_workspace->profile()));
        QVERIFY(api);
        m_api = std::move(*api);
    }
    void cleanup()
    {
        m_api.reset();
        m_workspace.reset();
    }

    void tellsWhatThereIs()
    {
        QCOMPARE(m_api->connectors().size(), 3);
        const QList<PresetDescription> presets = m_api->presets();
        const auto orders = std::find_if(presets.begin(), presets.end(),
            [](const PresetDescription &preset) { return preset.name == "woo-orders-to-quickbooks"_L1; });
        QVERIFY(orders != presets.end());
        QCOMPARE(orders->title, u"Orders to sales receipts and invoices"_s);
        QCOMPARE(orders->sourceConnector, u"woocommerce"_s);
        QCOMPARE(orders->sourceEntity, u"order"_s);
        QCOMPARE(orders->targetConnector, u"quickbooks"_s);
        QCOMPARE(orders->settings[u"due_days"].integer(), std::optional<qint64>(30));
        const auto integrations = QCoro::waitFor(m_api->integrations());
        QCOMPARE(integrations->size(), 2);
        const auto streams = QCoro::waitFor(m_api->streams());
        QCOMPARE(streams->size(), 1);
        QCOMPARE(streams->first().source, DemoWorkspace::shopName());
        const auto dashboard = QCoro::waitFor(m_api->dashboard());
        QVERIFY(dashboard->healthy);
        QCOMPARE(dashboard->lastDay.size(), 24);
        QVERIFY(!dashboard->healthSentence.isEmpty());
    }
    void aDryRunChangesNothing()
    {
        const auto plan = QCoro::waitFor(m_api->plan(ordersRequest()));
        QVERIFY(plan);
        QVERIFY(plan->counts.created > 0);
        QVERIFY(plan->estimatedCalls > 0);
        const auto report = QCoro::waitFor(m_workspace->simulators().report());
        QCOMPARE((*report)[u"company"][u"unsafe_requests"].integer(), 0);
        QVERIFY(QCoro::waitFor(m_api->runs(0, kNewest, 10))->isEmpty());
        QVERIFY(!QCoro::waitFor(m_api->streams())->first().readUntilUtc.isValid());
    }
    void runsAndTellsOfIt()
    {
        QSignalSpy progressed(m_api.get(), &SyncApi::runProgressed);
        QSignalSpy finished(m_api.get(), &SyncApi::runFinished);
        QSignalSpy changed(m_api.get(), &SyncApi::changed);
        QElapsedTimer timer;
        timer.start();
        const auto summary = QCoro::waitFor(m_api->run(ordersRequest()));
        QVERIFY(summary);
        QTRY_COMPARE(finished.count(), 1);
        QTRY_VERIFY(changed.count() > 0);
        QCOMPARE(finished.first().first().value<RunSummary>(), *summary);
        QVERIFY(!progressed.isEmpty());
        QVERIFY(progressed.count() <= timer.elapsed() / 100 + 3);
        const auto last = progressed.last().first().value<RunProgress>();
        QCOMPARE(last.stage, RunProgress::Stage::Finished);
        QCOMPARE(last.runId, summary->run.id);
        QVERIFY(summary->run.calls > 0);
        const auto dashboard = QCoro::waitFor(m_api->dashboard());
        QVERIFY(!dashboard->healthy);
        QVERIFY(!dashboard->causes.isEmpty());
        QCOMPARE(dashboard->recentRuns.first(), *summary);
    }
    void failedRecordsCanBeRetriedAndExcluded()
    {
        QVERIFY(QCoro::waitFor(m_api->run(ordersRequest())));
        const auto failures = QCoro::waitFor(m_api->failedRecords(0, QString(), kNewest, 100));
        QVERIFY(failures->size() >= 2);
        const auto retried = QCoro::waitFor(m_api->retry({failures->at(0).id, failures->at(1).id}));
        QVERIFY(retried);
        QCOMPARE(retried->size(), 1);
        QCOMPARE(retried->first().run.trigger, u"retry"_s);
        QCOMPARE(retried->first().run.counts.read, 2);
        QVERIFY(QCoro::waitFor(m_api->exclude({failures->at(0).id})));
        QCOMPARE(
            QCoro::waitFor(m_api->failedRecords(0, QString(), kNewest, 100))->size(), failures->size() - 1);
        const auto explained = QCoro::waitFor(m_api->explain(failures->at(0).number));
        QCOMPARE(explained->size(), 1);
        QCOMPARE(explained->first().verdict, u"excluded"_s);
        QVERIFY(!QCoro::waitFor(m_api->retry({987654})));
    }
    void oneRunPerStreamAndItCanBeCancelled()
    {
        const SilentServer silent;
        connectShopTo(silent);
        qint64 runId = 0;
        connect(m_api.get(), &SyncApi::runProgressed, this,
            [&runId](const RunProgress &progress) { runId = progress.runId; });
        std::optional<Result<RunSummary>> first;
        const QCoro::Task<void> running = keep(m_api->run(ordersRequest()), &first);
        QTRY_VERIFY(silent.hasCaller());
        const auto second = QCoro::waitFor(m_api->run(ordersRequest()));
        QVERIFY(!second);
        QCOMPARE(second.error().code, u"run.busy"_s);
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        const auto removed = QCoro::waitFor(m_api->removeIntegration(DemoWorkspace::shopName()));
        QCOMPARE(removed.error().code, u"run.busy"_s);
        QTRY_VERIFY(runId != 0);
        m_api->cancel(runId);
        QTRY_VERIFY(first.has_value());
        QCOMPARE((*first)->run.state, RunState::Cancelled);
    }
    void anEditDuringARunStaysAndACancelledRunProvesNothing()
    {
        const Json before = *QCoro::waitFor(m_api->integrationSettings(DemoWorkspace::shopName()));
        const SilentServer silent;
        connectShopTo(silent);
        std::stop_source stop;
        std::optional<Result<RunSummary>> run;
        const QCoro::Task<void> running = keep(m_api->run(ordersRequest(), stop.get_token()), &run);
        QTRY_VERIFY(silent.hasCaller());
        QVERIFY(QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), before)));
        stop.request_stop();
        QTRY_VERIFY(run.has_value());
        QCOMPARE((*run)->run.state, RunState::Cancelled);
        QCOMPARE(*QCoro::waitFor(m_api->integrationSettings(DemoWorkspace::shopName())), before);
        const auto integrations = QCoro::waitFor(m_api->integrations());
        for (const IntegrationSummary &integration : *integrations)
            QVERIFY2(integration.status != u"connected", qPrintable(integration.name));
    }
    void aFinishedRunProvesBothConnections()
    {
        QVERIFY(QCoro::waitFor(m_api->run(ordersRequest())));
        const auto integrations = QCoro::waitFor(m_api->integrations());
        for (const IntegrationSummary &integration : *integrations)
            QCOMPARE(integration.status, u"connected"_s);
    }
    void closingStopsTheRunAndRecordsIt()
    {
        const SilentServer silent;
        connectShopTo(silent);
        std::optional<Result<RunSummary>> run;
        const QCoro::Task<void> running = keep(m_api->run(ordersRequest()), &run);
        QTRY_VERIFY(silent.hasCaller());
        QElapsedTimer timer;
        timer.start();
        m_api.reset();
        QVERIFY(timer.elapsed() < 5000);
        QTRY_VERIFY(run.has_value());
        QCOMPARE((*run)->run.state, RunState::Cancelled);
        auto again = QCoro::waitFor(SyncApi::open(m_workspace->profile()));
        QVERIFY(again);
        const auto runs = QCoro::waitFor((*again)->runs(0, kNewest, 10));
        QCOMPARE(runs->size(), 1);
        QCOMPARE(runs->first().run.state, RunState::Cancelled);
    }
    void aProfileIsOpenOnce()
    {
        const auto second = QCoro::waitFor(SyncApi::open(m_workspace->profile()));
        QVERIFY(!second);
        QCOMPARE(second.error().code, u"profile.locked"_s);
    }
    void editingKeepsSecretsThatAreLeftOut()
    {
        const Json settings = *QCoro::waitFor(m_api->integrationSettings(DemoWorkspace::shopName()));
        QVERIFY(!settings.contains(u"consumer_secret"));
        QVERIFY(QCoro::waitFor(m_api->editIntegration(DemoWorkspace::shopName(), settings)));
        const auto report = QCoro::waitFor(m_api->testIntegration(DemoWorkspace::shopName()));
        QVERIFY(report);
        QVERIFY(report->passed());
        const auto integrations = QCoro::waitFor(m_api->integrations());
        for (const IntegrationSummary &integration : *integrations) {
            if (integration.name == DemoWorkspace::shopName())
                QVERIFY(integration.lastVerifiedUtc.isValid() && !integration.accountName.isEmpty());
        }
    }
    void anIntegrationInUseKeepsItsAccount()
    {
        Json settings = *QCoro::waitFor(m_api->integrationSettings(DemoWorkspace::companyName()));
        settings.set(u"realm_id"_s, u"1234567890"_s);
        const auto edited = QCoro::waitFor(m_api->editIntegration(DemoWorkspace::companyName(), settings));
        QVERIFY(!edited);
        QCOMPARE(edited.error().code, u"integration.account"_s);
    }
    void wrongConfigurationIsRefused()
    {
        const auto unknown = QCoro::waitFor(m_api->addIntegration({u"magento"_s, u"x"_s, Json::object({})}));
        QCOMPARE(unknown.error().code, u"integration.connector"_s);
        const auto twice = QCoro::waitFor(m_api->addIntegration(
            {u"woocommerce"_s, DemoWorkspace::shopName(), m_workspace->simulators().shopSettings()}));
        QCOMPARE(twice.error().code, u"integration.name"_s);
        NewStream stream{u"other"_s, u"woo-orders-to-quickbooks"_s, DemoWorkspace::companyName(),
            DemoWorkspace::companyName(), Json::object({})};
        QCOMPARE(QCoro::waitFor(m_api->addStream(stream)).error().code, u"stream.connector"_s);
        stream.source = DemoWorkspace::shopName();
        stream.settings = Json::object({{u"nonsense"_s, u"x"_s}});
        const auto setting = QCoro::waitFor(m_api->addStream(stream));
        QCOMPARE(setting.error().code, u"stream.setting"_s);
        QCOMPARE(setting.error().field, u"nonsense"_s);
        QCOMPARE(QCoro::waitFor(m_api->run(ordersRequest(RunMode::SelectedIds))).error().code, u"run.ids"_s);
    }
    void settingsCanBeTestedWithoutStoringThem()
    {
        const auto report = QCoro::waitFor(
            m_api->testSettings(u"quickbooks"_s, m_workspace->simulators().companySettings()));
        QVERIFY(report);
        QVERIFY(report->passed());
        QCOMPARE(QCoro::waitFor(m_api->integrations())->size(), 2);
    }
    void aRemovedIntegrationIsGoneAndItsStreamOff()
    {
        QVERIFY(QCoro::waitFor(m_api->removeIntegration(DemoWorkspace::shopName())));
        QCOMPARE(QCoro::waitFor(m_api->integrations())->size(), 1);
        QVERIFY(!QCoro::waitFor(m_api->streams())->first().enabled);
        QCOMPARE(QCoro::waitFor(m_api->run(ordersRequest())).error().code, u"stream.disabled"_s);
    }
};

QTEST_GUILESS_MAIN(TestSyncApi)
#include "tst_syncapi.moc"
