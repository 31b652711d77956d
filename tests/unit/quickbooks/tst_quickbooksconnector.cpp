#include "engine/connectors/quickbooks/quickbooksfactory.h"
#include "engine/connectors/quickbooks/quickbooksfacts.h"
#include "engine/http/httptransport.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"
#include "tests/unit/quickbooks/directcompany.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QCoroTask>
#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;
using Verdict = VerifyStep::Verdict;

namespace {

QCoro::Task<Result<void>> keep(Json &target, Json secrets)
{
    target = std::move(secrets);
    co_return Result<void>();
}

Effect create(const QString &entity, const Json &payload, const QString &token)
{
    return {token, entity, Operation::Create, payload, {}, {}};
}

} // namespace

/// Reader, sender and factory against the make-believe company.
class TestQuickBooksConnector : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void describesItself();
    void checksSettings_data();
    void checksSettings();
    void knowsTheHosts();

    void findsCustomersOfAnyCase();
    void findsMoreThanOnePage();
    void readsAWindowInPages();
    void readsById();
    void learnsTheFacts();
    void tellsTaxModels_data();
    void tellsTaxModels();
    void climbsTheWholeLadder();
    void stopsAtTheFailedRung_data();
    void stopsAtTheFailedRung();

    void sendsABatchOnce();
    void updatesAndVoids();
    void adoptsNothingThatIsNotOurs();
    void renewsItsTokens();

private:
    [[nodiscard]] QList<Outcome> sent(const QList<Effect> &effects, const QString &token = u"call"_s)
    {
        const FrozenCall call = m_reader->wire().freeze(effects, token).value();
        return QCoro::waitFor(m_sender->send(call, {}));
    }

    QuickBooksFactory m_factory;
    ConnectorSettings m_settings;
    std::unique_ptr<CompanyFixture> m_fixture;
    std::unique_ptr<DirectHttp> m_http;
    std::unique_ptr<FixedClock> m_clock;
    std::unique_ptr<ConnectorReader> m_reader;
    std::unique_ptr<ConnectorSender> m_sender;
};

void TestQuickBooksConnector::init()
{
    CompanyOptions options;
    options.enforceLimits = false;
    m_settings = m_factory.checked(companySettings()).value();
    m_fixture = std::make_unique<CompanyFixture>(options);
    m_http = std::make_unique<DirectHttp>(*m_fixture);
    m_clock = std::make_unique<FixedClock>(m_fixture->now);
    m_reader = m_factory.reader(m_settings, *m_http, *m_clock);
    m_sender = m_factory.sender(m_settings, *m_http);
}

void TestQuickBooksConnector::describesItself()
{
    const ConnectorDescription &description = m_factory.description();
    QCOMPARE(description.name, u"quickbooks"_s);
    const QList<RateWindow> windows{{RateWindow::Counts::Requests, std::chrono::minutes(1), 450},
        {RateWindow::Counts::Requests, std::chrono::seconds(1), 10},
        {RateWindow::Counts::Batches, std::chrono::minutes(1), 40}};
    QCOMPARE(description.limits, (RateLimits{windows, 10, 30}));
    QVERIFY(description.hasIdempotencyToken);
    QVERIFY(description.entity(u"SalesReceipt")->batchable);
    QVERIFY(!description.entity(u"Payment")->batchable);
    QVERIFY(!description.entity(u"CreditMemo")->voidable);
    for (const FormField &field : description.form) {
        const bool isSecret = field.key.endsWith(u"_token"_s) || field.key.endsWith(u"_secret"_s);
        QCOMPARE(field.kind == FormField::Kind::Secret, isSecret);
    }
}

void TestQuickBooksConnector::checksSettings_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("isFine");
    QTest::newRow("as given") << u"client_id"_s << u"abc"_s << true;
    QTest::newRow("client id missing") << u"client_id"_s << u"  "_s << false;
    QTest::newRow("company id with letters") << u"realm_id"_s << u"12a"_s << false;
    QTest::newRow("sandbox") << u"environment"_s << u"sandbox"_s << true;
    QTest::newRow("unknown environment") << u"environment"_s << u"staging"_s << false;
    QTest::newRow("plain http elsewhere") << u"base_url"_s << u"http://example.com"_s << false;
    QTest::newRow("https elsewhere") << u"base_url"_s << u"https://proxy.example.com/qbo"_s << true;
    QTest::newRow("plain http here") << u"base_url"_s << u"http://localhost:8080"_s << true;
    QTest::newRow("user in the address") << u"base_url"_s << u"https://a:b@example.com"_s << false;
    QTest::newRow("tokens over plain http") << u"token_url"_s << u"http://example.com/token"_s << false;
}

void TestQuickBooksConnector::checksSettings()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, isFine);
    ConnectorSettings given = companySettings();
    given.values.set(key, value);
    const Result<ConnectorSettings> checked = m_factory.checked(given);
    QCOMPARE(checked.has_value(), isFine);
    if (!isFine) {
        QCOMPARE(checked.error().kind, ErrorKind::Configuration);
        QCOMPARE(checked.error().field, key);
    }
}

void TestQuickBooksConnector::knowsTheHosts()
{
    ConnectorSettings given = companySettings();
    given.values.remove(u"base_url");
    QCOMPARE(
        m_factory.baseUrl(m_factory.checked(given).value()), QUrl(u"https://quickbooks.api.intuit.com"_s));
    given.values.set(u"environment"_s, u"sandbox"_s);
    QCOMPARE(m_factory.baseUrl(m_factory.checked(given).value()),
        QUrl(u"https://sandbox-quickbooks.api.intuit.com"_s));
    QCOMPARE(m_factory.baseUrl(m_settings), QUrl(u"http://127.0.0.1:9"_s));
}

void TestQuickBooksConnector::findsCustomersOfAnyCase()
{
    const QString id = m_fixture->customer(u"O'Rourke \\ Daughters"_s);
    const LookUp lookUp{u"Customer"_s, u"DisplayName"_s, {u"o'rourke \\ daughters"_s, u"nobody"_s}};
    const Result<QList<Record>> found = QCoro::waitFor(m_reader->find(lookUp, {}));
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    const Record &record = found->first();
    QCOMPARE(record.id, id);
    QCOMPARE(record.number, u"O'Rourke \\ Daughters"_s);
    QCOMPARE(record.version, u"0"_s);
    QVERIFY(qAbs(record.modifiedUtc.secsTo(m_fixture->now)) <= 2);
    QCOMPARE(record.contentHash.size(), 64);
    QCOMPARE(m_reader->wire().keyText(u"Customer"_s, u"DisplayName"_s, record.document), record.number);
    QCOMPARE(m_fixture->company.unsafeRequests(), 1);
}

void TestQuickBooksConnector::findsMoreThanOnePage()
{
    const QString customer = m_fixture->customer(u"Ada"_s);
    const Json payment = Json::object({{u"CustomerRef"_s, reference(customer)}, {u"TotalAmt"_s, 1}});
    for (int i = 0; i < 1001; ++i)
        QVERIFY(m_fixture->company.enter(u"Payment"_s, payment, m_fixture->now));
    m_http->statements.clear();
    const LookUp lookUp{u"Payment"_s, u"CustomerRef"_s, {customer}};
    const Result<QList<Record>> found = QCoro::waitFor(m_reader->find(lookUp, {}));
    QVERIFY(found);
    QCOMPARE(found->size(), 1001);
    QCOMPARE(m_http->statements.size(), 2);
    QVERIFY(m_http->statements.last().contains("startposition 1001"));
}

void TestQuickBooksConnector::readsAWindowInPages()
{
    QSet<QString> expected;
    for (int i = 0; i < 2500; ++i) {
        const Json body = Json::object({{u"DisplayName"_s, u"Customer %1"_s.arg(i)}});
        const QDateTime when = m_fixture->now.addSecs(i < 1300 ? 0 : i);
        expected.insert(m_fixture->company.enter(u"Customer"_s, body, when).value());
    }
    QSet<QString> seen;
    QByteArray position;
    int pages = 0;
    do {
        const Result<RecordPage> page = QCoro::waitFor(m_reader->read(u"Customer"_s, {}, position, {}));
        QVERIFY(page);
        for (const Record &record : page->records)
            seen.insert(record.id);
        position = page->position;
        QCOMPARE(page->serverTimeUtc, m_fixture->now);
        QVERIFY(++pages < 10);
    } while (!position.isEmpty());
    QCOMPARE(seen, expected);
}

void TestQuickBooksConnector::readsById()
{
    const QString id = m_fixture->customer(u"Ada"_s);
    ReadWindow window;
    window.ids = {id};
    const Result<RecordPage> page = QCoro::waitFor(m_reader->read(u"Customer"_s, window, {}, {}));
    QVERIFY(page);
    QCOMPARE(page->records.size(), 1);
    QVERIFY(page->position.isEmpty());
}

void TestQuickBooksConnector::learnsTheFacts()
{
    const Result<Json> facts = QCoro::waitFor(m_reader->facts({}));
    QVERIFY(facts);
    QCOMPARE(m_http->addresses.first(),
        QUrl(
            u"http://127.0.0.1:9/v3/company/9341453000000101/companyinfo/9341453000000101?minorversion=75"_s));
    QCOMPARE(m_fixture->company.requests(), 9);
    QCOMPARE(m_fixture->company.unsafeRequests(), 0);
    QCOMPARE((*facts)[u"company"][u"name"].string(), u"Harbor Lane Outfitters"_s);
    QCOMPARE((*facts)[u"company"][u"country"].string(), u"US"_s);
    QCOMPARE((*facts)[u"homeCurrency"].string(), u"USD"_s);
    QCOMPARE((*facts)[u"taxModel"].string(), u"us-automated"_s);
    QVERIFY((*facts)[u"customTxnNumbers"].boolean());
    QVERIFY((*facts)[u"allowShipping"].boolean());
    QCOMPARE((*facts)[u"accounts"][u"discount"].array().at(0)[u"id"].string(), u"86"_s);
    QCOMPARE((*facts)[u"accounts"][u"undeposited"].array().at(0)[u"id"].string(), u"4"_s);
    QCOMPARE((*facts)[u"accounts"][u"income"].array().size(), 3);
    const Json code = (*facts)[u"taxCodes"].array().last();
    QCOMPARE(code[u"id"].string(), u"2"_s);
    QCOMPARE(code[u"rates"].array().at(0),
        Json::object({{u"rateId"_s, u"3"_s}, {u"percent"_s, Decimal::literal("6.5")}}));
    QVERIFY((*facts)[u"paymentMethods"].array().contains(
        Json::object({{u"id"_s, u"8"_s}, {u"name"_s, u"Card gateway"_s}})));
}

void TestQuickBooksConnector::tellsTaxModels_data()
{
    QTest::addColumn<QString>("company");
    QTest::addColumn<QString>("preferences");
    QTest::addColumn<QString>("model");
    QTest::newRow("automated") << u"companyinfo-us.json"_s << u"preferences-us-ast.json"_s
                               << u"us-automated"_s;
    QTest::newRow("manual") << u"companyinfo-us.json"_s << u"preferences-us-manual-tax.json"_s
                            << u"us-manual"_s;
    QTest::newRow("none") << u"companyinfo-us.json"_s << u"preferences-no-shipping-no-tax.json"_s
                          << u"none"_s;
    QTest::newRow("British") << u"companyinfo-gb.json"_s << u"preferences-gb.json"_s << u"other"_s;
}

void TestQuickBooksConnector::tellsTaxModels()
{
    QFETCH(QString, company);
    QFETCH(QString, preferences);
    QFETCH(QString, model);
    QuickBooksFactSources sources;
    sources.companyInfo = recorded(company)[u"CompanyInfo"];
    sources.preferences = recorded(preferences)[u"Preferences"];
    QCOMPARE(quickBooksFacts(sources)[u"taxModel"].string(), model);
}

void TestQuickBooksConnector::climbsTheWholeLadder()
{
    const Result<VerifyReport> report = QCoro::waitFor(m_reader->verify({}));
    QVERIFY(report);
    QVERIFY(report->passed());
    QCOMPARE(report->accountName, u"Harbor Lane Outfitters"_s);
    for (const VerifyStep &step : report->steps)
        QVERIFY2(step.verdict == Verdict::Passed || step.name == u"TLS"_s, qPrintable(step.name));
    QCOMPARE(m_fixture->company.unsafeRequests(), 0);
}

void TestQuickBooksConnector::stopsAtTheFailedRung_data()
{
    using Answer = Result<HttpResponse>;
    QTest::addColumn<Answer>("answer");
    QTest::addColumn<QString>("rung");
    const auto transport = [](const QString &code) { return Answer(fail(ErrorKind::Network, code, u"x"_s)); };
    const auto page = [](int status, const QByteArray &body) {
        return Answer(HttpResponse{status, {}, body});
    };
    QTest::newRow("unknown host") << transport(u"http.host"_s) << u"Name (DNS)"_s;
    QTest::newRow("refused") << transport(u"http.refused"_s) << u"Reachability"_s;
    QTest::newRow("certificate") << transport(u"http.tls"_s) << u"TLS"_s;
    QTest::newRow("redirect") << page(302, {}) << u"Redirect"_s;
    QTest::newRow("token") << page(401, recordedBytes(u"fault-3200-token-expired.json"_s))
                           << u"Authorization arrives"_s;
    QTest::newRow("login page") << page(200, "<html>") << u"JSON answer"_s;
    QTest::newRow("company") << page(403, recordedBytes(u"fault-3100-wrong-company.json"_s))
                             << u"Read permission"_s;
    QTest::newRow("permission") << page(403, recordedBytes(u"fault-5020-permission.json"_s))
                                << u"Read permission"_s;
}

void TestQuickBooksConnector::stopsAtTheFailedRung()
{
    using Answer = Result<HttpResponse>;
    QFETCH(Answer, answer);
    QFETCH(QString, rung);
    m_http->instead = answer;
    const Result<VerifyReport> report = QCoro::waitFor(m_reader->verify({}));
    QVERIFY(report);
    QVERIFY(!report->passed());
    bool isBelow = false;
    for (const VerifyStep &step : report->steps) {
        if (step.name == rung) {
            QCOMPARE(step.verdict, Verdict::Failed);
            QVERIFY(!step.finding.isEmpty());
            isBelow = true;
        } else {
            QVERIFY(step.verdict != Verdict::Failed);
            QVERIFY(!isBelow || step.verdict == Verdict::NotReached);
        }
    }
    QVERIFY(isBelow);
}

void TestQuickBooksConnector::sendsABatchOnce()
{
    QList<Effect> effects;
    for (int i = 0; i < 30; ++i) {
        Json payload = Json::object({{u"DisplayName"_s, u"Customer %1"_s.arg(i)}});
        payload = m_reader->wire().marked(u"Customer"_s, payload, u"woo:customer:%1"_s.arg(i));
        effects.append(create(u"Customer"_s, payload, u"t-%1"_s.arg(i)));
    }
    const QList<Outcome> first = sent(effects);
    QCOMPARE(first.size(), 30);
    for (const Outcome &outcome : first)
        QCOMPARE(outcome.state, Outcome::State::Applied);
    QCOMPARE(sent(effects), first);
    QCOMPARE(m_fixture->company.ledger().size(), 30);
    const LookUp probe = m_reader->wire().probe(effects.first());
    const Result<QList<Record>> found = QCoro::waitFor(m_reader->find(probe, {}));
    QCOMPARE(m_reader->wire().markerOf(u"Customer"_s, found->first().document), u"woo:customer:0"_s);
}

void TestQuickBooksConnector::updatesAndVoids()
{
    const Json sale = Json::object({{u"CustomerRef"_s, reference(m_fixture->customer(u"Ada"_s))},
        {u"DocNumber"_s, u"WC-1"_s}, {u"Line"_s, Json::array({itemLine(u"1"_s, "10")})}});
    const Outcome created = sent({create(u"SalesReceipt"_s, sale, u"t-1"_s)}).first();
    QCOMPARE(created.state, Outcome::State::Applied);
    QCOMPARE(m_reader->wire().totalOf(u"SalesReceipt"_s, created.document), std::optional(Decimal(10)));
    const Json note = Json::object({{u"PrivateNote"_s, u"Seen"_s}});
    const Effect update{u"t-2"_s, u"SalesReceipt"_s, Operation::Update, note, created.remoteId, u"0"_s};
    const Outcome updated = sent({update}).first();
    QCOMPARE(updated.state, Outcome::State::Applied);
    QCOMPARE(updated.remoteVersion, u"1"_s);
    Effect cancel{u"t-3"_s, u"SalesReceipt"_s, Operation::Void, {}, created.remoteId, u"0"_s};
    QCOMPARE(sent({cancel}).first().state, Outcome::State::Stale);
    cancel.token = u"t-4"_s;
    cancel.remoteVersion = u"1"_s;
    const Outcome voided = sent({cancel}).first();
    QCOMPARE(voided.state, Outcome::State::Applied);
    QCOMPARE(m_reader->wire().totalOf(u"SalesReceipt"_s, voided.document), std::optional(Decimal(0)));
}

void TestQuickBooksConnector::adoptsNothingThatIsNotOurs()
{
    const auto customer = [this](const QString &name, const QString &marker) {
        const Json payload = Json::object({{u"DisplayName"_s, name}});
        return create(u"Customer"_s, m_reader->wire().marked(u"Customer"_s, payload, marker), u"t-1"_s);
    };
    QCOMPARE(sent({customer(u"Ada"_s, u"m-1"_s)}).first().state, Outcome::State::Applied);
    // The same token for another record: the company answers with the first one.
    QCOMPARE(sent({customer(u"Bob"_s, u"m-2"_s)}).first().state, Outcome::State::Ambiguous);
    Effect duplicate = customer(u"Ada"_s, u"m-3"_s);
    duplicate.token = u"t-2"_s;
    QCOMPARE(sent({duplicate}).first().state, Outcome::State::Rejected);
}

void TestQuickBooksConnector::renewsItsTokens()
{
    CompanyOptions options;
    options.refreshRotation = std::chrono::seconds(0);
    CompanySimulator company(options);
    VirtualClock clock(m_fixture->now);
    SimulatedTransport transport(clock, 1);
    transport.route(QUrl(u"http://127.0.0.1:9"_s), company);
    Json stored;
    const SecretStore store = [&stored](Json secrets) { return keep(stored, std::move(secrets)); };
    const std::unique_ptr<Authorizer> authorizer = m_factory.authorizer(m_settings, transport, clock, store);
    // The first use starts the life of the token that the company began with.
    HttpRequest request;
    request.url = QUrl(u"http://127.0.0.1:9/v3/company/9341453000000101/preferences"_s);
    const Result<HttpRequest> first = clock.run(authorizer->authorized(request, {}));
    QVERIFY(first);
    QCOMPARE(clock.run(transport.send(*first, {}))->status, 200);
    clock.pass(std::chrono::hours(2));
    QCOMPARE(clock.run(transport.send(*first, {}))->status, 401);
    const Result<bool> renewed = clock.run(authorizer->renew({}));
    QVERIFY(renewed);
    QVERIFY(*renewed);
    const Result<HttpRequest> second = clock.run(authorizer->authorized(request, {}));
    QCOMPARE(clock.run(transport.send(*second, {}))->status, 200);
    QCOMPARE(stored[u"refresh_token"].string(), company.oauth().refreshToken());
    QVERIFY(stored[u"refresh_token"].string() != u"simulated-refresh-token"_s);
}

QTEST_GUILESS_MAIN(TestQuickBooksConnector)
#include "tst_quickbooksconnector.moc"
