#include "engine/core/systemclock.h"
#include "engine/http/httprequestparser.h"
#include "engine/simulators/faultschedule.h"
#include "engine/simulators/recordedshop.h"
#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatorserver.h"

#include <QElapsedTimer>
#include <QTcpSocket>
#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

struct RawAnswer {
    QByteArray bytes;
    bool isClosed = false;
};

/// Sends \a bytes and reads until one whole answer is there or the server hangs up.
RawAnswer exchange(QTcpSocket &socket, const QByteArray &bytes)
{
    RawAnswer answer;
    socket.write(bytes);
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < 5000) {
        answer.bytes += socket.readAll();
        const qsizetype end = answer.bytes.indexOf("\r\n\r\n");
        const qsizetype mark = answer.bytes.indexOf("Content-Length: ");
        if (end > 0 && mark > 0) {
            const QByteArray size = answer.bytes.mid(mark + 16, answer.bytes.indexOf('\r', mark) - mark - 16);
            if (answer.bytes.size() >= end + 4 + size.toInt())
                return answer;
        }
        if (socket.state() != QAbstractSocket::ConnectedState && socket.bytesAvailable() == 0) {
            answer.isClosed = true;
            return answer;
        }
        QTest::qWait(0);
    }
    return answer;
}

QByteArray getRequest(const QByteArray &target)
{
    const ShopSettings settings;
    return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
        + (settings.consumerKey + ':' + settings.consumerSecret).toBase64() + "\r\n\r\n";
}

struct Server {
    SystemClock clock;
    ShopSimulator shop;
    FaultSchedule faults{1, {}};
    SimulatorServer server{clock};
    QTcpSocket socket;

    Server()
    {
        server.route(u"/wp-json"_s, shop);
        server.setFaults(&faults);
        const auto listening = server.listen();
        Q_ASSERT(listening.has_value());
        connectAgain();
    }
    void connectAgain()
    {
        socket.abort();
        socket.connectToHost(QHostAddress::LocalHost, server.port());
        socket.waitForConnected(2000);
    }
};

} // namespace

class SimulatorServerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersSeveralRequestsOnOneConnection()
    {
        Server world;
        for (int i = 0; i < 3; ++i) {
            const RawAnswer answer = exchange(world.socket, getRequest("/wp-json/wc/v3/orders"));
            QVERIFY(answer.bytes.startsWith("HTTP/1.1 200 OK"));
            QVERIFY(answer.bytes.endsWith("\r\n\r\n[]"));
        }
        QCOMPARE(world.shop.requests(), 3);
    }

    void answersThousandsOfRequestsQuickly()
    {
        Server world;
        addRecordedShop(world.shop);
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 2000; ++i)
            QVERIFY(exchange(world.socket, getRequest("/wp-json/wc/v3/orders/102"))
                        .bytes.startsWith("HTTP/1.1 200"));
        const qint64 small = timer.restart();
        qsizetype bytes = 0;
        for (int i = 0; i < 50; ++i)
            bytes += exchange(world.socket, getRequest("/wp-json/wc/v3/orders?per_page=100")).bytes.size();
        qInfo("2000 small answers in %lld ms, 50 pages (%lld KB) in %lld ms", small, qint64(bytes / 1024),
            timer.elapsed());
        QVERIFY(small < 20000);
    }

    void unknownPrefixIsNotFound()
    {
        Server world;
        QVERIFY(exchange(world.socket, getRequest("/v3/company")).bytes.startsWith("HTTP/1.1 404"));
    }

    void pipelinedRequestsAreAnsweredInOrder()
    {
        Server world;
        world.socket.write(getRequest("/wp-json/wc/v3/orders"));
        const RawAnswer first = exchange(world.socket, getRequest("/nowhere"));
        QVERIFY(first.bytes.startsWith("HTTP/1.1 200"));
        QTRY_COMPARE(world.shop.requests(), 1);
    }

    void droppedRequestsGetNoAnswer_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("applied");
        QTest::newRow("before") << int(Fault::DropBefore) << 0;
        QTest::newRow("after") << int(Fault::ApplyThenDrop) << 1;
    }
    void droppedRequestsGetNoAnswer()
    {
        QFETCH(const int, fault);
        Server world;
        world.faults.force({Fault(fault), fault == int(Fault::ApplyThenDrop), std::nullopt, false});
        const RawAnswer answer = exchange(world.socket, getRequest("/wp-json/wc/v3/orders"));
        QVERIFY(answer.isClosed);
        QVERIFY(answer.bytes.isEmpty());
        QTEST(world.shop.requests(), "applied");
    }

    void cutAnswerEndsEarly()
    {
        Server world;
        world.faults.force({Fault::Truncated, true, std::nullopt, false});
        const RawAnswer answer = exchange(world.socket, getRequest("/wp-json/wc/v3/orders"));
        QVERIFY(answer.isClosed);
        QVERIFY(answer.bytes.contains("Content-Length: 2"));
        QVERIFY(answer.bytes.endsWith("\r\n\r\n["));
    }

    void throttledAnswerNamesTheWait()
    {
        Server world;
        world.faults.force({Fault::Throttled, false, std::chrono::seconds(3), false});
        const RawAnswer answer = exchange(world.socket, getRequest("/wp-json/wc/v3/orders"));
        QVERIFY(answer.bytes.startsWith("HTTP/1.1 429"));
        QVERIFY(answer.bytes.contains("Retry-After: 3"));
    }

    void slowAnswerIsAppliedEvenWhenTheClientHasLeft()
    {
        Server world;
        world.server.setSlowness(std::chrono::milliseconds(1));
        world.faults.force({Fault::SlowPastDeadline, true, std::nullopt, false});
        world.socket.write(getRequest("/wp-json/wc/v3/orders"));
        world.socket.flush();
        world.socket.disconnectFromHost();
        QTRY_COMPARE(world.shop.requests(), 1);
    }

    void brokenStreamsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("not HTTP") << QByteArray("hello\r\n\r\n") << 400;
        QTest::newRow("HTTP/2 preface") << QByteArray("PRI /x HTTP/2.0\r\n\r\n") << 505;
        QTest::newRow("chunked body")
            << QByteArray("POST /x HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n") << 411;
        QTest::newRow("body too large")
            << QByteArray("POST /x HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n") << 413;
        QTest::newRow("negative length")
            << QByteArray("POST /x HTTP/1.1\r\nContent-Length: -1\r\n\r\n") << 400;
        QTest::newRow("header too large")
            << QByteArray("GET /x HTTP/1.1\r\nA: " + QByteArray(70000, 'a')) << 431;
        QTest::newRow("header without colon") << QByteArray("GET /x HTTP/1.1\r\nnonsense\r\n\r\n") << 400;
    }
    void brokenStreamsAreRefused()
    {
        QFETCH(const QByteArray, bytes);
        HttpRequestParser parser;
        parser.append(bytes);
        QVERIFY(!parser.next());
        QTEST(parser.brokenStatus(), "status");
    }

    void bodyMayComeInPieces()
    {
        HttpRequestParser parser;
        parser.append("POST /x?y=1 HTTP/1.1\r\nContent-Length: 4\r\n\r\nab");
        QVERIFY(!parser.next());
        parser.append("cdGET /z HTTP/1.1\r\n\r\n");
        const auto first = parser.next();
        QVERIFY(first);
        QCOMPARE(first->body, QByteArray("abcd"));
        QCOMPARE(first->url.query(), u"y=1"_s);
        const auto second = parser.next();
        QVERIFY(second);
        QCOMPARE(second->verb, QByteArray("GET"));
        QVERIFY(!parser.next());
        QCOMPARE(parser.brokenStatus(), 0);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SimulatorServerTest)
#include "tst_simulatorserver.moc"
