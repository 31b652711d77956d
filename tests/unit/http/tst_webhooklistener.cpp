#include "engine/http/webhooklistener.h"
#include "tests/support/rawclient.h"

#include <QCoroFuture>
#include <QFile>
#include <QHostAddress>
#include <QPromise>
#include <QTest>
#include <QTimer>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kTarget = "/hooks/7/abcdefghijklmnop0123456789";

WebhookLimits smallLimits()
{
    WebhookLimits limits;
    limits.headerBytes = 2'000;
    limits.bodyBytes = 10'000;
    limits.exchange = 300ms;
    limits.connections = 4;
    limits.requestsPerConnection = 3;
    return limits;
}

/// A listener that writes down what arrives and answers with 200 and the size of the body.
class Receiver {
public:
    explicit Receiver(const WebhookLimits &limits = WebhookLimits())
        : m_listener(limits, [this](const WebhookCall &call) { return taken(call); })
    {
        const auto listening = m_listener.listen(QHostAddress(QHostAddress::LocalHost), 0);
        if (!listening)
            qFatal("%s", qPrintable(listening.error().message));
    }
    ~Receiver()
    {
        release();
        QCoro::waitFor(m_listener.close());
    }
    [[nodiscard]] quint16 port() const { return m_listener.port(); }
    [[nodiscard]] WebhookListener &listener() { return m_listener; }
    /// From now on answers wait for release().
    void hold()
    {
        m_gate = std::make_unique<QPromise<void>>();
        m_gate->start();
    }
    void release()
    {
        if (m_gate)
            m_gate->finish();
        m_gate.reset();
    }

    QList<WebhookCall> calls;

private:
    [[nodiscard]] QCoro::Task<HttpResponse> taken(WebhookCall call)
    {
        calls.append(call);
        if (m_gate) {
            QFuture<void> opened = m_gate->future();
            co_await opened;
        }
        co_return HttpResponse{200, {}, QByteArray::number(call.request.body.size())};
    }

    std::unique_ptr<QPromise<void>> m_gate;
    WebhookListener m_listener;
};

QByteArray post(const QByteArray &body, const QByteArray &headers = {})
{
    return rawRequest("POST", kTarget, body, headers);
}

// Resident memory of this process in bytes; zero where it cannot be read.
qint64 memoryInUse()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    return file.readAll().split(' ').value(1).toLongLong() * 4096;
}

} // namespace

class TestWebhookListener : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aDeliveryArrivesByteForByte()
    {
        Receiver receiver;
        RawClient client(receiver.port());
        const QByteArray body = QByteArray("{\"id\":1,\0\r\n\r\n\xff}", 17);
        const RawAnswer answer = client.exchange(post(body, "X-Signature: abc=\r\nx-signature: two\r\n"));
        QCOMPARE(answer.status, 200);
        QCOMPARE(answer.body, "17");
        QCOMPARE(receiver.calls.size(), 1);
        const WebhookCall &call = receiver.calls.first();
        QCOMPARE(call.request.body, body);
        QCOMPARE(call.path, (WebhookPath{7, "abcdefghijklmnop0123456789"}));
        QCOMPARE(std::ranges::count_if(call.request.headers,
                     [](const HttpHeader &header) { return header.name.toLower() == "x-signature"; }),
            2);
    }
    void aConnectionServesSeveralDeliveriesUntilItsShareIsUsed()
    {
        Receiver receiver(smallLimits());
        RawClient client(receiver.port());
        client.send(post("one") + post("three") + post("fourth") + post("never read"));
        for (const char *size : {"3", "5", "6"})
            QCOMPARE(client.answer().body, QByteArray(size));
        QVERIFY(client.isHungUp());
        QCOMPARE(receiver.calls.size(), 3);
    }
    void everythingElseIsRefusedWithoutDetail_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::newRow("root") << rawRequest("GET", "/", {}) << 404;
        QTest::newRow("a token that is too short") << rawRequest("POST", "/hooks/7/abc", {}) << 404;
        QTest::newRow("no number") << rawRequest("POST", "/hooks/x/abcdefghijklmnop0123456789", {}) << 404;
        QTest::newRow("a huge number")
            << rawRequest("POST", "/hooks/99999999999999999999/abcdefghijklmnop0123456789", {}) << 404;
        QTest::newRow("something behind") << rawRequest("POST", kTarget + "/more", {}) << 404;
        QTest::newRow("upwards") << rawRequest("POST", "/hooks/../7/abcdefghijklmnop0123456789", {}) << 404;
        QTest::newRow("reading") << rawRequest("GET", kTarget, {}) << 405;
        QTest::newRow("replacing") << rawRequest("PUT", kTarget, "x") << 405;
        QTest::newRow("no HTTP") << QByteArray("hello there\r\n\r\n") << 400;
        QTest::newRow("another version") << QByteArray("POST / HTTP/2.0\r\n\r\n") << 505;
        QTest::newRow("chunks") << QByteArray(
            "POST " + kTarget + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n")
                                << 411;
        QTest::newRow("two lengths") << QByteArray(
            "POST " + kTarget + " HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc")
                                     << 400;
        QTest::newRow("a signed length")
            << QByteArray("POST " + kTarget + " HTTP/1.1\r\nContent-Length: +2\r\n\r\nab") << 400;
        QTest::newRow("a lone carriage return in a header")
            << QByteArray("POST " + kTarget + " HTTP/1.1\r\nA: b\rInjected: c\r\nContent-Length: 0\r\n\r\n")
            << 400;
    }
    void everythingElseIsRefusedWithoutDetail()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        Receiver receiver;
        RawClient client(receiver.port());
        const RawAnswer answer = client.exchange(request);
        QCOMPARE(answer.status, status);
        QVERIFY(answer.body.isEmpty());
        QVERIFY(receiver.calls.isEmpty());
    }
    void anOversizeBodyIsRefusedBeforeItIsRead()
    {
        Receiver receiver(smallLimits());
        RawClient client(receiver.port());
        client.send("POST " + kTarget + " HTTP/1.1\r\nContent-Length: 10001\r\n\r\nbegin");
        QCOMPARE(client.answer().status, 413);
        QVERIFY(client.isHungUp());
        RawClient exact(receiver.port());
        QCOMPARE(exact.exchange(post(QByteArray(10'000, 'x'))).body, "10000");
    }
    void aSenderThatKeepsOnSendingStillReadsTheRefusal()
    {
        Receiver receiver(smallLimits());
        RawClient client(receiver.port());
        client.send(post(QByteArray(3'000'000, 'x')));
        QCOMPARE(client.answer().status, 413);
        QVERIFY(client.isHungUp());
        QVERIFY(receiver.calls.isEmpty());
    }
    void endlessHeadersAreRefused()
    {
        Receiver receiver(smallLimits());
        RawClient client(receiver.port());
        client.send("POST " + kTarget + " HTTP/1.1\r\nX: " + QByteArray(3'000, 'a'));
        QCOMPARE(client.answer().status, 431);
        QVERIFY(client.isHungUp());
    }
    void aSlowSenderRunsOutOfTime_data()
    {
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("in the request line") << QByteArray("PO");
        QTest::newRow("in the headers") << QByteArray("POST " + kTarget + " HTTP/1.1\r\nX-A: ");
        QTest::newRow("in the body") << QByteArray(
            "POST " + kTarget + " HTTP/1.1\r\nContent-Length: 1000\r\n\r\n");
    }
    void aSlowSenderRunsOutOfTime()
    {
        QFETCH(QByteArray, begin);
        Receiver receiver(smallLimits());
        RawClient client(receiver.port());
        client.send(begin);
        QTimer drip; // a byte now and then does not buy time
        connect(&drip, &QTimer::timeout, &client.socket(), [&client] {
            if (client.socket().state() == QAbstractSocket::ConnectedState)
                client.send("a");
        });
        drip.start(20);
        QCOMPARE(client.answer().status, 408);
        drip.stop();
        QVERIFY(client.isHungUp());
        QVERIFY(receiver.calls.isEmpty());
    }
    void anIdleConnectionIsClosedWithoutAWord()
    {
        Receiver receiver(smallLimits());
        RawClient client(receiver.port());
        QVERIFY(client.isHungUp());
        QVERIFY(client.socket().readAll().isEmpty());
        QTRY_COMPARE(receiver.listener().connectionCount(), 0);
    }
    void anAnswerThatTakesTooLongIs503()
    {
        Receiver receiver(smallLimits());
        receiver.hold();
        RawClient client(receiver.port());
        QCOMPARE(client.exchange(post("x")).status, 503);
        QVERIFY(client.isHungUp());
        receiver.release();
    }
    void moreConnectionsThanAllowedAreHungUpOn()
    {
        WebhookLimits limits = smallLimits();
        limits.exchange = 30s;
        Receiver receiver(limits);
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < limits.connections; ++i)
            clients.push_back(std::make_unique<RawClient>(receiver.port()));
        QTRY_COMPARE(receiver.listener().connectionCount(), limits.connections);
        RawClient oneTooMany(receiver.port());
        QVERIFY(oneTooMany.isHungUp());
        QCOMPARE(clients.front()->exchange(post("still served")).status, 200);
        clients.pop_back();
        QTRY_COMPARE(receiver.listener().connectionCount(), limits.connections - 1);
        RawClient next(receiver.port());
        QCOMPARE(next.exchange(post("served again")).status, 200);
    }
    void aClientThatLeavesMeanwhileHarmsNobody()
    {
        Receiver receiver;
        receiver.hold();
        {
            RawClient leaving(receiver.port());
            leaving.send(post("x"));
            QTRY_COMPARE(receiver.calls.size(), 1);
            leaving.socket().abort();
            QTRY_COMPARE(receiver.listener().connectionCount(), 0);
        }
        receiver.release();
        RawClient next(receiver.port());
        QCOMPARE(next.exchange(post("y")).status, 200);
    }
    void closingWaitsForTheHandlers()
    {
        auto receiver = std::make_unique<Receiver>();
        receiver->hold();
        RawClient client(receiver->port());
        client.send(post("x"));
        QTRY_COMPARE(receiver->calls.size(), 1);
        QCoro::Task<void> closing = receiver->listener().close();
        QVERIFY(client.isHungUp());
        QVERIFY(!closing.isReady());
        receiver->release();
        QTRY_VERIFY(closing.isReady());
    }
    void aTakenPortIsExplained()
    {
        Receiver receiver;
        WebhookListener second(
            {}, [](const WebhookCall &) -> QCoro::Task<HttpResponse> { co_return HttpResponse(); });
        const auto listening = second.listen(QHostAddress(QHostAddress::LocalHost), receiver.port());
        QVERIFY(!listening);
        QCOMPARE(listening.error().code, u"webhook.port"_s);
        QCOMPARE(listening.error().kind, ErrorKind::Configuration);
    }
    void garbageNeverCrashesOrHangsIt()
    {
        WebhookLimits limits = smallLimits();
        limits.connections = 16;
        Receiver receiver(limits);
        const bool holds = rc::check("any bytes in any pieces", [&receiver] {
            const auto genuine
                = QByteArray("POST " + kTarget + " HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello");
            QByteArray bytes = *rc::gen::element(genuine, QByteArray());
            const auto noise = *rc::gen::container<std::string>(rc::gen::arbitrary<char>());
            bytes.insert(*rc::gen::inRange<qsizetype>(0, bytes.size() + 1), QByteArray::fromStdString(noise));
            RawClient client(receiver.port());
            const qsizetype cut = *rc::gen::inRange<qsizetype>(0, bytes.size() + 1);
            client.send(bytes.left(cut));
            client.socket().flush();
            client.send(bytes.mid(cut));
            if (*rc::gen::arbitrary<bool>())
                client.socket().abort();
            else
                client.socket().disconnectFromHost();
            RC_ASSERT(client.isHungUp());
        });
        QVERIFY(holds);
        QTRY_COMPARE(receiver.listener().connectionCount(), 0);
        RawClient after(receiver.port());
        QCOMPARE(after.exchange(post("fine")).status, 200);
    }
    void memoryStaysBoundedUnderAFlood()
    {
        WebhookLimits limits;
        limits.exchange = 5s;
        Receiver receiver(limits);
        receiver.hold(); // the worst case: nobody is answered, and everybody goes on sending
        const qint64 before = memoryInUse();
        std::vector<std::unique_ptr<RawClient>> clients;
        const QByteArray piece(256 * 1024, 'x');
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<RawClient>(receiver.port()));
            clients.back()->send(post("x"));
        }
        QTRY_COMPARE(receiver.calls.size(), 8);
        qint64 sent = 0;
        for (int round = 0; round < 40; ++round) {
            for (const auto &client : clients) {
                if (client->socket().bytesToWrite() > 0)
                    continue; // the system's buffers are full: it is not read any more
                client->send(piece);
                sent += piece.size();
            }
            QTest::qWait(1);
        }
        QVERIFY(sent > 0);
        QVERIFY2(
            memoryInUse() - before < 64 * 1024 * 1024, qPrintable(QString::number(memoryInUse() - before)));
        receiver.release();
    }
};

QTEST_GUILESS_MAIN(TestWebhookListener)
#include "tst_webhooklistener.moc"
