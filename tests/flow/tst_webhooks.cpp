#include "engine/core/systemclock.h"
#include "engine/simulators/shopgenerator.h"
#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatorserver.h"
#include "engine/store/database.h"
#include "tests/support/commandline.h"
#include "tests/support/rawclient.h"
#include "tests/support/webhookworkplace.h"

#include <QDir>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

constexpr int kLongest = 60'000; // ms
constexpr qint64 kNewest = std::numeric_limits<qint64>::max();

QByteArray genuine(const QByteArray &body)
{
    return webhookSignature(body, WebhookWorkplace::secret());
}

} // namespace

class TestWebhooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exactlyTheHintedOrdersRun()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        const QStringList ids = workplace.orderIds();
        QVERIFY(ids.size() >= 4);
        workplace.start();
        const QSignalSpy finished(workplace.api.get(), &SyncApi::runFinished);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(workplace.deliver(u"order.created"_s, orderBody(ids.at(i))), 200);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kLongest);
        const auto summary = finished.first().first().value<RunSummary>();
        QCOMPARE(summary.run.trigger, u"webhook"_s);
        QCOMPARE(summary.run.mode, u"ids"_s);
        QCOMPARE(summary.run.counts.read, 3);
        HistoryFilter filter;
        filter.runId = summary.run.id;
        const auto records = QCoro::waitFor(workplace.api->records(filter, kNewest, 100));
        QVERIFY(!records->isEmpty());
        for (const HistoryRow &row : *records) {
            const bool isHinted = row.sourceEntity != u"order" || ids.mid(0, 3).contains(row.sourceId);
            QVERIFY2(isHinted, qPrintable(row.sourceId));
        }
        QTRY_COMPARE(workplace.counts().queued, 0);
        const WebhookTotals totals = workplace.stop();
        QCOMPARE(totals.deliveries, 3);
        QCOMPARE(totals.events, 3);
    }
    void nothingListensUnlessAskedTo()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        workplace.start();
        const quint16 port = workplace.state.port;
        QCOMPARE(workplace.deliver(u"order.created"_s, orderBody(u"1"_s)), 200);
        workplace.stop();
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        QVERIFY(!client.waitForConnected(1000));
        RunRequest request;
        request.stream = DemoWorkspace::streamName();
        QVERIFY(QCoro::waitFor(workplace.api->run(request)));
    }
    void whatIsNotGenuineLeavesNoTrace()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        workplace.start();
        const QByteArray body = orderBody(u"7"_s);
        const QString topic = u"order.updated"_s;
        QCOMPARE(workplace.post(body, shopHeaders(topic, webhookSignature(body, "another secret"))), 401);
        QCOMPARE(workplace.post(body + ' ', shopHeaders(topic, genuine(body))), 401);
        QCOMPARE(workplace.post(body, {}), 401);
        QCOMPARE(workplace.post(body,
                     shopHeaders(topic, genuine(body)) + "X-WC-Webhook-Signature: " + genuine(body) + "\r\n"),
            401);
        RawClient stranger(workplace.state.port);
        const QByteArray target = workplace.target(DemoWorkspace::shopName());
        QCOMPARE(stranger.exchange(rawRequest("POST", target + 'x', body, shopHeaders(topic, genuine(body))))
                     .status,
            404);
        QCOMPARE(workplace.counts(), WebhookCounts());
        const WebhookTotals totals = workplace.stop();
        QCOMPARE(totals.refused, 4);
        QCOMPARE(totals.deliveries, 0);
    }
    void thePingOfANewWebhookIsAnsweredAndDoesNothing()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        workplace.start();
        QCOMPARE(workplace.post("webhook_id=13", "Content-Type: application/x-www-form-urlencoded\r\n"), 200);
        QCOMPARE(workplace.counts(), WebhookCounts());
    }
    void aRepeatedDeliveryIsOneEvent()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        workplace.start();
        const QByteArray body = orderBody(workplace.orderIds().first());
        for (int i = 0; i < 3; ++i)
            QCOMPARE(workplace.deliver(u"order.updated"_s, body), 200);
        QCOMPARE(workplace.counts().received, 1);
        const WebhookTotals totals = workplace.stop();
        QCOMPARE(totals.events, 1);
        QCOMPARE(totals.repeated, 2);
    }
    void anotherChangeOfTheSameOrderIsAnotherEvent()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        workplace.start();
        QCOMPARE(workplace.deliver(u"order.updated"_s, orderBody(u"7"_s)), 200);
        QCOMPARE(workplace.deliver(u"order.updated"_s, R"({"id":7,"status":"completed"})"), 200);
        QCOMPARE(workplace.counts().received, 2);
        QCOMPARE(workplace.stop().events, 2);
    }
    void whatIsNotOnDiskIsNotAcknowledged()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        workplace.start();
        const auto rename = [&workplace](const QString &from, const QString &to) {
            const QString path = QDir(workplace.api->profileFolder()).filePath(u"store.db"_s);
            const auto database = Database::open(path, Database::Access::ReadWrite);
            return database && (*database)->execute(u"ALTER TABLE %1 RENAME TO %2"_s.arg(from, to));
        };
        QVERIFY(rename(u"webhook_events"_s, u"elsewhere"_s));
        QCOMPARE(workplace.deliver(u"order.updated"_s, orderBody(u"7"_s)), 503);
        QVERIFY(rename(u"elsewhere"_s, u"webhook_events"_s));
        QCOMPARE(workplace.counts().received, 0);
        QCOMPARE(workplace.deliver(u"order.updated"_s, orderBody(u"7"_s)), 200); // sent again
        QCOMPARE(workplace.counts().received, 1);
        const WebhookTotals totals = workplace.stop();
        QCOMPARE(totals.notStored, 1);
        QCOMPARE(totals.events, 1);
    }
    void theTopicsThatWereSubscribedAreKept();
    void anOrderDeletedAtTheShopIsSettledAtOnce();
    void oneBodyMaySpeakOfACompanyThatIsNotConnected_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("events");
        QTest::newRow("legacy") << u"webhook-legacy.json"_s << 4;
        QTest::newRow("CloudEvents") << u"webhook-cloudevents.json"_s << 6;
    }
    void oneBodyMaySpeakOfACompanyThatIsNotConnected()
    {
        QFETCH(QString, file);
        QFETCH(int, events);
        const QString folder = QStringLiteral(UDS_TEST_DATA "/quickbooks/");
        const Json vectors = *Json::parse(readTestFile(folder + u"webhook-signatures.json"_s));
        const QByteArray token = vectors[u"verifierToken"].string().toUtf8();
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::companyName(), token);
        workplace.start();
        for (const Json &vector : vectors[u"vectors"].array()) {
            if (vector[u"file"].string() != file)
                continue;
            const QByteArray headers
                = "intuit-signature: " + vector[u"intuit-signature"].string().toUtf8() + "\r\n";
            QCOMPARE(workplace.post(readTestFile(folder + file), headers, DemoWorkspace::companyName()), 200);
        }
        const WebhookTotals totals = workplace.stop();
        QCOMPARE(totals.deliveries, 1);
        QCOMPARE(totals.events, events); // of the demo company
        QCOMPARE(totals.otherAccounts, 1);
    }
    void theCloudEventsHandshake()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::companyName());
        workplace.start();
        RawClient client(workplace.state.port);
        const RawAnswer answer
            = client.exchange(rawRequest("OPTIONS", workplace.target(DemoWorkspace::companyName()), {},
                "WebHook-Request-Origin: eventemitter.example.com\r\nWebHook-Request-Rate: 120\r\n"));
        QCOMPARE(answer.status, 200);
        QVERIFY(answer.head.contains("WebHook-Allowed-Origin: eventemitter.example.com\r\n"));
        QVERIFY(answer.head.contains("WebHook-Allowed-Rate: "));
        RawClient stranger(workplace.state.port);
        const RawAnswer refused = stranger.exchange(rawRequest(
            "OPTIONS", "/hooks/1/abcdefghijklmnopqrstuvw", {}, "WebHook-Request-Origin: a.example\r\n"));
        QCOMPARE(refused.status, 404);
    }
    void switchingOffAppliesToARunningReceiver()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::companyName());
        workplace.start();
        const QByteArray body = "{\"eventNotifications\":[]}";
        const QByteArray headers = "intuit-signature: " + genuine(body) + "\r\n";
        QCOMPARE(workplace.post(body, headers, DemoWorkspace::companyName()), 200);
        QVERIFY(QCoro::waitFor(workplace.api->disableWebhooks(DemoWorkspace::companyName())));
        QTRY_COMPARE(workplace.post(body, headers, DemoWorkspace::companyName()), 404);
    }
    void eventsSurviveTheProgram()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        const QString id = workplace.orderIds().first();
        workplace.start();
        QCOMPARE(workplace.deliver(u"order.updated"_s, orderBody(id)), 200);
        workplace.stop(); // before it was quiet for two seconds
        workplace.api.reset();
        workplace.open();
        QCOMPARE(workplace.counts().queued, 1);
        const QSignalSpy finished(workplace.api.get(), &SyncApi::runFinished);
        workplace.start();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kLongest);
        QCOMPARE(finished.first().first().value<RunSummary>().run.counts.read, 1);
        QTRY_COMPARE(workplace.counts().queued, 0);
    }
    void aFailedRunKeepsTheEventForLater()
    {
        WebhookWorkplace workplace;
        workplace.enable(DemoWorkspace::shopName());
        Json settings = *QCoro::waitFor(workplace.api->integrationSettings(DemoWorkspace::shopName()));
        QTcpServer gone;
        QVERIFY(gone.listen(QHostAddress::LocalHost));
        const quint16 port = gone.serverPort();
        gone.close();
        settings.set(u"base_url"_s, u"http://127.0.0.1:%1"_s.arg(port));
        QVERIFY(QCoro::waitFor(workplace.api->editIntegration(DemoWorkspace::shopName(), settings)));
        workplace.start();
        const QSignalSpy finished(workplace.api.get(), &SyncApi::runFinished);
        QCOMPARE(workplace.deliver(u"order.updated"_s, orderBody(u"7"_s)), 200);
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, 2 * kLongest);
        QCOMPARE(finished.first().first().value<RunSummary>().run.state, RunState::Failed);
        QCOMPARE(workplace.counts().queued, 1);
    }
    void anAddressThePlatformCannotReachIsRefused_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("no scheme") << u"hooks.example.com"_s;
        QTest::newRow("plain http") << u"http://hooks.example.com"_s;
        QTest::newRow("with a query") << u"https://hooks.example.com/?a=b"_s;
        QTest::newRow("with a password") << u"https://me:secret@hooks.example.com"_s;
        QTest::newRow("nothing") << QString();
    }
    void anAddressThePlatformCannotReachIsRefused()
    {
        QFETCH(QString, url);
        WebhookWorkplace workplace;
        const WebhookSubscription subscription{
            DemoWorkspace::shopName(), url, WebhookWorkplace::secret(), true};
        const auto enabled = QCoro::waitFor(workplace.api->enableWebhooks(subscription));
        QVERIFY(!enabled);
        QCOMPARE(enabled.error().code, u"webhook.url"_s);
        QVERIFY(!enabled.error().message.contains(u"secret of"_s));
    }
    void theProgramSubscribesToTheShopByItself()
    {
        WebhookWorkplace workplace;
        const QString shop = DemoWorkspace::shopName();
        SystemClock clock;
        ShopSettings plain;
        plain.seesTls = false;
        plain.rights = ShopSettings::KeyRights::Read;
        ShopSimulator ownShop(plain);
        SimulatorServer server(clock);
        server.route(u"/wp-json"_s, ownShop);
        QVERIFY(server.listen());
        Json settings = *QCoro::waitFor(workplace.api->integrationSettings(shop));
        settings.set(u"base_url"_s, server.baseUrl().toString());
        QVERIFY(QCoro::waitFor(workplace.api->editIntegration(shop, settings)));
        const WebhookSubscription subscription{shop, u"https://hooks.example.com/"_s, {}, false};
        const auto refused = QCoro::waitFor(workplace.api->enableWebhooks(subscription));
        QVERIFY(!refused); // the key may only read
        QCOMPARE(refused.error().kind, ErrorKind::Authentication);
        QCOMPARE(QCoro::waitFor(workplace.api->repairWebhooks(shop)).error().code, u"webhook.off"_s);
        ownShop.settings().rights = ShopSettings::KeyRights::ReadWrite;
        const auto enabled = QCoro::waitFor(workplace.api->enableWebhooks(subscription));
        QVERIFY2(enabled, qPrintable(enabled ? QString() : enabled.error().message));
        QVERIFY(enabled->created.contains(u"order.updated"_s));
        QVERIFY(enabled->deliveryUrl.startsWith(u"https://hooks.example.com/hooks/"_s));
        const auto again = QCoro::waitFor(workplace.api->repairWebhooks(shop));
        QVERIFY(again && again->created.isEmpty());
        QCOMPARE(again->deliveryUrl, enabled->deliveryUrl);
        const auto disabled = QCoro::waitFor(workplace.api->disableWebhooks(shop));
        QCOMPARE(disabled->removedCount, int(enabled->created.size()));
        const auto repaired = QCoro::waitFor(workplace.api->repairWebhooks(shop));
        QVERIFY(!repaired);
        QCOMPARE(repaired.error().code, u"webhook.off"_s);
    }
    void withoutASecretNothingIsSwitchedOn()
    {
        WebhookWorkplace workplace;
        const WebhookSubscription subscription{
            DemoWorkspace::companyName(), u"https://hooks.example.com"_s, {}, false};
        const auto enabled = QCoro::waitFor(workplace.api->enableWebhooks(subscription));
        QVERIFY(!enabled);
        QCOMPARE(enabled.error().code, u"webhook.secret"_s);
        const auto summaries = QCoro::waitFor(workplace.api->webhooks());
        QVERIFY(std::ranges::none_of(*summaries, &WebhookSummary::isEnabled));
    }
    void answersAreFastAtFiftyASecond();
    void theCommandLineReceives();
};

// Measured, not asserted: a busy build machine would make it a lottery.
void TestWebhooks::answersAreFastAtFiftyASecond()
{
    constexpr int kDeliveries = 250;
    constexpr int kInterval = 20; // ms
    WebhookWorkplace workplace;
    workplace.enable(DemoWorkspace::shopName());
    workplace.start();
    QList<qint64> microseconds;
    QElapsedTimer all;
    all.start();
    for (int i = 0; i < kDeliveries; ++i) {
        QVERIFY(QTest::qWaitFor([&all, i] { return all.elapsed() >= i * kInterval; }));
        QElapsedTimer one;
        one.start();
        QCOMPARE(workplace.deliver(u"order.updated"_s, orderBody(QString::number(100'000 + i))), 200);
        microseconds.append(one.nsecsElapsed() / 1'000);
    }
    std::sort(microseconds.begin(), microseconds.end());
    qInfo("%d deliveries at 50/s: median %.1f ms, p99 %.1f ms, longest %.1f ms", kDeliveries,
        double(microseconds.at(kDeliveries / 2)) / 1'000,
        double(microseconds.at(kDeliveries * 99 / 100)) / 1'000, double(microseconds.constLast()) / 1'000);
    QCOMPARE(workplace.stop().events, kDeliveries);
}

void TestWebhooks::theTopicsThatWereSubscribedAreKept()
{
    const QString shop = DemoWorkspace::shopName();
    WebhookWorkplace workplace;
    SystemClock clock;
    ShopSettings plain;
    plain.seesTls = false;
    plain.rights = ShopSettings::KeyRights::ReadWrite;
    ShopSimulator ownShop(plain);
    SimulatorServer server(clock);
    server.route(u"/wp-json"_s, ownShop);
    QVERIFY(server.listen());
    Json settings = *QCoro::waitFor(workplace.api->integrationSettings(shop));
    settings.set(u"base_url"_s, server.baseUrl().toString());
    QVERIFY(QCoro::waitFor(workplace.api->editIntegration(shop, settings)));
    const auto summary = [&workplace, &shop] {
        const QList<WebhookSummary> all = QCoro::waitFor(workplace.api->webhooks()).value();
        return *std::ranges::find(all, shop, &WebhookSummary::integration);
    };
    QVERIFY(summary().topics.isEmpty());
    const auto enabled
        = QCoro::waitFor(workplace.api->enableWebhooks({shop, u"https://hooks.example.com"_s, {}, false}));
    QVERIFY2(enabled, qPrintable(enabled ? QString() : enabled.error().message));
    QStringList created = enabled->created;
    QStringList topics = summary().topics;
    created.sort();
    topics.sort();
    QCOMPARE(topics, created);
    for (const QString &topic :
        {u"order.created"_s, u"order.updated"_s, u"order.deleted"_s, u"product.updated"_s})
        QVERIFY2(topics.contains(topic), qPrintable(topic));
    workplace.api.reset();
    workplace.open();
    topics = summary().topics;
    topics.sort();
    QCOMPARE(topics, created); // also by the next program
    QVERIFY(QCoro::waitFor(workplace.api->enableWebhooks(
        {shop, u"https://hooks.example.com"_s, WebhookWorkplace::secret(), true})));
    QVERIFY(summary().topics.isEmpty()); // a person chooses them now
}

void TestWebhooks::anOrderDeletedAtTheShopIsSettledAtOnce()
{
    const QString shop = DemoWorkspace::shopName();
    WebhookWorkplace workplace;
    SystemClock clock;
    ShopSettings plain;
    plain.seesTls = false;
    ShopSimulator ownShop(plain);
    SimulatorServer server(clock);
    server.route(u"/wp-json"_s, ownShop);
    QVERIFY(server.listen());
    ShopPlan plan;
    plan.orders = 10;
    ownShop.addGenerated(std::make_unique<ShopGenerator>(plan));
    Json settings = *QCoro::waitFor(workplace.api->integrationSettings(shop));
    settings.set(u"base_url"_s, server.baseUrl().toString());
    QVERIFY(QCoro::waitFor(workplace.api->editIntegration(shop, settings)));
    workplace.enable(shop);
    const QString id = workplace.orderIds().value(0);
    RunRequest request;
    request.stream = DemoWorkspace::streamName();
    QVERIFY(QCoro::waitFor(workplace.api->run(request)));
    ownShop.deleteOrder(id.toLongLong());
    workplace.start();
    const QSignalSpy finished(workplace.api.get(), &SyncApi::runFinished);
    QCOMPARE(workplace.deliver(u"order.deleted"_s, "{\"id\":" + id.toLatin1() + '}'), 200);
    QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, kLongest);
    const auto summary = finished.first().first().value<RunSummary>();
    QCOMPARE(summary.run.trigger, u"webhook"_s);
    HistoryFilter filter;
    filter.runId = summary.run.id;
    const auto records = QCoro::waitFor(workplace.api->records(filter, kNewest, 100));
    QCOMPARE(records->size(), 1);
    QCOMPARE(records->first().action, u"deleted"_s);
    QCOMPARE(records->first().sourceId, id);
    QTRY_COMPARE(workplace.counts().census, 0);
}

void TestWebhooks::theCommandLineReceives()
{
    const CommandLineProfile profile;
    SimulatorProgram simulator({u"--orders"_s, u"5"_s});
    QVERIFY(profile.connectTo(simulator.greeting()));
    const ProgramCall enabled
        = profile.run({u"webhooks"_s, u"enable"_s, u"Shop"_s, u"--url"_s, u"https://hooks.example.com"_s,
                          u"--secret-file"_s, u"-"_s, u"--by-hand"_s},
            WebhookWorkplace::secret());
    QVERIFY2(enabled.exitCode == 0, enabled.error.constData());
    QVERIFY(!(enabled.out + enabled.error + enabled.commandLine).contains(WebhookWorkplace::secret()));
    const Json planned = profile.json({u"plan"_s, u"orders"_s});
    QString id;
    for (const Json &change : planned[u"changes"].array()) {
        if (change[u"purpose"].string() == u"document" && change[u"action"].string() == u"create")
            id = change[u"source_id"].string();
    }
    QProcess receiver;
    receiver.start(
        QStringLiteral(UDSYNC), QStringList{u"webhooks"_s, u"listen"_s, u"--json"_s} + profile.arguments());
    QVERIFY(receiver.waitForReadyRead(kLongest));
    const Json state = *Json::parse(receiver.readLine());
    const QUrl local(state[u"integrations"].array().first()[u"local_url"].string());
    QCOMPARE(local.host(), u"127.0.0.1"_s);
    const QByteArray body = orderBody(id.isEmpty() ? u"1"_s : id);
    RawClient client(quint16(local.port()));
    const QByteArray headers = shopHeaders(u"order.created"_s, genuine(body));
    QCOMPARE(client.exchange(rawRequest("POST", local.path().toLatin1(), body, headers)).status, 200);
    receiver.closeWriteChannel();
    QVERIFY(receiver.waitForFinished(kLongest));
    QCOMPARE(receiver.exitCode(), 0);
    QVERIFY(receiver.readAllStandardError().contains("Deliveries: 1. New events: 1"));
    const Json listed = profile.json({u"webhooks"_s, u"list"_s})[u"webhooks"];
    QVERIFY(std::ranges::any_of(listed.array(), [](const Json &row) {
        return row[u"integration"].string() == u"Shop" && row[u"enabled"].boolean()
            && !row[u"last_event"].isNull();
    }));
    const ProgramCall off = profile.run({u"webhooks"_s, u"repair"_s, u"Books"_s});
    QCOMPARE(off.exitCode, 4);
}

QTEST_GUILESS_MAIN(TestWebhooks)
#include "tst_webhooks.moc"
