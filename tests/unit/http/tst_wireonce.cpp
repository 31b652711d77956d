#include "engine/http/qnamtransport.h"
#include "tests/support/scriptedserver.h"

#include <QCoroTask>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

using Action = ScriptedReply::Action;

Q_DECLARE_METATYPE(ScriptedReply::Action)

namespace {

const QList<HttpHeader> kJson{{"Content-Type", "application/json"}};

enum class Wire { Plain, Tls };

std::optional<QSslConfiguration> serverTlsFor(Wire wire)
{
    return wire == Wire::Tls ? std::optional(ScriptedServer::serverTls()) : std::nullopt;
}

HttpRequest requestTo(const QUrl &url, const QByteArray &verb, const QByteArray &body)
{
    HttpRequest request;
    request.verb = verb;
    request.url = url;
    request.body = body;
    if (!body.isEmpty())
        request.headers.append(HttpHeader{"Content-Type", "application/json"});
    return request;
}

} // namespace

/// A server that applies a request and drops the connection must see an unsafe request exactly once.
class TestWireOnce : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void unsafeRequestIsSentOnce_data()
    {
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("encrypted");
        QTest::addColumn<bool>("reused");
        QTest::addColumn<Action>("action");
        const QByteArray large(300'000, 'x');
        const QList<std::pair<QByteArray, QByteArray>> requests{{"POST", "{\"total\":\"1.00\"}"},
            {"POST", {}}, {"POST", large}, {"PUT", "{}"}, {"PUT", {}}, {"PATCH", "{}"}, {"DELETE", {}},
            {"DELETE", "{}"}};
        const QList<std::pair<Action, const char *>> actions{{Action::Close, "closes"},
            {Action::Reset, "resets"}, {Action::CutBody, "cuts the body"},
            {Action::CutChunks, "cuts the chunks"}};
        for (const auto &[verb, body] : requests)
            for (const bool encrypted : {false, true})
                for (const bool reused : {false, true})
                    for (const auto &[action, name] : actions)
                        QTest::addRow("%s with %d bytes, %s, %s connection, server %s", verb.constData(),
                            int(body.size()), encrypted ? "TLS" : "plain", reused ? "reused" : "fresh", name)
                            << verb << body << encrypted << reused << action;
    }
    void unsafeRequestIsSentOnce()
    {
        QFETCH(QByteArray, verb);
        QFETCH(QByteArray, body);
        QFETCH(bool, encrypted);
        QFETCH(bool, reused);
        QFETCH(Action, action);
        ScriptedServer server(serverTlsFor(encrypted ? Wire::Tls : Wire::Plain));
        server.setScript([action](const HttpRequest &request) {
            const bool warmUp = request.url.path() == u"/warm"_s;
            return ScriptedReply{
                warmUp ? Action::Answer : action, 200, kJson, "{\"orders\": [{\"id\": 1}, {\"id\""};
        });
        QnamTransport transport({ScriptedServer::clientTls()});
        if (reused)
            QVERIFY(QCoro::waitFor(transport.send(requestTo(server.url(u"/warm"_s), "GET", {}), {})));
        const auto answer
            = QCoro::waitFor(transport.send(requestTo(server.url(u"/orders"_s), verb, body), {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Ambiguous);
        QCOMPARE(answer.error().code, u"http.dropped"_s);
        // A repeat would come with the next turns of the event loop.
        QTest::qWait(50);
        QCOMPARE(server.requests().size(), reused ? 2 : 1);
        QCOMPARE(server.requests().last().body, body);
        QCOMPARE(server.connections(), 1);
    }
    // Sent again as it was, its nonce would be refused, and the shop's key would seem to be wrong.
    void signedReadIsSentOnce_data() { droppedReadIsANetworkError_data(); }
    void signedReadIsSentOnce()
    {
        QFETCH(Action, action);
        ScriptedServer server;
        server.setScript([action](const HttpRequest &sent) {
            const bool warmUp = sent.url.path() == u"/warm"_s;
            return ScriptedReply{
                warmUp ? Action::Answer : action, 200, kJson, "{\"orders\": [{\"id\": 1}, {\"id\""};
        });
        QnamTransport transport;
        HttpRequest request = requestTo(server.url(u"/orders"_s), "GET", {});
        request.isSigned = true;
        // The next one goes over the same connection.
        QVERIFY(QCoro::waitFor(transport.send(requestTo(server.url(u"/warm"_s), "GET", {}), {})));
        const auto dropped = QCoro::waitFor(transport.send(request, {}));
        QVERIFY(!dropped);
        QCOMPARE(dropped.error().kind, ErrorKind::Network);
        QTest::qWait(50); // a repeat would come with the next turns of the event loop
        QCOMPARE(server.requests().size(), 2);
    }
    void writesAreOneAfterTheOtherOnOneConnection()
    {
        ScriptedServer server;
        QnamTransport transport;
        for (int i = 0; i < 20; ++i)
            QVERIFY(QCoro::waitFor(transport.send(requestTo(server.url(u"/orders"_s), "POST", "{}"), {})));
        QCOMPARE(server.requests().size(), 20);
        QCOMPARE(server.connections(), 1);
    }
    void droppedReadIsANetworkError_data()
    {
        QTest::addColumn<Action>("action");
        QTest::newRow("closes") << Action::Close;
        QTest::newRow("resets") << Action::Reset;
        QTest::newRow("cuts the body") << Action::CutBody;
        QTest::newRow("cuts the chunks") << Action::CutChunks;
    }
    void droppedReadIsANetworkError()
    {
        QFETCH(Action, action);
        ScriptedServer server;
        server.setScript([action](const HttpRequest &) {
            return ScriptedReply{action, 200, kJson, "{\"orders\": [{\"id\": 1}, {\"id\""};
        });
        QnamTransport transport;
        const auto answer
            = QCoro::waitFor(transport.send(requestTo(server.url(u"/orders"_s), "GET", {}), {}));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
        QCOMPARE(answer.error().code, u"http.dropped"_s);
    }
};

QTEST_GUILESS_MAIN(TestWireOnce)
#include "tst_wireonce.moc"
