#include "engine/http/qnamtransport.h"
#include "tests/support/scriptedserver.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using Action = ScriptedReply::Action;

Q_DECLARE_METATYPE(ErrorKind)

namespace {

HttpRequest requestTo(const QUrl &url, const QByteArray &verb = "GET")
{
    HttpRequest request;
    request.verb = verb;
    request.url = url;
    return request;
}

QUrl refusingAddress()
{
    QTcpServer server;
    if (!server.listen(QHostAddress::LocalHost))
        qFatal("no loopback port is free");
    return QUrl(u"http://127.0.0.1:%1/"_s.arg(server.serverPort()));
}

} // namespace

class TestQnamTransport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void answersOfAnyStatusAreResponses_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 201, 301, 302, 307, 400, 401, 403, 404, 409, 422, 429, 500, 502, 503})
            QTest::addRow("status %d", status) << status;
    }
    void answersOfAnyStatusAreResponses()
    {
        QFETCH(int, status);
        ScriptedServer server;
        server.setScript([status](const HttpRequest &) {
            return ScriptedReply{Action::Answer, status,
                {{"X-Mark", "seen"}, {"WWW-Authenticate", "Basic realm=\"shop\""}}, "{\"why\":\"because\"}"};
        });
        QnamTransport transport;
        for (const QByteArray verb : {"GET", "POST"}) {
            const auto answer = QCoro::waitFor(transport.send(requestTo(server.url(u"/x"_s), verb), {}));
            QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
            QCOMPARE(answer->status, status);
            QCOMPARE(answer->body, QByteArray("{\"why\":\"because\"}"));
            QCOMPARE(headerValue(answer->headers, "x-mark").value_or(QByteArray()), QByteArray("seen"));
        }
        QCOMPARE(server.requests().size(), 2);
    }
    void sendsWhatItIsGiven()
    {
        ScriptedServer server;
        QnamTransport transport;
        HttpRequest request = requestTo(server.url(u"/v3/query?minorversion=75&q=a%20b%2Bc"_s), "POST");
        request.headers = {{"Content-Type", "application/text"}, {"Authorization", "Bearer abc"}};
        request.body = "select * from Item";
        QVERIFY(QCoro::waitFor(transport.send(request, {})));
        const HttpRequest &seen = server.requests().constFirst();
        QCOMPARE(seen.verb, QByteArray("POST"));
        QCOMPARE(seen.body, request.body);
        QCOMPARE(seen.url.toEncoded(), QByteArray("/v3/query?minorversion=75&q=a%20b%2Bc"));
        QCOMPARE(headerValue(seen.headers, "Content-Type").value_or(""), QByteArray("application/text"));
        QCOMPARE(headerValue(seen.headers, "Authorization").value_or(""), QByteArray("Bearer abc"));
        QVERIFY(headerValue(seen.headers, "User-Agent").value_or("").startsWith("UniversalDataSync/"));
        QVERIFY(!headerValue(seen.headers, "Cookie"));
    }
    void cookiesAreNeitherKeptNorSent()
    {
        ScriptedServer server;
        server.setScript([](const HttpRequest &) {
            return ScriptedReply{Action::Answer, 200, {{"Set-Cookie", "session=1; Path=/"}}, "{}"};
        });
        QnamTransport transport;
        QVERIFY(QCoro::waitFor(transport.send(requestTo(server.url(u"/a"_s)), {})));
        QVERIFY(QCoro::waitFor(transport.send(requestTo(server.url(u"/b"_s)), {})));
        QVERIFY(!headerValue(server.requests().constLast().headers, "Cookie"));
    }
    void bodyThatEndsWithTheConnectionIsComplete_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("encrypted");
        for (const bool encrypted : {false, true}) {
            const char *wire = encrypted ? "TLS" : "plain";
            QTest::addRow("read, %s", wire) << QByteArray("GET") << QByteArray() << encrypted;
            QTest::addRow("write without a body, %s", wire)
                << QByteArray("POST") << QByteArray() << encrypted;
            QTest::addRow("write, %s", wire) << QByteArray("POST") << QByteArray("{}") << encrypted;
        }
    }
    void bodyThatEndsWithTheConnectionIsComplete()
    {
        QFETCH(QByteArray, verb);
        QFETCH(QByteArray, body);
        QFETCH(bool, encrypted);
        ScriptedServer server(encrypted ? std::optional(ScriptedServer::serverTls()) : std::nullopt);
        server.setScript([](const HttpRequest &) {
            return ScriptedReply{Action::AnswerUntilClose, 200,
                {{"Content-Type", "application/json; charset=UTF-8"}}, "{\"id\": 7}"};
        });
        QnamTransport transport({ScriptedServer::clientTls()});
        HttpRequest request = requestTo(server.url(u"/"_s), verb);
        request.body = body;
        const auto answer = QCoro::waitFor(transport.send(request, {}));
        QVERIFY2(answer, qPrintable(answer ? QString() : answer.error().detail));
        QCOMPARE(answer->body, QByteArray("{\"id\": 7}"));
    }
    void bareValueThatEndsWithTheConnectionIsComplete_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("answered");
        QTest::addColumn<bool>("complete");
        QTest::newRow("text to a read") << QByteArray("GET") << QByteArray("\"ok\"") << true;
        QTest::newRow("text to a write") << QByteArray("POST") << QByteArray("\"ok\"") << true;
        QTest::newRow("true to a write") << QByteArray("POST") << QByteArray("true\n") << true;
        QTest::newRow("number to a read") << QByteArray("GET") << QByteArray("1") << true;
        QTest::newRow("text cut to a read") << QByteArray("GET") << QByteArray("\"o") << false;
        QTest::newRow("word cut to a read") << QByteArray("GET") << QByteArray("tru") << false;
    }
    void bareValueThatEndsWithTheConnectionIsComplete()
    {
        QFETCH(const QByteArray, verb);
        QFETCH(const QByteArray, answered);
        QFETCH(const bool, complete);
        ScriptedServer server;
        server.setScript([&answered](const HttpRequest &) {
            return ScriptedReply{
                Action::AnswerUntilClose, 200, {{"Content-Type", "application/json"}}, answered};
        });
        QnamTransport transport;
        HttpRequest request = requestTo(server.url(u"/"_s), verb);
        if (verb == "POST")
            request.body = "{}";
        const auto answer = QCoro::waitFor(transport.send(request, {}));
        QCOMPARE(answer.has_value(), complete);
        if (complete)
            QCOMPARE(answer->body, answered);
    }
    void redirectIsNotFollowedAndNoCredentialLeavesTheHost_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("status %d", status) << status;
    }
    void redirectIsNotFollowedAndNoCredentialLeavesTheHost()
    {
        QFETCH(int, status);
        ScriptedServer other;
        ScriptedServer server;
        const QByteArray target = other.url(u"/stolen"_s).toEncoded();
        server.setScript([status, target](const HttpRequest &) {
            return ScriptedReply{Action::Answer, status, {{"Location", target}}, {}};
        });
        QnamTransport transport;
        for (const QByteArray verb : {"GET", "POST"}) {
            HttpRequest request = requestTo(server.url(u"/orders"_s), verb);
            request.headers.append(HttpHeader{"Authorization", "Basic c2VjcmV0"});
            const auto answer = QCoro::waitFor(transport.send(request, {}));
            QVERIFY(answer);
            QCOMPARE(answer->status, status);
        }
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), 2);
        QCOMPARE(other.connections(), 0);
    }
    void deadlineBeatsADrip_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a read") << QByteArray("GET") << ErrorKind::Network;
        QTest::newRow("a write") << QByteArray("POST") << ErrorKind::Ambiguous;
    }
    void deadlineBeatsADrip()
    {
        QFETCH(QByteArray, verb);
        QFETCH(ErrorKind, kind);
        ScriptedServer server;
        server.setScript([](const HttpRequest &) {
            return ScriptedReply{Action::Drip, 200, {}, QByteArray(1000, 'x')};
        });
        QnamTransport transport;
        HttpRequest request = requestTo(server.url(u"/"_s), verb);
        request.deadline = 400ms;
        QElapsedTimer timer;
        timer.start();
        const auto answer = QCoro::waitFor(transport.send(request, {}));
        QVERIFY(timer.elapsed() < 5000);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, u"http.timeout"_s);
        QCOMPARE(answer.error().kind, kind);
    }
    void stopEndsTheRequest_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("a read is cancelled") << QByteArray("GET") << ErrorKind::Cancelled;
        QTest::newRow("a write may have been applied") << QByteArray("POST") << ErrorKind::Ambiguous;
    }
    void stopEndsTheRequest()
    {
        QFETCH(QByteArray, verb);
        QFETCH(ErrorKind, kind);
        ScriptedServer server;
        std::stop_source stop;
        server.setScript([&stop](const HttpRequest &) {
            QTimer::singleShot(0, [&stop] { stop.request_stop(); });
            return ScriptedReply{Action::Stay, 200, {}, {}};
        });
        QnamTransport transport;
        const auto answer
            = QCoro::waitFor(transport.send(requestTo(server.url(u"/"_s), verb), stop.get_token()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, u"http.cancelled"_s);
        QCOMPARE(answer.error().kind, kind);
    }
    void nothingIsSentAfterAStop()
    {
        ScriptedServer server;
        std::stop_source stop;
        stop.request_stop();
        QnamTransport transport;
        const auto answer
            = QCoro::waitFor(transport.send(requestTo(server.url(u"/"_s), "POST"), stop.get_token()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
        QCOMPARE(server.connections(), 0);
    }
    void hugeAnswerIsCutOff()
    {
        ScriptedServer server;
        server.setScript([](const HttpRequest &) {
            return ScriptedReply{Action::Answer, 200, {}, QByteArray(4'000'000, 'x')};
        });
        QnamTransport transport({std::nullopt, 1'000'000});
        const auto read = QCoro::waitFor(transport.send(requestTo(server.url(u"/"_s)), {}));
        QVERIFY(!read);
        QCOMPARE(read.error().code, u"http.tooLarge"_s);
        QCOMPARE(read.error().kind, ErrorKind::Network);
        const auto write = QCoro::waitFor(transport.send(requestTo(server.url(u"/"_s), "PUT"), {}));
        QVERIFY(!write);
        QCOMPARE(write.error().code, u"http.tooLarge"_s);
        QCOMPARE(write.error().kind, ErrorKind::Ambiguous);
    }
    void answerOfExactlyTheLimitIsTaken()
    {
        ScriptedServer server;
        server.setScript([](const HttpRequest &) {
            return ScriptedReply{Action::Answer, 200, {}, QByteArray(1'000'000, 'x')};
        });
        QnamTransport transport({std::nullopt, 1'000'000});
        const auto answer = QCoro::waitFor(transport.send(requestTo(server.url(u"/"_s)), {}));
        QVERIFY(answer);
        QCOMPARE(answer->body.size(), 1'000'000);
    }
    void certainlyNotSentIsANetworkErrorForWritesToo_data()
    {
        QTest::addColumn<QUrl>("url");
        QTest::addColumn<QString>("code");
        QTest::newRow("refused") << refusingAddress() << u"http.refused"_s;
        QTest::newRow("unknown host") << QUrl(u"https://no-such-host.invalid/"_s) << u"http.host"_s;
    }
    void certainlyNotSentIsANetworkErrorForWritesToo()
    {
        QFETCH(QUrl, url);
        QFETCH(QString, code);
        QnamTransport transport;
        HttpRequest request = requestTo(url, "POST");
        request.body = "{}";
        const auto answer = QCoro::waitFor(transport.send(request, {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, code);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
    }
    void untrustedCertificateIsRefusedBeforeAnyByte()
    {
        ScriptedServer server(ScriptedServer::serverTls());
        QnamTransport transport;
        HttpRequest request = requestTo(server.url(u"/"_s), "POST");
        request.body = "{}";
        const auto answer = QCoro::waitFor(transport.send(request, {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, u"http.tls"_s);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QCOMPARE(server.requests().size(), 0);
    }
    void hostileHeadersNeverReachTheWire_data()
    {
        QTest::addColumn<HttpHeader>("header");
        QTest::newRow("line break in the value") << HttpHeader{"X-Id", "1\r\nX-Injected: yes"};
        QTest::newRow("bare line feed") << HttpHeader{"X-Id", "1\nX-Injected: yes"};
        QTest::newRow("bare carriage return") << HttpHeader{"X-Id", "1\rX"};
        QTest::newRow("NUL") << HttpHeader{"X-Id", QByteArray("1\0X", 3)};
        QTest::newRow("blank in the name") << HttpHeader{"X Id", "1"};
        QTest::newRow("colon in the name") << HttpHeader{"X:Id", "1"};
        QTest::newRow("line break in the name") << HttpHeader{"X\r\nInjected", "1"};
        QTest::newRow("empty name") << HttpHeader{"", "1"};
        QTest::newRow("letter outside ASCII in the name") << HttpHeader{"X-\xc3\xa9", "1"};
        QTest::newRow("second length") << HttpHeader{"Content-Length", "0"};
        QTest::newRow("other framing") << HttpHeader{"transfer-encoding", "chunked"};
        QTest::newRow("other host") << HttpHeader{"Host", "evil.example"};
    }
    void hostileHeadersNeverReachTheWire()
    {
        QFETCH(HttpHeader, header);
        ScriptedServer server;
        QnamTransport transport;
        HttpRequest request = requestTo(server.url(u"/"_s), "POST");
        request.headers.append(header);
        const auto answer = QCoro::waitFor(transport.send(request, {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, u"http.header"_s);
        QCOMPARE(answer.error().kind, ErrorKind::Configuration);
        QVERIFY(!answer.error().message.contains(u"Injected"_s));
        QCOMPARE(server.connections(), 0);
    }
    void verbMustBeAToken()
    {
        ScriptedServer server;
        QnamTransport transport;
        const auto answer
            = QCoro::waitFor(transport.send(requestTo(server.url(u"/"_s), "GET / HTTP/1.1\r\nX: y"), {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, u"http.header"_s);
        QCOMPARE(server.connections(), 0);
    }
    void addressesThatCannotBeUsed_data()
    {
        QTest::addColumn<QString>("address");
        QTest::newRow("plain http to a foreign host") << u"http://shop.example/wp-json"_s;
        QTest::newRow("loopback as a prefix of a name") << u"http://127.0.0.1.evil.example/"_s;
        QTest::newRow("localhost as a prefix of a name") << u"http://localhost.evil.example/"_s;
        QTest::newRow("private network") << u"http://192.168.0.10/"_s;
        QTest::newRow("user info") << u"https://user:secret@shop.example/"_s;
        QTest::newRow("file") << u"file:///etc/passwd"_s;
        QTest::newRow("ftp") << u"ftp://shop.example/"_s;
        QTest::newRow("no host") << u"https:///x"_s;
        QTest::newRow("relative") << u"/orders"_s;
    }
    void addressesThatCannotBeUsed()
    {
        QFETCH(QString, address);
        QnamTransport transport;
        const auto answer = QCoro::waitFor(transport.send(requestTo(QUrl(address)), {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, u"http.address"_s);
        QCOMPARE(answer.error().kind, ErrorKind::Configuration);
        QVERIFY(!answer.error().message.contains(u"secret"_s));
    }
    void manyRequestsAtOnceShareSixConnections()
    {
        ScriptedServer server(ScriptedServer::serverTls());
        server.setScript([](const HttpRequest &) {
            return ScriptedReply{Action::Answer, 200, {}, QByteArray(10'000, 'x')};
        });
        QnamTransport transport({ScriptedServer::clientTls()});
        std::vector<QCoro::Task<Result<HttpResponse>>> running;
        for (int i = 0; i < 60; ++i)
            running.push_back(transport.send(requestTo(server.url(u"/"_s), i % 2 ? "GET" : "POST"), {}));
        for (auto &task : running)
            QVERIFY(QCoro::waitFor(task));
        QCOMPARE(server.requests().size(), 60);
        QVERIFY(server.connections() <= 6);
    }
};

QTEST_GUILESS_MAIN(TestQnamTransport)
#include "tst_qnamtransport.moc"
