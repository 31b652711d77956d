#include "engine/core/taskscope.h"
#include "engine/http/ratelimiter.h"
#include "engine/simulators/seededrandom.h"
#include "engine/simulators/virtualclock.h"

#include <QTest>

#include <algorithm>

#include <rapidcheck.h>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

/// A server that sees requests arrive some time after they were admitted.
struct Server {
    VirtualClock clock{QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC)};
    SeededRandom random{1};
    milliseconds slowest = 2s;
    QList<milliseconds> arrivals;
    QList<milliseconds> batchArrivals;
    QList<int> order;
    int underWay = 0;
    int mostUnderWay = 0;
    int cancelled = 0;

    explicit Server(quint64 seed = 1)
        : random(seed)
    {
    }
    milliseconds someTime() { return milliseconds(qint64(random.below(quint64(slowest.count() / 2) + 1))); }
};

QCoro::Task<void> request(Server *server, RateLimiter *limiter, int number, bool batch, std::stop_token stop)
{
    const auto permit = co_await limiter->acquire(batch, stop);
    if (!permit) {
        ++server->cancelled;
        co_return;
    }
    server->order.append(number);
    server->mostUnderWay = std::max(server->mostUnderWay, ++server->underWay);
    const milliseconds there = server->someTime();
    co_await server->clock.sleepFor(there, {});
    server->arrivals.append(server->clock.boot());
    if (batch)
        server->batchArrivals.append(server->clock.boot());
    const milliseconds back = server->someTime();
    co_await server->clock.sleepFor(back, {});
    --server->underWay;
}

QCoro::Task<void> requestLater(Server *server, RateLimiter *limiter, milliseconds wait, bool batch)
{
    co_await server->clock.sleepFor(wait, {});
    co_await request(server, limiter, 0, batch, {});
}

AdmissionLimits perMinute(int requests, int batches = 0, int concurrent = 0)
{
    return {concurrent,
        {{RateWindow::Counts::Requests, 1min, requests}, {RateWindow::Counts::Batches, 1min, batches}}};
}

/// The largest number of \a arrivals in any window of \a span.
int mostWithin(const QList<milliseconds> &arrivals, milliseconds span)
{
    int most = 0;
    qsizetype first = 0;
    for (qsizetype last = 0; last < arrivals.size(); ++last) {
        while (arrivals[first] <= arrivals[last] - span)
            ++first;
        most = std::max(most, int(last - first + 1));
    }
    return most;
}

int countUntil(const QList<milliseconds> &arrivals, milliseconds end)
{
    return int(
        std::count_if(arrivals.cbegin(), arrivals.cend(), [end](milliseconds at) { return at < end; }));
}

void runAll(Server &server)
{
    while (server.clock.advance()) { }
}

} // namespace

class TestRateLimiter : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neverAboveTheLimitByTheServersCount()
    {
        const bool held = rc::check("random arrivals", [](quint64 seed) {
            Server server(seed);
            const int requests = 10 + int(server.random.below(100));
            const int batches = 1 + int(server.random.below(20));
            const int concurrent = 1 + int(server.random.below(10));
            RateLimiter limiter(perMinute(requests, batches, concurrent), server.clock);
            TaskScope scope;
            for (int i = 0; i < 400; ++i) {
                const milliseconds wait(qint64(server.random.below(300'000)));
                scope.spawn(requestLater(&server, &limiter, wait, server.random.chance(20)));
            }
            runAll(server);
            RC_ASSERT(server.arrivals.size() == 400);
            RC_ASSERT(mostWithin(server.arrivals, 60s) <= requests);
            RC_ASSERT(mostWithin(server.batchArrivals, 60s) <= batches);
            RC_ASSERT(server.mostUnderWay <= concurrent);
        });
        QVERIFY(held);
    }
    void usesTheLimitWhenThereIsWork()
    {
        Server server;
        RateLimiter limiter(perMinute(500, 40, 10), server.clock);
        TaskScope scope;
        for (int i = 0; i < 6000; ++i)
            scope.spawn(request(&server, &limiter, i, i % 10 == 0, {}));
        runAll(server);
        QCOMPARE(server.arrivals.size(), 6000);
        QVERIFY(mostWithin(server.arrivals, 60s) <= 500);
        QVERIFY(mostWithin(server.batchArrivals, 60s) <= 40);
        const int inTenMinutes = countUntil(server.arrivals, 10min);
        QVERIFY2(inTenMinutes >= 4250, qPrintable(QString::number(inTenMinutes)));
        QVERIFY(countUntil(server.batchArrivals, 10min) >= 340);
    }
    void perSecondLimitHolds()
    {
        Server server;
        RateLimiter limiter({0, {{RateWindow::Counts::Requests, 1s, 10}}}, server.clock);
        TaskScope scope;
        for (int i = 0; i < 200; ++i)
            scope.spawn(request(&server, &limiter, i, false, {}));
        runAll(server);
        QCOMPARE(server.arrivals.size(), 200);
        QVERIFY(mostWithin(server.arrivals, 1s) <= 10);
    }
    void zeroIsUnlimited()
    {
        Server server;
        RateLimiter limiter({}, server.clock);
        TaskScope scope;
        for (int i = 0; i < 1000; ++i)
            scope.spawn(request(&server, &limiter, i, true, {}));
        QCOMPARE(server.order.size(), 1000);
        runAll(server);
    }
    void firstComeFirstServed()
    {
        Server server;
        RateLimiter limiter(perMinute(20, 0, 3), server.clock);
        TaskScope scope;
        QList<int> arrival;
        for (int i = 0; i < 100; ++i) {
            arrival.append(i);
            scope.spawn(request(&server, &limiter, i, false, {}));
        }
        runAll(server);
        QCOMPARE(server.order, arrival);
    }
    void batchesThatWaitForTheirLimitLetOthersPass()
    {
        Server server;
        RateLimiter limiter(perMinute(0, 1), server.clock);
        TaskScope scope;
        for (int i = 0; i < 3; ++i)
            scope.spawn(request(&server, &limiter, i, true, {}));
        for (int i = 3; i < 6; ++i)
            scope.spawn(request(&server, &limiter, i, false, {}));
        QCOMPARE(server.order, QList<int>({0, 3, 4, 5}));
        runAll(server);
        QCOMPARE(server.order, QList<int>({0, 3, 4, 5, 1, 2}));
    }
    void oneWhoGivesUpMakesRoom()
    {
        Server server;
        RateLimiter limiter(perMinute(0, 0, 1), server.clock);
        TaskScope scope;
        std::stop_source stop;
        scope.spawn(request(&server, &limiter, 0, false, {}));
        scope.spawn(request(&server, &limiter, 1, false, stop.get_token()));
        scope.spawn(request(&server, &limiter, 2, false, {}));
        stop.request_stop();
        runAll(server);
        QCOMPARE(server.order, QList<int>({0, 2}));
        QCOMPARE(server.cancelled, 1);
        QCOMPARE(limiter.waiting(), 0);
        QVERIFY(server.clock.boot() < 1min);
    }
    void alreadyStoppedDoesNotTakeATurn()
    {
        Server server;
        RateLimiter limiter(perMinute(0, 0, 1), server.clock);
        std::stop_source stop;
        stop.request_stop();
        TaskScope scope;
        scope.spawn(request(&server, &limiter, 0, false, {}));
        scope.spawn(request(&server, &limiter, 1, false, stop.get_token()));
        QCOMPARE(server.cancelled, 1);
        runAll(server);
        QCOMPARE(server.order, QList<int>({0}));
    }
    void throttlingPausesAndSlowsDown()
    {
        Server server;
        RateLimiter limiter(perMinute(100), server.clock);
        TaskScope scope;
        limiter.throttled({30s, true});
        limiter.throttled({20s, true}); // of another request that was under way: the same event
        QCOMPARE(limiter.allowed(), 75);
        for (int i = 0; i < 300; ++i)
            scope.spawn(request(&server, &limiter, i, false, {}));
        runAll(server);
        QVERIFY(server.arrivals.constFirst() >= 30s);
        QVERIFY(countUntil(server.arrivals, 90s) <= 75);
    }
    void throttledAgainItGoesLowerAndRecoversSlowly()
    {
        Server server;
        RateLimiter limiter(perMinute(100), server.clock);
        limiter.throttled({1s, true});
        server.clock.pass(2s);
        limiter.throttled({1s, true});
        QCOMPARE(limiter.allowed(), 56);
        server.clock.pass(1min);
        QCOMPARE(limiter.allowed(), 61);
        server.clock.pass(8min);
        QCOMPARE(limiter.allowed(), 100);
        for (int i = 0; i < 50; ++i) {
            limiter.throttled({1s, true});
            server.clock.pass(2s);
        }
        QCOMPARE(limiter.allowed(), 10);
    }
    void unlimitedLearnsALimitFrom429AndForgetsIt()
    {
        Server server;
        server.slowest = 0ms;
        RateLimiter limiter({}, server.clock);
        TaskScope scope;
        for (int i = 0; i < 200; ++i)
            scope.spawn(request(&server, &limiter, i, false, {}));
        QCOMPARE(limiter.allowed(), 0);
        limiter.throttled({5s, true});
        QCOMPARE(limiter.allowed(), 150);
        server.clock.pass(5min);
        QCOMPARE(limiter.allowed(), 0);
    }
    void a429TeachesTheWindowItSpeaksOf_data()
    {
        QTest::addColumn<int>("sent");
        QTest::addColumn<milliseconds>("ago");
        QTest::addColumn<Throttling>("refusal");
        QTest::addColumn<int>("perMinuteAfter");
        QTest::addColumn<int>("perSecondAfter");
        QTest::addColumn<int>("batchesAfter");
        const milliseconds unsaid = 60s;
        QTest::newRow("a burst: the second")
            << 10 << milliseconds(0) << Throttling{unsaid, false, false} << 100 << 7 << 20;
        QTest::newRow("a burst, but the server says a minute")
            << 10 << milliseconds(0) << Throttling{60s, true, false} << 75 << 10 << 20;
        QTest::newRow("a busy minute: the minute")
            << 90 << milliseconds(5s) << Throttling{unsaid, false, false} << 75 << 10 << 20;
        QTest::newRow("many batches, a batch refused: batches")
            << 18 << milliseconds(5s) << Throttling{unsaid, false, true} << 100 << 10 << 15;
        QTest::newRow("many batches, something else refused: not batches")
            << 18 << milliseconds(5s) << Throttling{unsaid, false, false} << 75 << 10 << 20;
    }
    void a429TeachesTheWindowItSpeaksOf()
    {
        QFETCH(const int, sent);
        QFETCH(const milliseconds, ago);
        QFETCH(const Throttling, refusal);
        using enum RateWindow::Counts;
        Server server;
        server.slowest = 0ms;
        RateLimiter limiter(
            {0, {{Requests, 1min, 100}, {Requests, 1s, 10}, {Batches, 1min, 20}}}, server.clock);
        TaskScope scope;
        for (int i = 0; i < sent; ++i)
            scope.spawn(request(&server, &limiter, i, sent == 18, {}));
        runAll(server);
        server.clock.pass(ago);
        limiter.throttled(refusal);
        QTEST(limiter.allowed(Requests), "perMinuteAfter");
        QTEST(limiter.allowed(Requests, 1s), "perSecondAfter");
        QTEST(limiter.allowed(Batches), "batchesAfter");
    }
    void unlimitedLearnsWhatABatchIsRefusedFor()
    {
        Server server;
        server.slowest = 0ms;
        RateLimiter limiter({}, server.clock);
        TaskScope scope;
        for (int i = 0; i < 40; ++i)
            scope.spawn(request(&server, &limiter, i, true, {}));
        limiter.throttled({60s, true, true});
        QCOMPARE(limiter.allowed(RateWindow::Counts::Batches), 30);
        QCOMPARE(limiter.allowed(), 0);
    }
};

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
