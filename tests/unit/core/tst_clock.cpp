#include "engine/core/systemclock.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace uds;
using namespace std::chrono_literals;

class TestClock : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bootNeverGoesBack();
    void wallTimeIsUtc();
    void sleepsAtLeastTheDuration();
    void returnsAtOnceWhenAlreadyStopped();
    void stopFromAnotherThreadWakes();
    void negativeDurationReturns();
    void longerThanATimerCanCountIsStoppable();
};

void TestClock::bootNeverGoesBack()
{
    const SystemClock clock;
    std::chrono::milliseconds last = clock.boot();
    QVERIFY(last > 0ms);
    for (int i = 0; i < 1000; ++i) {
        const std::chrono::milliseconds now = clock.boot();
        QVERIFY(now >= last);
        last = now;
    }
}

void TestClock::wallTimeIsUtc()
{
    QCOMPARE(SystemClock().nowUtc().timeSpec(), Qt::UTC);
}

void TestClock::sleepsAtLeastTheDuration()
{
    SystemClock clock;
    const std::chrono::milliseconds start = clock.boot();
    QCoro::waitFor(clock.sleepFor(30ms, {}));
    QVERIFY(clock.boot() - start >= 28ms); // Coarse timers may be early by a twentieth.
}

void TestClock::returnsAtOnceWhenAlreadyStopped()
{
    SystemClock clock;
    std::stop_source stop;
    stop.request_stop();
    const QCoro::Task<void> task = clock.sleepFor(1h, stop.get_token());
    QVERIFY(task.isReady());
}

void TestClock::stopFromAnotherThreadWakes()
{
    SystemClock clock;
    std::stop_source stop;
    QElapsedTimer elapsed;
    elapsed.start();
    QCoro::Task<void> task = clock.sleepFor(1h, stop.get_token());
    QVERIFY(!task.isReady());
    std::thread other([&stop] { stop.request_stop(); });
    QCoro::waitFor(task);
    other.join();
    QVERIFY(elapsed.elapsed() < 60'000);
}

void TestClock::negativeDurationReturns()
{
    SystemClock clock;
    QCoro::waitFor(clock.sleepFor(-5s, {}));
}

void TestClock::longerThanATimerCanCountIsStoppable()
{
    SystemClock clock;
    std::stop_source stop;
    QCoro::Task<void> task = clock.sleepFor(std::chrono::hours(24 * 365), stop.get_token());
    QCoreApplication::processEvents();
    QVERIFY(!task.isReady());
    stop.request_stop();
    QCoro::waitFor(task);
}

QTEST_GUILESS_MAIN(TestClock)
#include "tst_clock.moc"
