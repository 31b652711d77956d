#include "engine/core/poolbackground.h"

#include <QCoroTask>
#include <QSemaphore>
#include <QSet>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace uds;

namespace {

/// Rounds one after the other, as a run plans its windows.
QCoro::Task<void> rounds(Background &background, int count, const std::vector<Background::Job> &jobs)
{
    for (int i = 0; i < count; ++i)
        co_await background.finish(jobs);
}

std::vector<Background::Job> adding(std::atomic<int> &sum, int jobs)
{
    return std::vector<Background::Job>(std::size_t(jobs), [&sum] { ++sum; });
}

} // namespace

/// What is done beside the waiting thread is done, all of it, before the wait ends.
class TestBackground : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doesAllJobs_data();
    void doesAllJobs();
    void inlineJobsGoInOrderOnTheCallingThread();
    void poolJobsGoBesideTheCallingThread();
    void theCallerGoesOnOnItsOwnThread();
    void otherCoroutinesKeepTheirTurns();
    void severalMayWaitForOnePool();
    void jobsWriteToTheirOwnPlaces();
};

void TestBackground::doesAllJobs_data()
{
    QTest::addColumn<bool>("pool");
    QTest::addColumn<int>("jobs");
    QTest::addColumn<int>("times");
    QTest::newRow("inline, none") << false << 0 << 1;
    QTest::newRow("inline, some") << false << 5 << 3;
    QTest::newRow("pool, none") << true << 0 << 1;
    QTest::newRow("pool, none, again and again") << true << 0 << 1000;
    QTest::newRow("pool, one") << true << 1 << 1;
    QTest::newRow("pool, fewer than processors, many rounds") << true << 2 << 2000;
    QTest::newRow("pool, more than threads, many rounds") << true << 40 << 200;
}

void TestBackground::doesAllJobs()
{
    QFETCH(bool, pool);
    QFETCH(int, jobs);
    QFETCH(int, times);
    PoolBackground beside;
    InlineBackground here;
    Background &background = pool ? static_cast<Background &>(beside) : here;
    std::atomic<int> sum = 0;
    const std::vector<Background::Job> all = adding(sum, jobs);
    QCoro::waitFor(rounds(background, times, all));
    QCOMPARE(sum.load(), jobs * times);
}

void TestBackground::inlineJobsGoInOrderOnTheCallingThread()
{
    QList<int> order;
    QSet<QThread *> threads;
    std::vector<Background::Job> jobs;
    for (int i = 0; i < 4; ++i) {
        jobs.emplace_back([&, i] {
            order.append(i);
            threads.insert(QThread::currentThread());
        });
    }
    InlineBackground background;
    QVERIFY(background.finish(jobs).isReady());
    QCOMPARE(order, (QList<int>{0, 1, 2, 3}));
    QCOMPARE(threads, QSet<QThread *>{QThread::currentThread()});
}

void TestBackground::poolJobsGoBesideTheCallingThread()
{
    std::atomic<QThread *> worker = nullptr;
    const std::vector<Background::Job> jobs{[&worker] { worker = QThread::currentThread(); }};
    PoolBackground background;
    QCoro::waitFor(background.finish(jobs));
    QVERIFY(worker.load() != nullptr && worker.load() != QThread::currentThread());
}

void TestBackground::theCallerGoesOnOnItsOwnThread()
{
    QThread *after = nullptr;
    std::atomic<int> sum = 0;
    const auto work = [](std::atomic<int> &into, QThread **thread) -> QCoro::Task<void> {
        PoolBackground background;
        const std::vector<Background::Job> jobs = adding(into, 8);
        co_await background.finish(jobs);
        *thread = QThread::currentThread();
    };
    QCoro::waitFor(work(sum, &after));
    QCOMPARE(after, QThread::currentThread());
    QCOMPARE(sum.load(), 8);
}

// The job ends only after the event loop of the waiting thread has run something else.
void TestBackground::otherCoroutinesKeepTheirTurns()
{
    QSemaphore turn;
    const std::vector<Background::Job> jobs{[&turn] { turn.acquire(); }};
    PoolBackground background;
    const QCoro::Task<void> waiting = background.finish(jobs);
    QVERIFY(!waiting.isReady());
    QMetaObject::invokeMethod(
        this, [&turn] { turn.release(); }, Qt::QueuedConnection);
    QTRY_VERIFY(waiting.isReady());
}

void TestBackground::severalMayWaitForOnePool()
{
    PoolBackground background;
    std::atomic<int> sum = 0;
    const std::vector<Background::Job> jobs = adding(sum, 7);
    std::vector<QCoro::Task<void>> tasks;
    for (int i = 0; i < 5; ++i)
        tasks.push_back(rounds(background, 50, jobs));
    for (const QCoro::Task<void> &task : tasks)
        QTRY_VERIFY(task.isReady());
    QCOMPARE(sum.load(), 5 * 50 * 7);
}

void TestBackground::jobsWriteToTheirOwnPlaces()
{
    std::vector<QList<int>> parts(20);
    std::vector<Background::Job> jobs;
    for (int i = 0; i < 20; ++i)
        jobs.emplace_back([&parts, i] { parts[std::size_t(i)].append(i); });
    PoolBackground background;
    QCoro::waitFor(rounds(background, 3, jobs));
    for (int i = 0; i < 20; ++i)
        QCOMPARE(parts[std::size_t(i)], (QList<int>{i, i, i}));
}

QTEST_GUILESS_MAIN(TestBackground)
#include "tst_background.moc"
