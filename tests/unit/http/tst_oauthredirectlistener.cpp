#include "engine/http/oauthredirectlistener.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const QString kPath = u"/quickbooks/callback"_s;

/// What a client gets for the bytes it sends; both sides share the event loop.
QByteArray answerTo(quint16 port, const QByteArray &request)
{
    QTcpSocket socket;
    QByteArray answer;
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    socket.connectToHost(QHostAddress::LocalHost, port);
    if (!QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::ConnectedState; }, 2000))
        return "no connection";
    socket.write(request);
    if (!QTest::qWaitFor([&socket] { return socket.state() == QAbstractSocket::UnconnectedState; }, 4000))
        return "no end";
    return answer;
}

QByteArray get(const QByteArray &target, const QByteArray &host)
{
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
}

QCoro::Task<void> keep(QCoro::Task<Result<QUrl>> task, std::optional<Result<QUrl>> *kept)
{
    *kept = co_await task;
}

} // namespace

class TestOAuthRedirectListener : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBrowsersReturnIsTaken()
    {
        OAuthRedirectListener listener;
        QVERIFY(listener.listen(0, kPath));
        std::optional<Result<QUrl>> outcome;
        const auto waiting = keep(listener.returned(1min, {}), &outcome);
        const QByteArray answer
            = answerTo(listener.port(), get("/quickbooks/callback?code=c&state=s%2B", "localhost:1"));
        QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
        QVERIFY(answer.contains("text/plain"));
        QVERIFY(!answer.contains("code=c"));
        QTRY_VERIFY(outcome.has_value());
        QCOMPARE((*outcome)->query(QUrl::FullyEncoded), u"code=c&state=s%2B"_s);
    }
    void strangersAreSentAway_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QByteArray>("status");
        QTest::newRow("another path") << get("/favicon.ico", "localhost") << QByteArray("HTTP/1.1 404");
        QTest::newRow("a page whose name points here")
            << get("/quickbooks/callback?code=c", "evil.example") << QByteArray("HTTP/1.1 400");
        QTest::newRow("no name at all")
            << QByteArray("GET /quickbooks/callback HTTP/1.1\r\n\r\n") << QByteArray("HTTP/1.1 400");
        QTest::newRow("a form") << QByteArray("POST /quickbooks/callback HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                << QByteArray("HTTP/1.1 405");
        QTest::newRow("not HTTP") << QByteArray("\x16\x03\x01 nonsense\r\n\r\n")
                                  << QByteArray("HTTP/1.1 400");
        QTest::newRow("endless head")
            << QByteArray("GET /") + QByteArray(9000, 'a') << QByteArray("HTTP/1.1 400");
    }
    void strangersAreSentAway()
    {
        QFETCH(QByteArray, request);
        QFETCH(QByteArray, status);
        OAuthRedirectListener listener;
        QVERIFY(listener.listen(0, kPath));
        std::optional<Result<QUrl>> outcome;
        const auto waiting = keep(listener.returned(1min, {}), &outcome);
        const QByteArray answer = answerTo(listener.port(), request);
        QVERIFY2(answer.startsWith(status), answer.constData());
        QVERIFY(!outcome.has_value());
        QVERIFY(answerTo(listener.port(), get("/quickbooks/callback?state=s", "127.0.0.1:80"))
                    .startsWith("HTTP/1.1 200"));
        QTRY_VERIFY(outcome.has_value());
    }
    void aPastedAddressEndsTheWaiting()
    {
        OAuthRedirectListener listener;
        std::optional<Result<QUrl>> outcome;
        const auto waiting = keep(listener.returned(1min, {}), &outcome);
        listener.take(QUrl(u"https://relay.example/cb?state=s"_s));
        QTRY_VERIFY(outcome.has_value());
        QCOMPARE((*outcome)->host(), u"relay.example"_s);
    }
    void nobodyCame()
    {
        OAuthRedirectListener listener;
        QVERIFY(listener.listen(0, kPath));
        const auto outcome = QCoro::waitFor(listener.returned(1ms, {}));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, u"oauth.late"_s);
    }
    void aCancelledWaitEnds()
    {
        OAuthRedirectListener listener;
        QVERIFY(listener.listen(0, kPath));
        std::stop_source stop;
        std::optional<Result<QUrl>> outcome;
        const auto waiting = keep(listener.returned(1min, stop.get_token()), &outcome);
        stop.request_stop();
        QTRY_VERIFY(outcome.has_value());
        QCOMPARE(outcome->error().kind, ErrorKind::Cancelled);
    }
    void aBusyPortIsTold()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        OAuthRedirectListener listener;
        const auto listening = listener.listen(other.serverPort(), kPath);
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, u"oauth.port"_s);
    }
};

QTEST_GUILESS_MAIN(TestOAuthRedirectListener)
#include "tst_oauthredirectlistener.moc"
