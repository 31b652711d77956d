// The same injected faults on every platform, over real sockets: each must be explained differently, on the
// rung that names it, and no test may send anything that could change the other side.

#include "engine/connectors/connectionladder.h"
#include "engine/connectors/connectorfactory.h"
#include "engine/core/systemclock.h"
#include "engine/http/qnamtransport.h"
#include "engine/simulators/companysimulator.h"
#include "engine/simulators/shopsimulator.h"
#include "tests/support/scriptedserver.h"

#include <QTcpServer>
#include <QTest>

#include <functional>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

using Rung = ConnectionRung;
using Verdict = VerifyStep::Verdict;

/// A platform behind a server that a fault may bend.
struct World {
    explicit World(const QString &platform, bool withTls = false)
        : factory(connectorFactory(platform))
        , server(withTls ? std::optional(ScriptedServer::serverTls()) : std::nullopt)
        , base(server.url(QString()))
    {
        server.setScript([this](const HttpRequest &request) { return reply(request); });
    }
    [[nodiscard]] bool isShop() const { return factory->description().name == "woocommerce"_L1; }
    [[nodiscard]] SimulatedPlatform &platform()
    {
        return isShop() ? static_cast<SimulatedPlatform &>(shop) : company;
    }
    ScriptedReply reply(const HttpRequest &arrived)
    {
        HttpRequest request = arrived;
        request.url = QUrl(base.toString() + arrived.url.toString(QUrl::FullyEncoded));
        if (before)
            before(request);
        HttpResponse answer = platform().answer(request, SystemClock().nowUtc().addSecs(clockError));
        if (after)
            after(request, answer);
        return {ScriptedReply::Action::Answer, answer.status, answer.headers, answer.body};
    }
    [[nodiscard]] ConnectorSettings settings() const
    {
        if (isShop())
            return {Json::object({{u"store_url"_s, base.toString()}}),
                Json::object({{u"consumer_key"_s, QString::fromLatin1(shop.settings().consumerKey)},
                    {u"consumer_secret"_s, QString::fromLatin1(shop.settings().consumerSecret)}})};
        const CompanyOptions options;
        return {Json::object({{u"client_id"_s, options.clientId}, {u"realm_id"_s, realm},
                    {u"environment"_s, u"production"_s}, {u"base_url"_s, base.toString()}}),
            Json::object({{u"client_secret"_s, options.clientSecret},
                {u"access_token"_s, options.accessToken}, {u"refresh_token"_s, options.refreshToken}})};
    }
    [[nodiscard]] VerifyReport tested();

    const ConnectorFactory *factory;
    ScriptedServer server;
    QUrl base;
    ShopSimulator shop;
    CompanySimulator company;
    QString realm = CompanyOptions().realmId;
    int clockError = 0;
    std::function<void(HttpRequest &)> before;
    std::function<void(const HttpRequest &, HttpResponse &)> after;
};

/// Credentials and one attempt, without retries.
class OneTryReader final : public HttpReader {
public:
    OneTryReader(HttpTransport &transport, Authorizer &authorizer)
        : m_transport(transport)
        , m_authorizer(authorizer)
    {
    }
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token stop) override
    {
        HttpRequest request;
        request.url = query.url;
        request.headers = query.headers;
        const auto authorized = co_await m_authorizer.authorized(request, stop);
        if (!authorized)
            co_return fail(authorized.error());
        co_return co_await m_transport.send(*authorized, stop);
    }

private:
    HttpTransport &m_transport;
    Authorizer &m_authorizer;
};

VerifyReport World::tested()
{
    SystemClock clock;
    QnamTransport transport;
    const ConnectorSettings given = settings();
    const auto authorizer = factory->authorizer(given, transport, clock, {});
    OneTryReader http(transport, *authorizer);
    const auto reader = factory->reader(given, http, clock);
    return QCoro::waitFor(reader->verify({})).value();
}

struct Fault {
    const char *name;
    Rung rung;
    Verdict verdict;
    bool withTls = false;
    std::function<void(World &)> inject;
};

quint16 closedPort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

void refuseReading(World &world)
{
    if (world.isShop())
        world.shop.settings().rights = ShopSettings::KeyRights::Write;
    else
        world.realm = u"1234"_s;
}

void makeReadOnly(World &world)
{
    world.after = [&world](const HttpRequest &, HttpResponse &answer) {
        answer.headers.removeIf([](const HttpHeader &header) { return header.name == "Allow"; });
        if (world.isShop())
            answer.headers.append(HttpHeader{"Allow", "GET"});
        else
            answer.body.replace("\"PAID\"", "\"EXPIRED\"");
    };
}

void makeOld(World &world)
{
    world.shop.settings().version = u"6.9.4"_s;
    if (!world.isShop())
        world.after = [](const HttpRequest &, HttpResponse &answer) {
            answer.body.replace("QuickBooks Online Plus", "QuickBooks Online Simple Start");
        };
}

QList<Fault> faults()
{
    return {
        {"name that cannot be resolved", Rung::Dns, Verdict::Failed, false,
            [](World &world) { world.base = QUrl(u"https://no-such-host.invalid"_s); }},
        {"refused port", Rung::Reachability, Verdict::Failed, false,
            [](World &world) { world.base.setPort(closedPort()); }},
        {"certificate that nobody trusts", Rung::Tls, Verdict::Failed, true, [](World &) {}},
        {"redirect to another host", Rung::Redirect, Verdict::Failed, false,
            [](World &world) {
                world.after = [](const HttpRequest &, HttpResponse &answer) {
                    answer = {302, {{"Location", "https://login.example/portal"}}, {}};
                };
            }},
        {"stripped Authorization header", Rung::Authorization, Verdict::Failed, false,
            [](World &world) {
                world.before = [](HttpRequest &request) {
                    request.headers.removeIf(
                        [](const HttpHeader &header) { return header.name.toLower() == "authorization"; });
                };
            }},
        {"web page instead of JSON", Rung::Answer, Verdict::Failed, false,
            [](World &world) {
                world.after = [](const HttpRequest &, HttpResponse &answer) {
                    answer = {200, {{"Content-Type", "text/html"}}, "<html><body>Log in</body></html>"};
                };
            }},
        {"clock off by ten minutes", Rung::ClockDifference, Verdict::Warning, false,
            [](World &world) { world.clockError = 600; }},
        {"no permission to read", Rung::ReadPermission, Verdict::Failed, false, refuseReading},
        {"read only", Rung::WritePermission, Verdict::Warning, false, makeReadOnly},
        {"too old or too small a version", Rung::Version, Verdict::Warning, false, makeOld},
    };
}

QStringList platforms()
{
    return {u"woocommerce"_s, u"quickbooks"_s};
}

} // namespace

class TestConnectionFaults : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachFaultTurnsItsRung_data();
    void eachFaultTurnsItsRung();
    void everyFaultIsExplainedDifferently_data();
    void everyFaultIsExplainedDifferently();
    void aTestSendsNothingThatChangesAnything_data() { everyFaultIsExplainedDifferently_data(); }
    void aTestSendsNothingThatChangesAnything();
};

void TestConnectionFaults::eachFaultTurnsItsRung_data()
{
    QTest::addColumn<QString>("platform");
    QTest::addColumn<int>("number");
    for (const QString &platform : platforms()) {
        for (int number = 0; number < faults().size(); ++number)
            QTest::addRow("%s: %s", qPrintable(platform), faults().at(number).name) << platform << number;
    }
}

void TestConnectionFaults::eachFaultTurnsItsRung()
{
    QFETCH(QString, platform);
    QFETCH(int, number);
    const Fault fault = faults().at(number);
    World world(platform, fault.withTls);
    fault.inject(world);
    const VerifyReport report = world.tested();
    QCOMPARE(report.steps.size(), 11);
    const VerifyStep step = report.steps.at(int(fault.rung));
    const QByteArray seen = (step.finding + u" / "_s + step.advice + u" / "_s
        + (report.error ? report.error->code + report.error->detail : QString()))
                                .toUtf8();
    QVERIFY2(step.verdict == fault.verdict, seen.constData());
    QVERIFY2(!step.finding.isEmpty() && !step.advice.isEmpty(), seen.constData());
    QCOMPARE(report.passed(), fault.verdict == Verdict::Warning);
    for (const VerifyStep &other : report.steps)
        QVERIFY(other.name == step.name || other.verdict != Verdict::Failed);
}

void TestConnectionFaults::everyFaultIsExplainedDifferently_data()
{
    QTest::addColumn<QString>("platform");
    for (const QString &platform : platforms())
        QTest::newRow(qPrintable(platform)) << platform;
}

void TestConnectionFaults::everyFaultIsExplainedDifferently()
{
    QFETCH(QString, platform);
    QSet<QString> explanations;
    QSet<QString> advice;
    for (const Fault &fault : faults()) {
        World world(platform, fault.withTls);
        fault.inject(world);
        const VerifyStep step = world.tested().steps.at(int(fault.rung));
        explanations.insert(step.finding);
        advice.insert(step.finding + step.advice);
    }
    QCOMPARE(explanations.size(), faults().size());
    QCOMPARE(advice.size(), faults().size());
}

void TestConnectionFaults::aTestSendsNothingThatChangesAnything()
{
    QFETCH(QString, platform);
    World world(platform);
    const VerifyReport report = world.tested();
    QVERIFY(report.passed());
    QVERIFY(!report.accountName.isEmpty());
    QCOMPARE(world.platform().unsafeRequests(), 0);
    QVERIFY(world.platform().ledger().isEmpty());
    for (const HttpRequest &request : world.server.requests())
        QCOMPARE(request.verb, QByteArray("GET"));
}

QTEST_GUILESS_MAIN(TestConnectionFaults)
#include "tst_connectionfaults.moc"
