#include "engine/http/basicauthorizer.h"
#include "engine/http/httpclient.h"
#include "engine/http/httperrors.h"
#include "engine/http/ratelimiter.h"
#include "engine/http/readonlyhttpclient.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/virtualclock.h"
#include "tests/unit/http/functiontransport.h"

#include <QTest>

#include <deque>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(ErrorKind)

namespace {

/// Marks requests with the number of the credential in force; renewing makes the next one.
class CountingAuthorizer final : public Authorizer {
public:
    QCoro::Task<Result<HttpRequest>> authorized(HttpRequest request, std::stop_token) override
    {
        request.headers.append(HttpHeader{"Authorization", QByteArray::number(credential)});
        co_return request;
    }
    QCoro::Task<Result<bool>> renew(std::stop_token) override
    {
        ++renewals;
        if (!renewable)
            co_return false;
        ++credential;
        co_return true;
    }
    int credential = 1;
    int renewals = 0;
    bool renewable = true;
};

/// Puts its secret where only one platform looks for it.
class KeyAuthorizer final : public Authorizer {
public:
    QCoro::Task<Result<HttpRequest>> authorized(HttpRequest request, std::stop_token) override
    {
        request.headers.append(HttpHeader{"apikey", "sb_secret_of-the-test"});
        co_return request;
    }
    QCoro::Task<Result<bool>> renew(std::stop_token) override { co_return false; }
};

struct Fixture {
    VirtualClock clock{QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC)};
    FunctionTransport transport{clock};
    CountingAuthorizer authorizer;
    RateLimiter limiter{{}, clock};
    CircuitBreaker breaker{clock};
    SeededRandom random{1};
    std::deque<Result<HttpResponse>> answers;

    Fixture()
    {
        transport.answer = [this](const HttpRequest &) {
            if (answers.empty())
                return Result<HttpResponse>(HttpResponse{200, {}, "done"});
            auto answer = answers.front();
            answers.pop_front();
            return answer;
        };
    }
    HttpParts parts() { return {transport, authorizer, limiter, breaker, clock, random}; }
    /// A letter per answer: n network, a ambiguous, t TLS, l too large, 4 = 429, r = 429 with Retry-After 7,
    /// 5 = 500, b = bare 503, s = 503 with Retry-After 7, u = 401, i = 400, . = 200.
    void script(const QByteArray &letters)
    {
        for (const char letter : letters)
            answers.push_back(answerFor(letter));
    }

private:
    static Result<HttpResponse> answerFor(char letter)
    {
        const QList<HttpHeader> wait{{"Retry-After", "7"}};
        switch (letter) {
        case 'n': return fail(httpError(HttpFault::Dropped, ErrorKind::Network, u"shop"_s));
        case 'a': return fail(httpError(HttpFault::Dropped, ErrorKind::Ambiguous, u"shop"_s));
        case 't': return fail(httpError(HttpFault::Tls, ErrorKind::Network, u"shop"_s));
        case 'l': return fail(httpError(HttpFault::TooLarge, ErrorKind::Network, u"shop"_s));
        case '4': return HttpResponse{429, {}, {}};
        case 'r': return HttpResponse{429, wait, {}};
        case '5': return HttpResponse{500, {}, {}};
        case 'b': return HttpResponse{503, {}, {}};
        case 's': return HttpResponse{503, wait, {}};
        case 'u': return HttpResponse{401, {}, {}};
        case 'i': return HttpResponse{400, {}, {}};
        default: return HttpResponse{200, {}, "done"};
        }
    }
};

HttpQuery query()
{
    HttpQuery query;
    query.url = QUrl(u"https://shop.example/orders"_s);
    return query;
}

HttpRequest creation()
{
    HttpRequest request;
    request.verb = "POST";
    request.url = QUrl(u"https://shop.example/orders"_s);
    request.body = "{\"total\":\"1.00\"}";
    return request;
}

/// Status of a response, or the kind of an error as a negative number.
int outcome(const Result<HttpResponse> &answer)
{
    return answer ? answer->status : -int(answer.error().kind);
}

constexpr int kNetwork = -int(ErrorKind::Network);
constexpr int kAmbiguous = -int(ErrorKind::Ambiguous);

} // namespace

class TestHttpClient : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsAreRepeated_data()
    {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<int>("expected");
        QTest::addColumn<int>("sent");
        QTest::newRow("at once") << QByteArray(".") << 200 << 1;
        QTest::newRow("after a lost connection") << QByteArray("n.") << 200 << 2;
        QTest::newRow("after a lost query statement") << QByteArray("a.") << 200 << 2;
        QTest::newRow("after throttling") << QByteArray("4r.") << 200 << 3;
        QTest::newRow("after server errors") << QByteArray("5bs.") << 200 << 4;
        QTest::newRow("five times at most, last answer") << QByteArray("4n5n5.") << 500 << 5;
        QTest::newRow("five times at most, last error") << QByteArray("4545n.") << kNetwork << 5;
        QTest::newRow("a question is never in doubt") << QByteArray("aaaaa") << kNetwork << 5;
        QTest::newRow("not after a refusal") << QByteArray("i.") << 400 << 1;
        QTest::newRow("not after a certificate error") << QByteArray("t.") << kNetwork << 1;
        QTest::newRow("not after a huge answer") << QByteArray("l.") << kNetwork << 1;
    }
    void readsAreRepeated()
    {
        QFETCH(QByteArray, answers);
        QFETCH(int, expected);
        QFETCH(int, sent);
        Fixture fixture;
        fixture.script(answers);
        ReadOnlyHttpClient reader(fixture.parts());
        const auto answer = fixture.clock.run(reader.read(query(), {}));
        QCOMPARE(outcome(answer), expected);
        QCOMPARE(fixture.transport.requests.size(), sent);
        QCOMPARE(reader.counts(), (HttpCounts{quint64(sent), 0}));
    }
    void writesAreNotRepeatedUnlessNothingWasApplied_data()
    {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<int>("expected");
        QTest::addColumn<int>("sent");
        QTest::newRow("at once") << QByteArray(".") << 200 << 1;
        QTest::newRow("lost answer") << QByteArray("a.") << kAmbiguous << 1;
        QTest::newRow("never sent") << QByteArray("n.") << kNetwork << 1;
        QTest::newRow("server error") << QByteArray("5.") << 500 << 1;
        QTest::newRow("unavailable without a time") << QByteArray("b.") << 503 << 1;
        QTest::newRow("unavailable with a time") << QByteArray("s.") << 200 << 2;
        QTest::newRow("throttled") << QByteArray("4.") << 200 << 2;
        QTest::newRow("throttled with a time") << QByteArray("rr.") << 200 << 3;
        QTest::newRow("throttled for ever") << QByteArray("444444") << 429 << 5;
        QTest::newRow("throttled, then lost") << QByteArray("4a.") << kAmbiguous << 2;
        QTest::newRow("refused") << QByteArray("i.") << 400 << 1;
        QTest::newRow("credential expired") << QByteArray("u.") << 200 << 2;
        QTest::newRow("credential wrong") << QByteArray("uu.") << 401 << 2;
        QTest::newRow("credential expired, then lost") << QByteArray("ua.") << kAmbiguous << 2;
        QTest::newRow("credential expired, then throttled") << QByteArray("u4.") << 200 << 3;
    }
    void writesAreNotRepeatedUnlessNothingWasApplied()
    {
        QFETCH(QByteArray, answers);
        QFETCH(int, expected);
        QFETCH(int, sent);
        Fixture fixture;
        fixture.script(answers);
        HttpClient client(fixture.parts());
        const auto answer = fixture.clock.run(client.write(creation(), {}));
        QCOMPARE(outcome(answer), expected);
        QCOMPARE(fixture.transport.requests.size(), sent);
        for (const HttpRequest &request : fixture.transport.requests)
            QCOMPARE(request.body, creation().body);
        QCOMPARE(client.counts(), (HttpCounts{0, quint64(sent)}));
    }
    void renewedCredentialIsUsed()
    {
        Fixture fixture;
        fixture.script("u.");
        HttpClient client(fixture.parts());
        QVERIFY(fixture.clock.run(client.read(query(), {})));
        QCOMPARE(fixture.authorizer.renewals, 1);
        QCOMPARE(headerValue(fixture.transport.requests[0].headers, "Authorization").value_or(""),
            QByteArray("1"));
        QCOMPARE(headerValue(fixture.transport.requests[1].headers, "Authorization").value_or(""),
            QByteArray("2"));
        QCOMPARE(fixture.transport.requests[1].headers.size(), 1);
    }
    void unauthorizedStandsWhenNothingCanBeRenewed()
    {
        Fixture fixture;
        fixture.authorizer.renewable = false;
        fixture.script("u.");
        HttpClient client(fixture.parts());
        QCOMPARE(outcome(fixture.clock.run(client.write(creation(), {}))), 401);
        QCOMPARE(fixture.transport.requests.size(), 1);
    }
    void waitsAreHonoured_data()
    {
        QTest::addColumn<QByteArray>("answers");
        QTest::addColumn<qint64>("throttledSeconds");
        QTest::addColumn<qint64>("leastWaitMs");
        QTest::addColumn<qint64>("mostWaitMs");
        QTest::newRow("as told") << QByteArray("r.") << qint64(60) << qint64(7000) << qint64(7100);
        QTest::newRow("as told by a 503") << QByteArray("s.") << qint64(60) << qint64(7000) << qint64(7100);
        QTest::newRow("platform's own wait")
            << QByteArray("4.") << qint64(60) << qint64(60'000) << qint64(60'100);
        QTest::newRow("back-off else") << QByteArray("4.") << qint64(0) << qint64(0) << qint64(1100);
    }
    void waitsAreHonoured()
    {
        QFETCH(QByteArray, answers);
        QFETCH(qint64, throttledSeconds);
        QFETCH(qint64, leastWaitMs);
        QFETCH(qint64, mostWaitMs);
        Fixture fixture;
        fixture.script(answers);
        HttpClientOptions options;
        options.retry.throttledDelay = std::chrono::seconds(throttledSeconds);
        HttpClient client(fixture.parts(), options);
        QVERIFY(fixture.clock.run(client.write(creation(), {})));
        const milliseconds wait = fixture.transport.sentAt[1] - fixture.transport.sentAt[0];
        QVERIFY(wait.count() >= leastWaitMs);
        QVERIFY(wait.count() <= mostWaitMs);
    }
    void aDroppedReadIsRepeatedAtOnceTwice()
    {
        Fixture fixture;
        fixture.script("nnn.");
        HttpClient client(fixture.parts());
        QVERIFY(fixture.clock.run(client.read(query(), {})));
        const QList<milliseconds> sentAt = fixture.transport.sentAt;
        QCOMPARE(sentAt.size(), 4);
        const milliseconds answered = fixture.transport.latency;
        QCOMPARE(sentAt[1] - sentAt[0], answered);
        QCOMPARE(sentAt[2] - sentAt[1], answered);
        QVERIFY(sentAt[3] - sentAt[2] > answered);
    }
    void endlessWaitIsNotTaken()
    {
        Fixture fixture;
        fixture.answers.push_back(HttpResponse{429, {{"Retry-After", "86400"}}, {}});
        HttpClient client(fixture.parts());
        QCOMPARE(outcome(fixture.clock.run(client.write(creation(), {}))), 429);
        QVERIFY(fixture.clock.boot() < 1min);
    }
    void throttlingHoldsOthersBackToo()
    {
        Fixture fixture;
        fixture.script("r");
        HttpClient client(fixture.parts());
        auto first = client.read(query(), {});
        fixture.clock.pass(10ms);
        auto second = client.read(query(), {});
        QVERIFY(fixture.clock.run(second));
        QVERIFY(fixture.transport.sentAt[1] >= 7s);
        QVERIFY(fixture.clock.run(first));
    }
    void circuitOpensAndNobodyWaitsForIt()
    {
        Fixture fixture;
        fixture.script("nnnnn");
        HttpClient client(fixture.parts());
        QCOMPARE(outcome(fixture.clock.run(client.read(query(), {}))), kNetwork);
        const milliseconds before = fixture.clock.boot();
        const auto refused = fixture.clock.run(client.write(creation(), {}));
        QCOMPARE(refused.error().code, u"http.circuitOpen"_s);
        QCOMPARE(fixture.transport.requests.size(), 5);
        QCOMPARE(fixture.clock.boot(), before);
        fixture.clock.pass(60s);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(outcome(fixture.clock.run(client.read(query(), {}))), 200);
        QCOMPARE(fixture.breaker.state(), CircuitBreaker::State::Closed);
    }
    void refusalsDoNotOpenTheCircuit()
    {
        Fixture fixture;
        fixture.script(QByteArray(20, 'i'));
        HttpClient client(fixture.parts());
        for (int i = 0; i < 20; ++i)
            QCOMPARE(outcome(fixture.clock.run(client.write(creation(), {}))), 400);
        QCOMPARE(fixture.breaker.state(), CircuitBreaker::State::Closed);
    }
    void stopEndsTheWaitBetweenAttempts()
    {
        Fixture fixture;
        fixture.answers.push_back(HttpResponse{429, {{"Retry-After", "200"}}, {}});
        HttpClient client(fixture.parts());
        std::stop_source stop;
        auto task = client.write(creation(), stop.get_token());
        fixture.clock.pass(1s);
        QVERIFY(!task.isReady());
        stop.request_stop();
        const auto answer = fixture.clock.run(task);
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
        QCOMPARE(fixture.transport.requests.size(), 1);
        QVERIFY(fixture.clock.boot() < 10s);
    }
    void batchesCountAgainstTheirOwnLimit()
    {
        Fixture fixture;
        RateLimiter limiter({0, {{RateWindow::Counts::Batches, 1min, 1}}}, fixture.clock);
        HttpClientOptions options;
        options.isBatch = [](const HttpRequest &request) { return request.url.path().endsWith(u"/batch"_s); };
        HttpClient client(
            {fixture.transport, fixture.authorizer, limiter, fixture.breaker, fixture.clock, fixture.random},
            options);
        HttpRequest batch = creation();
        batch.url = QUrl(u"https://books.example/batch"_s);
        QVERIFY(fixture.clock.run(client.write(batch, {})));
        QVERIFY(fixture.clock.run(client.write(creation(), {})));
        QVERIFY(fixture.clock.boot() < 1s);
        QVERIFY(fixture.clock.run(client.write(batch, {})));
        QVERIFY(fixture.clock.boot() >= 60s);
    }
    void queryStatementGoesOutAsAPost()
    {
        Fixture fixture;
        ReadOnlyHttpClient reader(fixture.parts());
        HttpQuery statement = query();
        statement.statement = "select * from Item";
        statement.statementType = "application/text";
        QVERIFY(fixture.clock.run(reader.read(statement, {})));
        const HttpRequest &sent = fixture.transport.requests.constFirst();
        QCOMPARE(sent.verb, QByteArray("POST"));
        QCOMPARE(sent.body, statement.statement);
        QCOMPARE(headerValue(sent.headers, "Content-Type").value_or(""), QByteArray("application/text"));
        QVERIFY(fixture.clock.run(reader.read(query(), {})));
        QCOMPARE(fixture.transport.requests.constLast().verb, QByteArray("GET"));
    }
    void credentialsStayAtTheirOrigin_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("sent");
        QTest::newRow("same") << u"https://shop.example/wp-json/x?y=1"_s << true;
        QTest::newRow("port written out") << u"https://shop.example:443/x"_s << true;
        QTest::newRow("capitals") << u"HTTPS://SHOP.example/x"_s << true;
        QTest::newRow("other scheme") << u"http://shop.example/x"_s << false;
        QTest::newRow("other port") << u"https://shop.example:8443/x"_s << false;
        QTest::newRow("other host") << u"https://evil.example/x"_s << false;
        QTest::newRow("subdomain") << u"https://a.shop.example/x"_s << false;
        QTest::newRow("longer name") << u"https://shop.example.evil.example/x"_s << false;
        QTest::newRow("no host") << u"/x"_s << false;
    }
    void credentialsStayAtTheirOrigin()
    {
        QFETCH(QString, address);
        QFETCH(bool, sent);
        Fixture fixture;
        BasicAuthorizer basic(u"ck_1"_s, u"cs_2"_s, QUrl(u"https://shop.example"_s));
        HttpClient client(
            {fixture.transport, basic, fixture.limiter, fixture.breaker, fixture.clock, fixture.random});
        HttpRequest request = creation();
        request.url = QUrl(address);
        const auto answer = fixture.clock.run(client.write(request, {}));
        QCOMPARE(answer.has_value(), sent);
        QCOMPARE(fixture.transport.requests.size(), sent ? 1 : 0);
        if (sent) {
            QCOMPARE(headerValue(fixture.transport.requests[0].headers, "authorization").value_or(""),
                QByteArray("Basic Y2tfMTpjc18y"));
        } else {
            QCOMPARE(answer.error().code, u"http.foreignOrigin"_s);
            QCOMPARE(answer.error().kind, ErrorKind::Configuration);
            QVERIFY(!answer.error().message.contains(u"cs_2"_s));
        }
    }
    void noSecretComesBack_data()
    {
        QTest::addColumn<bool>("isAnswered");
        QTest::newRow("in an answer") << true;
        QTest::newRow("in an error of the network") << false;
    }
    void noSecretComesBack()
    {
        QFETCH(const bool, isAnswered);
        Fixture fixture;
        KeyAuthorizer keys;
        fixture.transport.answer = [isAnswered](const HttpRequest &request) -> Result<HttpResponse> {
            const QByteArray key = headerValue(request.headers, "apikey").value_or("none");
            if (isAnswered)
                return HttpResponse{400, {{"X-Debug", key}}, "you sent " + key};
            Error error = httpError(HttpFault::Dropped, ErrorKind::Ambiguous, u"shop"_s);
            error.detail = u"https://shop.example/?apikey="_s + QString::fromLatin1(key);
            return fail(error);
        };
        HttpClient client(
            {fixture.transport, keys, fixture.limiter, fixture.breaker, fixture.clock, fixture.random});
        const auto answer = fixture.clock.run(client.write(creation(), {}));
        QVERIFY(headerValue(fixture.transport.requests[0].headers, "apikey"));
        const QByteArray seen
            = answer ? answer->body + answer->headers.first().value : answer.error().detail.toUtf8();
        QVERIFY2(!seen.contains("of-the-test") && seen.contains("***"), seen.constData());
    }
    void readOnlyClientCannotWrite() { QVERIFY((!std::is_base_of_v<HttpWriter, ReadOnlyHttpClient>)); }
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_httpclient.moc"
