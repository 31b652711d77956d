#include "engine/simulators/virtualclock.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QCoro::Task<void> note(VirtualClock &clock, std::chrono::milliseconds after, QString name, QStringList &log)
{
    co_await clock.sleepFor(after, {});
    log.append(name);
}

QCoro::Task<int> addTwice(VirtualClock &clock, int value)
{
    co_await clock.sleepFor(1h, {});
    co_await clock.sleepFor(1h, {});
    co_return value + value;
}

QCoro::Task<void> sleepUntilStopped(VirtualClock &clock, std::stop_token stop)
{
    co_await clock.sleepFor(24h, stop);
}

QCoro::Task<void> loopFor(VirtualClock &clock, int rounds, int &done)
{
    for (done = 0; done < rounds; ++done)
        co_await clock.sleepFor(1ms, {});
}

VirtualClock makeClock()
{
    return VirtualClock(QDateTime(QDate(2026, 11, 1), QTime(8, 0), Qt::UTC));
}

} // namespace

class VirtualClockTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void sleepersWakeInTheOrderOfTheirTimeThenOfTheirRegistration()
    {
        VirtualClock clock = makeClock();
        QStringList log;
        const QCoro::Task<void> late = note(clock, 20ms, u"late"_s, log);
        const QCoro::Task<void> first = note(clock, 10ms, u"first"_s, log);
        const QCoro::Task<void> second = note(clock, 10ms, u"second"_s, log);
        while (clock.advance()) { }
        QCOMPARE(log, QStringList({u"first"_s, u"second"_s, u"late"_s}));
        QCOMPARE(clock.boot(), 20ms);
        QVERIFY(late.isReady() && first.isReady() && second.isReady());
    }

    void runReturnsTheResultAndMovesTheDate()
    {
        VirtualClock clock = makeClock();
        QCOMPARE(clock.run(addTwice(clock, 21)), 42);
        QCOMPARE(clock.nowUtc(), QDateTime(QDate(2026, 11, 1), QTime(10, 0), Qt::UTC));
    }

    void stopWakesASleeperAtThePresentTime()
    {
        VirtualClock clock = makeClock();
        std::stop_source stop;
        QCoro::Task<void> task = sleepUntilStopped(clock, stop.get_token());
        clock.pass(5min);
        QVERIFY(!task.isReady());
        stop.request_stop();
        clock.run(task);
        QCOMPARE(clock.boot(), 5min);
        QVERIFY(!clock.hasSleepers());
    }

    void noSleepWhenAlreadyStoppedOrWithoutDuration()
    {
        VirtualClock clock = makeClock();
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(sleepUntilStopped(clock, stop.get_token()).isReady());
        QStringList log;
        QVERIFY(note(clock, 0ms, u"at once"_s, log).isReady());
    }

    void longLoopsDoNotGrowTheStack()
    {
        VirtualClock clock = makeClock();
        int done = 0;
        clock.run(loopFor(clock, 300000, done));
        QCOMPARE(done, 300000);
    }

    void passWakesOnlyWhoIsDue()
    {
        VirtualClock clock = makeClock();
        QStringList log;
        const QCoro::Task<void> early = note(clock, 10s, u"early"_s, log);
        QCoro::Task<void> late = note(clock, 30s, u"late"_s, log);
        clock.pass(20s);
        QCOMPARE(log, QStringList{u"early"_s});
        QCOMPARE(clock.boot(), 20s);
        clock.run(late);
        QCOMPARE(clock.boot(), 30s);
        QVERIFY(early.isReady());
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::VirtualClockTest)
#include "tst_virtualclock.moc"
