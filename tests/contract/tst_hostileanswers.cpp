#include "engine/connectors/connectorfactory.h"
#include "engine/http/circuitbreaker.h"
#include "engine/http/httpclient.h"
#include "engine/http/httptransport.h"
#include "engine/http/ratelimiter.h"
#include "engine/simulators/companyoptions.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/shopsettings.h"
#include "engine/simulators/virtualclock.h"
#include "engine/simulators/warehouseoptions.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Gives the same answer to everything; a fresh access token, where one is asked for, is never given.
class FixedTransport final : public HttpTransport {
public:
    QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token) override
    {
        urls.append(request.url);
        co_return answer;
    }

    HttpResponse answer;
    QList<QUrl> urls;
};

ConnectorSettings goodSettings(const QString &name)
{
    if (name == u"woocommerce"_s) {
        const ShopSettings shop;
        return {Json::object({{u"store_url"_s, u"https://shop.example.test"_s}}),
            Json::object({{u"consumer_key"_s, QString::fromLatin1(shop.consumerKey)},
                {u"consumer_secret"_s, QString::fromLatin1(shop.consumerSecret)}})};
    }
    if (name == u"supabase"_s)
        return {Json::object({{u"project_url"_s, u"https://warehouse.example.test"_s}}),
            Json::object({{u"service_key"_s, WarehouseOptions().secretKey}})};
    const CompanyOptions company;
    return {Json::object({{u"client_id"_s, company.clientId}, {u"realm_id"_s, company.realmId}}),
        Json::object({{u"client_secret"_s, company.clientSecret}, {u"access_token"_s, company.accessToken},
            {u"refresh_token"_s, company.refreshToken}})};
}

/// One connector that talks to a server with one answer only.
struct HostileWorld {
    VirtualClock clock{QDateTime(QDate(2026, 11, 22), QTime(13, 0), Qt::UTC)};
    FixedTransport transport;
    SeededRandom random{1};
    const ConnectorFactory *factory;
    ConnectorSettings settings;
    std::unique_ptr<Authorizer> authorizer;
    RateLimiter limiter{AdmissionLimits{2, {}}, clock};
    CircuitBreaker breaker{clock};
    std::unique_ptr<HttpClient> http;
    std::unique_ptr<ConnectorReader> reader;

    HostileWorld(const QString &name, const HttpResponse &answer)
        : factory(connectorFactory(name))
    {
        transport.answer = answer;
        settings = factory->checked(goodSettings(name)).value();
        authorizer = factory->authorizer(settings, transport, clock, {});
        http = std::make_unique<HttpClient>(
            HttpParts{transport, *authorizer, limiter, breaker, clock, random});
        reader = factory->reader(settings, *http, clock);
    }

    bool showsASecret(const Error &error) const
    {
        const QString text = error.message + error.hint + error.detail + error.field;
        return std::any_of(settings.secrets.object().begin(), settings.secrets.object().end(),
            [&text](const JsonMember &secret) { return text.contains(secret.value.string()); });
    }
};

HttpResponse json(int status, const QByteArray &body)
{
    return {status, {{"Content-Type", "application/json"}}, body};
}

HttpResponse html(int status)
{
    return {
        status, {{"Content-Type", "text/html"}}, "<!DOCTYPE html><html><body>Please log in</body></html>"};
}

QList<QPair<QString, HttpResponse>> hostileAnswers()
{
    return {{u"login page"_s, html(200)}, {u"empty body"_s, json(200, "")}, {u"blanks"_s, json(200, "  \n")},
        {u"cut in the middle"_s, json(200, "[{\"id\":1,\"name\":\"x")},
        {u"cut object"_s, json(200, "{\"QueryResponse\":{\"Invoice\":[{\"Id\":\"1\"")},
        {u"number too large"_s, json(200, "[{\"id\":1e400}]")}, {u"two documents"_s, json(200, "{}{}")},
        {u"bare text"_s, json(200, "\"ok\"")}, {u"half a character"_s, json(200, "[\"\xc3\"]")},
        {u"very deep"_s, json(200, QByteArray(5000, '[') + QByteArray(5000, ']'))},

        {u"redirect"_s, {301, {{"Location", "https://evil.test/"}}, {}}}, {u"firewall"_s, html(403)},
        {u"no such page"_s, html(404)}, {u"program error"_s, html(500)}, {u"gateway"_s, html(502)},
        {u"teapot"_s, html(418)}, {u"error that is no error"_s, json(400, "[]")},
        {u"error in another language"_s, json(400, "{\"a\":1}")}};
}

} // namespace

/// No connector takes a hostile or broken server at its word: nothing is read from such an answer, nothing
/// counts as written, credentials go nowhere else, and a person is told what happened.
class HostileAnswersTest : public QObject {
    Q_OBJECT

private:
    static void everyAnswer()
    {
        QTest::addColumn<QString>("connector");
        QTest::addColumn<HttpResponse>("answer");
        for (const ConnectorFactory *factory : connectorFactories()) {
            const QString name = factory->description().name;
            const QList<QPair<QString, HttpResponse>> answers = hostileAnswers();
            for (const auto &[title, answer] : answers)
                QTest::newRow(qPrintable(name + u": "_s + title)) << name << answer;
        }
    }

private Q_SLOTS:
    void nothingIsReadFromIt_data() { everyAnswer(); }
    void nothingIsReadFromIt()
    {
        QFETCH(const QString, connector);
        QFETCH(const HttpResponse, answer);
        HostileWorld world(connector, answer);
        const QString entity = world.factory->description().entities.first().name;
        QByteArray position;
        std::optional<Error> failure;
        // A reader may first ask for less at once.
        for (int request = 0; request < 12 && !failure; ++request) {
            const auto page = world.clock.run(world.reader->read(entity, {}, position, {}));
            if (!page) {
                failure = page.error();
                break;
            }
            for (const Record &record : page->records)
                QVERIFY(record.unreadable.has_value());
            position = page->position;
            QVERIFY2(!position.isEmpty(), "a broken answer was taken for an empty list");
        }
        QVERIFY(failure.has_value());
        QVERIFY(!failure->code.isEmpty() && !failure->message.isEmpty());
        QVERIFY(!world.showsASecret(*failure));
    }

    void nothingCountsAsWritten_data() { everyAnswer(); }
    void nothingCountsAsWritten()
    {
        QFETCH(const QString, connector);
        QFETCH(const HttpResponse, answer);
        HostileWorld world(connector, answer);
        for (const EntityDescription &entity : world.factory->description().entities) {
            FrozenCall call;
            call.token = u"token-1"_s;
            call.verb = "POST";
            call.path = "/x";
            call.body = "{}";
            Effect effect;
            effect.token = u"token-1"_s;
            effect.entity = entity.name;
            call.effects = {effect};
            const QList<Outcome> outcomes = world.reader->wire().outcomes(call, answer);
            QCOMPARE(outcomes.size(), 1);
            QVERIFY2(outcomes.first().state != Outcome::State::Applied, qPrintable(entity.name));
            QVERIFY(outcomes.first().error.has_value() || outcomes.first().state != Outcome::State::Rejected);
        }
    }

    void credentialsStayAtTheirAddress_data() { everyAnswer(); }
    void credentialsStayAtTheirAddress()
    {
        QFETCH(const QString, connector);
        QFETCH(const HttpResponse, answer);
        HostileWorld world(connector, answer);
        const auto report = world.clock.run(world.reader->verify({}));
        QVERIFY(report.has_value() && !report->passed());
        QVERIFY(!world.showsASecret(*report->error));
        for (const QUrl &url : world.transport.urls)
            QVERIFY2(url.host() != u"evil.test"_s, qPrintable(url.host()));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::HostileAnswersTest)
#include "tst_hostileanswers.moc"
