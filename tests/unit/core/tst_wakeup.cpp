#include "engine/core/taskscope.h"
#include "engine/core/wakeup.h"

#include <QTest>

using namespace uds;

namespace {

/// Goes on as often as it is woken, until told to leave.
QCoro::Task<void> waiter(Wakeup &wakeup, const bool &leave, int &turns)
{
    while (!leave) {
        co_await wakeup.next();
        ++turns;
    }
}

/// Wakes the others as soon as it is woken itself, then waits again.
QCoro::Task<void> relay(Wakeup &own, Wakeup &other, const bool &leave, int &turns)
{
    while (!leave) {
        co_await own.next();
        ++turns;
        other.wake();
    }
}

} // namespace

class TestWakeup : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nobodyIsWaiting();
    void everybodyGoesOnAtOnce();
    void whoWaitsAgainInItsTurnWaitsForTheNextWake();
    void oneMayWakeAnotherInItsTurn();
};

void TestWakeup::nobodyIsWaiting()
{
    Wakeup wakeup;
    wakeup.wake();
    bool leave = false;
    int turns = 0;
    const QCoro::Task<void> task = waiter(wakeup, leave, turns);
    QCOMPARE(turns, 0); // a wake of before is not kept
    leave = true;
    wakeup.wake();
    QVERIFY(task.isReady());
}

void TestWakeup::everybodyGoesOnAtOnce()
{
    Wakeup wakeup;
    bool leave = false;
    int turns = 0;
    TaskScope tasks;
    for (int i = 0; i < 3; ++i)
        tasks.spawn(waiter(wakeup, leave, turns));
    leave = true;
    wakeup.wake();
    QCOMPARE(turns, 3);
    QVERIFY(tasks.finished().isReady());
}

void TestWakeup::whoWaitsAgainInItsTurnWaitsForTheNextWake()
{
    Wakeup wakeup;
    bool leave = false;
    int turns = 0;
    const QCoro::Task<void> task = waiter(wakeup, leave, turns);
    for (int round = 1; round <= 3; ++round) {
        wakeup.wake();
        QCOMPARE(turns, round);
    }
    QVERIFY(!task.isReady());
    leave = true;
    wakeup.wake();
    QVERIFY(task.isReady());
}

void TestWakeup::oneMayWakeAnotherInItsTurn()
{
    Wakeup first;
    Wakeup second;
    bool leave = false;
    int relayed = 0;
    int turns = 0;
    const QCoro::Task<void> between = relay(first, second, leave, relayed);
    const QCoro::Task<void> task = waiter(second, leave, turns);
    first.wake();
    first.wake();
    QCOMPARE(relayed, 2);
    QCOMPARE(turns, 2);
    leave = true;
    first.wake();
    QVERIFY(between.isReady() && task.isReady());
}

QTEST_GUILESS_MAIN(TestWakeup)
#include "tst_wakeup.moc"
