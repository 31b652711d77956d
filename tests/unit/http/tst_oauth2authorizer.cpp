#include "engine/core/taskscope.h"
#include "engine/http/httpclient.h"
#include "engine/http/httperrors.h"
#include "engine/http/oauth2authorizer.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/virtualclock.h"
#include "tests/unit/http/functiontransport.h"

#include <QFile>
#include <QTest>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(ErrorKind)

namespace {

QByteArray recorded(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/quickbooks/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("recorded answer %s is missing", qPrintable(name));
    return file.readAll();
}

const QString kOldAccess = u"eyExampleHeader.eyExampleAccessToken0001.ExampleSignature"_s;
const QString kNewAccess = u"eyExampleHeader.eyExampleAccessToken0003.ExampleSignature"_s;
const QString kOldRefresh = u"RT1-000-H0-1780000000exampleRefresh0001"_s;
const QString kNewRefresh = u"RT1-001-H0-1780086400exampleRefresh0002"_s;
const QUrl kTokenUrl(u"https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"_s);
const QUrl kApi(u"https://quickbooks.api.intuit.com/v3/company/1/query"_s);

struct Fixture {
    VirtualClock clock{QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC)};
    FunctionTransport transport{clock};
    OAuth2Settings settings;
    QList<Json> stored;
    QStringList events; ///< "token", "stored", "api <credential>"
    Result<void> storeOutcome;
    Result<HttpResponse> tokenAnswer = HttpResponse{200, {}, recorded(u"oauth-token-refresh-rotated.json"_s)};
    QString acceptedAccess; ///< the API says 401 to others; empty = accepts all

    Fixture()
    {
        settings.clientId = u"ABexampleClientId0001"_s;
        settings.clientSecret = u"exampleClientSecret0001"_s;
        settings.tokenUrl = kTokenUrl;
        settings.accessToken = kOldAccess;
        settings.refreshToken = kOldRefresh;
        settings.accessExpiresUtc = clock.nowUtc().addSecs(3600);
        settings.origin = QUrl(u"https://quickbooks.api.intuit.com"_s);
        transport.answer = [this](const HttpRequest &request) { return answer(request); };
    }
    OAuth2Authorizer authorizer()
    {
        return OAuth2Authorizer(
            settings, transport, clock, [this](Json secrets) { return keep(std::move(secrets)); });
    }
    int tokenRequests() const { return int(events.count(u"token"_s)); }

private:
    Result<HttpResponse> answer(const HttpRequest &request)
    {
        if (request.url == kTokenUrl) {
            events.append(u"token"_s);
            return tokenAnswer;
        }
        const QByteArray credential = headerValue(request.headers, "Authorization").value_or("");
        events.append(u"api "_s + QString::fromLatin1(credential));
        const bool accepted = acceptedAccess.isEmpty() || credential == "Bearer " + acceptedAccess.toLatin1();
        return HttpResponse{accepted ? 200 : 401, {}, "{}"};
    }
    QCoro::Task<Result<void>> keep(Json secrets)
    {
        co_await clock.sleepFor(5ms, {});
        if (storeOutcome) {
            stored.append(secrets);
            events.append(u"stored"_s);
        }
        Result<void> outcome = storeOutcome;
        co_return outcome;
    }
};

HttpRequest apiRequest()
{
    HttpRequest request;
    request.url = kApi;
    return request;
}

QByteArray credentialIn(const Result<HttpRequest> &request)
{
    return request ? headerValue(request->headers, "Authorization").value_or("") : QByteArray("none");
}

} // namespace

class TestOAuth2Authorizer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void freshTokenIsUsedAsItIs()
    {
        Fixture fixture;
        OAuth2Authorizer authorizer = fixture.authorizer();
        const auto request = fixture.clock.run(authorizer.authorized(apiRequest(), {}));
        QCOMPARE(credentialIn(request), "Bearer " + kOldAccess.toLatin1());
        QCOMPARE(fixture.tokenRequests(), 0);
    }
    void tokenStaysAtItsOrigin()
    {
        Fixture fixture;
        OAuth2Authorizer authorizer = fixture.authorizer();
        HttpRequest request = apiRequest();
        request.url.setHost(u"quickbooks.api.evil.example"_s);
        const auto refused = fixture.clock.run(authorizer.authorized(request, {}));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, u"http.foreignOrigin"_s);
    }
    void refreshesFiveMinutesBeforeExpiry_data()
    {
        QTest::addColumn<int>("secondsLeft");
        QTest::addColumn<int>("tokenRequests");
        QTest::newRow("an hour left") << 3600 << 0;
        QTest::newRow("just over five minutes left") << 301 << 0;
        QTest::newRow("five minutes left") << 300 << 1;
        QTest::newRow("expired") << -10 << 1;
    }
    void refreshesFiveMinutesBeforeExpiry()
    {
        QFETCH(int, secondsLeft);
        QFETCH(int, tokenRequests);
        Fixture fixture;
        fixture.settings.accessExpiresUtc = fixture.clock.nowUtc().addSecs(secondsLeft);
        OAuth2Authorizer authorizer = fixture.authorizer();
        QVERIFY(fixture.clock.run(authorizer.authorized(apiRequest(), {})));
        QVERIFY(fixture.clock.run(authorizer.authorized(apiRequest(), {})));
        QCOMPARE(fixture.tokenRequests(), tokenRequests);
    }
    void asksForTokensAsDocumented()
    {
        Fixture fixture;
        OAuth2Authorizer authorizer = fixture.authorizer();
        const auto renewed = fixture.clock.run(authorizer.renew({}));
        QVERIFY(renewed && *renewed);
        const Json sample = *Json::parse(recorded(u"oauth-redirects.json"_s));
        const Json &expected = sample[u"refresh_request"];
        const HttpRequest &sent = fixture.transport.requests.constFirst();
        QCOMPARE(sent.verb, QByteArray("POST"));
        QCOMPARE(sent.url, kTokenUrl);
        for (const JsonMember &header : expected[u"headers"].object())
            QCOMPARE(headerValue(sent.headers, header.name.toLatin1()).value_or(""),
                header.value.string().toLatin1());
        QCOMPARE(sent.body, "grant_type=refresh_token&refresh_token=" + kOldRefresh.toLatin1());
    }
    void refreshTokenIsEncodedInTheForm()
    {
        Fixture fixture;
        fixture.settings.refreshToken = u"a+b&c=d/e"_s;
        OAuth2Authorizer authorizer = fixture.authorizer();
        QVERIFY(fixture.clock.run(authorizer.renew({})));
        QCOMPARE(fixture.transport.requests.constFirst().body,
            QByteArray("grant_type=refresh_token&refresh_token=a%2Bb%26c%3Dd%2Fe"));
    }
    void newPairIsStoredBeforeItIsUsed()
    {
        Fixture fixture;
        fixture.acceptedAccess = kNewAccess;
        OAuth2Authorizer authorizer = fixture.authorizer();
        RateLimiter limiter({}, fixture.clock);
        CircuitBreaker breaker(fixture.clock);
        SeededRandom random(1);
        HttpClient client({fixture.transport, authorizer, limiter, breaker, fixture.clock, random});
        HttpQuery query;
        query.url = kApi;
        const auto answer = fixture.clock.run(client.read(query, {}));
        QCOMPARE(answer->status, 200);
        QCOMPARE(fixture.events,
            QStringList(
                {u"api Bearer "_s + kOldAccess, u"token"_s, u"stored"_s, u"api Bearer "_s + kNewAccess}));
        const Json &secrets = fixture.stored.constFirst();
        QCOMPARE(secrets[u"access_token"].string(), kNewAccess);
        QCOMPARE(secrets[u"refresh_token"].string(), kNewRefresh);
        const QDateTime expires = QDateTime::fromString(secrets[u"access_expires_utc"].string(), Qt::ISODate);
        QCOMPARE(fixture.clock.nowUtc().secsTo(expires) / 60, 59);
        const QDateTime lastDay
            = QDateTime::fromString(secrets[u"refresh_expires_utc"].string(), Qt::ISODate);
        QCOMPARE(fixture.clock.nowUtc().daysTo(lastDay), 100);
    }
    void twentyUnauthorizedAnswersMakeOneRefresh()
    {
        Fixture fixture;
        fixture.acceptedAccess = kNewAccess;
        OAuth2Authorizer authorizer = fixture.authorizer();
        RateLimiter limiter({}, fixture.clock);
        CircuitBreaker breaker(fixture.clock);
        SeededRandom random(1);
        HttpClient client({fixture.transport, authorizer, limiter, breaker, fixture.clock, random});
        std::vector<QCoro::Task<Result<HttpResponse>>> running;
        for (int i = 0; i < 20; ++i) {
            HttpQuery query;
            query.url = kApi;
            running.push_back(client.read(query, {}));
            fixture.clock.pass(std::chrono::milliseconds(i)); // answers before, during and after the refresh
        }
        for (auto &task : running) {
            const auto answer = fixture.clock.run(task);
            QVERIFY(answer);
            QCOMPARE(answer->status, 200);
        }
        QCOMPARE(fixture.tokenRequests(), 1);
        QCOMPARE(fixture.stored.size(), 1);
    }
    void allCallersLearnThatTheConnectionIsDead()
    {
        Fixture fixture;
        fixture.tokenAnswer = HttpResponse{400, {}, recorded(u"oauth-error-invalid-grant-refresh.json"_s)};
        OAuth2Authorizer authorizer = fixture.authorizer();
        std::vector<QCoro::Task<Result<bool>>> running;
        for (int i = 0; i < 20; ++i)
            running.push_back(authorizer.renew({}));
        for (auto &task : running) {
            const auto renewed = fixture.clock.run(task);
            QVERIFY(!renewed);
            QCOMPARE(renewed.error().code, u"oauth.revoked"_s);
        }
        QCOMPARE(fixture.tokenRequests(), 1);
    }
    void aKnownEndTellsExpiredFromWithdrawn()
    {
        Fixture fixture;
        fixture.settings.refreshExpiresUtc = fixture.clock.nowUtc();
        fixture.tokenAnswer = HttpResponse{400, {}, recorded(u"oauth-error-invalid-grant-refresh.json"_s)};
        OAuth2Authorizer authorizer = fixture.authorizer();
        const auto renewed = fixture.clock.run(authorizer.renew({}));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, u"oauth.expired"_s);
    }
    void withoutAStoreNothingIsRenewed()
    {
        Fixture fixture;
        fixture.settings.accessExpiresUtc = fixture.clock.nowUtc().addSecs(-10);
        OAuth2Authorizer authorizer(fixture.settings, fixture.transport, fixture.clock, {});
        const auto request = fixture.clock.run(authorizer.authorized(apiRequest(), {}));
        QCOMPARE(credentialIn(request), "Bearer " + kOldAccess.toLatin1());
        const auto renewed = fixture.clock.run(authorizer.renew({}));
        QVERIFY(renewed && !*renewed);
        QCOMPARE(fixture.tokenRequests(), 0);
    }
    void theHardEndOfTheConnectionIsKept()
    {
        Fixture fixture;
        fixture.tokenAnswer = HttpResponse{200, {}, recorded(u"oauth-token-refresh-with-hard-expiry.json"_s)};
        OAuth2Authorizer authorizer = fixture.authorizer();
        QVERIFY(fixture.clock.run(authorizer.renew({})));
        const Json &secrets = fixture.stored.constFirst();
        const auto hard = oauthTime(secrets, u"refresh_hard_expires_utc");
        QVERIFY(hard);
        QVERIFY(*hard > *oauthTime(secrets, u"refresh_expires_utc"));
        QCOMPARE(oauthLastDay(secrets), oauthTime(secrets, u"refresh_expires_utc"));
        const HttpRequest &sent = fixture.transport.requests.constFirst();
        QCOMPARE(headerValue(sent.headers, "x-include-refresh-token-hard-expires-in").value_or(""),
            QByteArray("true"));
    }
    void oneCallersCancellationDoesNotEndTheRefresh()
    {
        Fixture fixture;
        OAuth2Authorizer authorizer = fixture.authorizer();
        std::stop_source stop;
        auto first = authorizer.renew(stop.get_token());
        auto second = authorizer.renew({});
        fixture.clock.pass(1ms);
        stop.request_stop();
        const auto renewed = fixture.clock.run(second);
        QVERIFY(renewed && *renewed);
        QVERIFY(fixture.clock.run(first));
        QCOMPARE(fixture.tokenRequests(), 1);
        QCOMPARE(fixture.stored.size(), 1);
    }
    void failures_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<ErrorKind>("kind");
        QTest::addColumn<QString>("code");
        QTest::newRow("refresh token dead") << 400 << recorded(u"oauth-error-invalid-grant-refresh.json"_s)
                                            << ErrorKind::Authentication << u"oauth.revoked"_s;
        QTest::newRow("wrong keys") << 401 << recorded(u"oauth-error-invalid-client.json"_s)
                                    << ErrorKind::Authentication << u"oauth.client"_s;
        QTest::newRow("other refusal") << 400 << QByteArray("{\"error\":\"unsupported_grant_type\"}")
                                       << ErrorKind::Authentication << u"oauth.refused"_s;
        QTest::newRow("throttled") << 429 << QByteArray() << ErrorKind::Network << u"oauth.unavailable"_s;
        QTest::newRow("down") << 503 << QByteArray("<html>") << ErrorKind::Network << u"oauth.unavailable"_s;
        QTest::newRow("login page of a captive portal")
            << 200 << QByteArray("<html>") << ErrorKind::Network << u"oauth.unavailable"_s;
        QTest::newRow("answer without a token")
            << 200 << QByteArray("{}") << ErrorKind::Network << u"oauth.unavailable"_s;
    }
    void failures()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(ErrorKind, kind);
        QFETCH(QString, code);
        Fixture fixture;
        fixture.tokenAnswer = HttpResponse{status, {}, body};
        OAuth2Authorizer authorizer = fixture.authorizer();
        const auto renewed = fixture.clock.run(authorizer.renew({}));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().kind, kind);
        QCOMPARE(renewed.error().code, code);
        QVERIFY(fixture.stored.isEmpty());
        QVERIFY(!renewed.error().detail.contains(u"RT1-"_s));
        fixture.tokenAnswer = HttpResponse{200, {}, recorded(u"oauth-token-refresh-rotated.json"_s)};
        QVERIFY(fixture.clock.run(authorizer.renew({})));
    }
    void lostTokenAnswerIsANetworkError()
    {
        Fixture fixture;
        fixture.tokenAnswer = fail(httpError(HttpFault::Dropped, ErrorKind::Ambiguous, u"oauth"_s));
        OAuth2Authorizer authorizer = fixture.authorizer();
        const auto renewed = fixture.clock.run(authorizer.renew({}));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().kind, ErrorKind::Network);
        QCOMPARE(renewed.error().code, u"http.dropped"_s);
    }
    void tokenThatIsStillGoodIsUsedWhenTheEndpointIsDown()
    {
        Fixture fixture;
        fixture.settings.accessExpiresUtc = fixture.clock.nowUtc().addSecs(120);
        fixture.tokenAnswer = HttpResponse{503, {}, {}};
        OAuth2Authorizer authorizer = fixture.authorizer();
        const auto request = fixture.clock.run(authorizer.authorized(apiRequest(), {}));
        QCOMPARE(credentialIn(request), "Bearer " + kOldAccess.toLatin1());
    }
    void pairThatCouldNotBeStoredIsStoredLaterAndNotAskedForAgain()
    {
        Fixture fixture;
        fixture.storeOutcome = fail(ErrorKind::Internal, u"store.full"_s, u"The disk is full."_s);
        OAuth2Authorizer authorizer = fixture.authorizer();
        const auto renewed = fixture.clock.run(authorizer.renew({}));
        QVERIFY(!renewed);
        QCOMPARE(renewed.error().code, u"store.full"_s);
        const auto meanwhile = fixture.clock.run(authorizer.authorized(apiRequest(), {}));
        QCOMPARE(credentialIn(meanwhile), "Bearer " + kOldAccess.toLatin1());
        fixture.storeOutcome = {};
        QVERIFY(fixture.clock.run(authorizer.renew({})));
        QCOMPARE(fixture.tokenRequests(), 1);
        const auto afterwards = fixture.clock.run(authorizer.authorized(apiRequest(), {}));
        QCOMPARE(credentialIn(afterwards), "Bearer " + kNewAccess.toLatin1());
    }
    void rotatedRefreshTokenIsUsedNextTime()
    {
        Fixture fixture;
        OAuth2Authorizer authorizer = fixture.authorizer();
        QVERIFY(fixture.clock.run(authorizer.renew({})));
        fixture.clock.pass(2h);
        QVERIFY(fixture.clock.run(authorizer.authorized(apiRequest(), {})));
        QCOMPARE(fixture.tokenRequests(), 2);
        QVERIFY(fixture.transport.requests.constLast().body.endsWith(kNewRefresh.toLatin1()));
    }
};

QTEST_GUILESS_MAIN(TestOAuth2Authorizer)
#include "tst_oauth2authorizer.moc"
