#include "engine/simulators/shopsimulator.h"
#include "engine/simulators/simulatedtransport.h"
#include "engine/simulators/virtualclock.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Counts what arrives and answers 200.
class CountingPlatform final : public SimulatedPlatform {
public:
    HttpResponse answer(const HttpRequest &request, const QDateTime &) override
    {
        ++m_requests;
        m_unsafeRequests += request.verb == "POST" ? 1 : 0;
        return {200, {{"Content-Type", "application/json"}}, R"({"answer":"complete"})"};
    }
    [[nodiscard]] const QList<LedgerEntry> &ledger() const override { return m_ledger; }
    [[nodiscard]] int unsafeRequests() const override { return m_unsafeRequests; }
    [[nodiscard]] int requests() const override { return m_requests; }

private:
    QList<LedgerEntry> m_ledger;
    int m_requests = 0;
    int m_unsafeRequests = 0;
};

struct World {
    VirtualClock clock{QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC)};
    CountingPlatform platform;
    SimulatedTransport transport{clock, 3};
    FaultSchedule faults{1, {}};

    World()
    {
        transport.route(QUrl(u"https://shop.example.test"_s), platform);
        transport.setFaults(&faults);
    }
    Result<HttpResponse> send(const QByteArray &verb)
    {
        HttpRequest request;
        request.verb = verb;
        request.url = QUrl(u"https://shop.example.test/a"_s);
        request.deadline = 30s;
        return clock.run(transport.send(request, {}));
    }
};

} // namespace

class SimulatedTransportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void faultsKeepTheErrorContract_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<bool>("applied");
        QTest::addColumn<QString>("code");
        QTest::newRow("dropped before") << int(Fault::DropBefore) << false << u"http.dropped"_s;
        QTest::newRow("applied, answer lost") << int(Fault::ApplyThenDrop) << true << u"http.dropped"_s;
        QTest::newRow("answer cut") << int(Fault::Truncated) << true << u"http.dropped"_s;
    }
    void faultsKeepTheErrorContract()
    {
        QFETCH(const int, fault);
        QFETCH(const bool, applied);
        for (const QByteArray &verb : {QByteArray("GET"), QByteArray("POST")}) {
            World world;
            world.faults.force({Fault(fault), applied, std::nullopt, false});
            const auto answer = world.send(verb);
            QVERIFY(!answer);
            QTEST(answer.error().code, "code");
            QCOMPARE(answer.error().kind, verb == "GET" ? ErrorKind::Network : ErrorKind::Ambiguous);
            QCOMPARE(world.platform.requests(), applied ? 1 : 0);
        }
    }

    void cutAnswerMayLookComplete()
    {
        World world;
        world.faults.force({Fault::Truncated, true, std::nullopt, true});
        const auto answer = world.send("POST");
        QVERIFY(answer.has_value());
        QCOMPARE(answer->body, QByteArray(R"({"answer":)"));
    }

    void refusalsAreCompleteAnswers()
    {
        World world;
        world.faults.force({Fault::Throttled, false, 7s, false});
        const auto answer = world.send("POST");
        QCOMPARE(answer.value().status, 429);
        QCOMPARE(headerValue(answer->headers, "Retry-After"), QByteArray("7"));
        QCOMPARE(world.platform.requests(), 0);
    }

    void slowAnswerIsAppliedAfterTheCallerHasGivenUp()
    {
        World world;
        world.faults.force({Fault::SlowPastDeadline, true, std::nullopt, false});
        const auto answer = world.send("POST");
        QCOMPARE(answer.error().code, u"http.timeout"_s);
        QCOMPARE(answer.error().kind, ErrorKind::Ambiguous);
        QCOMPARE(world.clock.boot(), 30s);
        QCOMPARE(world.platform.requests(), 0);
        world.clock.pass(1min);
        QVERIFY(world.send("GET").has_value());
        QCOMPARE(world.platform.requests(), 2);
        QCOMPARE(world.platform.unsafeRequests(), 1);
        QCOMPARE(world.transport.counts().lost, 1);
    }

    void unknownHostIsANetworkError()
    {
        World world;
        HttpRequest request;
        request.verb = "POST";
        request.url = QUrl(u"https://other.example.test/a"_s);
        const auto answer = world.clock.run(world.transport.send(request, {}));
        QCOMPARE(answer.error().code, u"http.host"_s);
        QCOMPARE(answer.error().kind, ErrorKind::Network);
    }

    void stopEndsTheWait()
    {
        World world;
        std::stop_source stop;
        HttpRequest request;
        request.url = QUrl(u"https://shop.example.test/a"_s);
        QCoro::Task<Result<HttpResponse>> task = world.transport.send(request, stop.get_token());
        stop.request_stop();
        const auto answer = world.clock.run(task);
        QCOMPARE(answer.error().kind, ErrorKind::Cancelled);
        QCOMPARE(world.platform.requests(), 0);
    }

    void sameSeedSameTrace()
    {
        const auto trace = [] {
            World world;
            world.faults.setRates({.drop = 0.2, .applyThenDrop = 0.2, .throttle = 0.2, .slow = 0.1});
            QStringList lines;
            for (int i = 0; i < 200; ++i) {
                const auto answer = world.send("POST");
                lines.append(QString::number(world.clock.boot().count()) + u' '
                    + (answer ? QString::number(answer->status) : answer.error().code));
            }
            return lines;
        };
        QCOMPARE(trace(), trace());
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::SimulatedTransportTest)
#include "tst_simulatedtransport.moc"
