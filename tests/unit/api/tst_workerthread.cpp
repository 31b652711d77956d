#include "engine/api/workerthread.h"
#include "engine/core/systemclock.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<QThread *>> currentThread()
{
    co_return QThread::currentThread();
}

QCoro::Task<Result<int>> doubledAfterASleep(int value)
{
    const std::unique_ptr<Clock> clock = std::make_unique<SystemClock>();
    co_await clock->sleepFor(1ms, {});
    co_return value * 2;
}

QCoro::Task<Result<std::unique_ptr<int>>> boxed(int value)
{
    co_return std::make_unique<int>(value);
}

QCoro::Task<Result<void>> refused()
{
    co_return fail(ErrorKind::Validation, u"test.refused"_s, u"no"_s);
}

QCoro::Task<Result<QString>> sleepUntilStopped(std::stop_token stop)
{
    const std::unique_ptr<Clock> clock = std::make_unique<SystemClock>();
    co_await clock->sleepFor(1h, stop);
    co_return u"stopped"_s;
}

QCoro::Task<void> store(QCoro::Task<Result<QString>> task, QString *answer)
{
    const Result<QString> result = co_await task;
    *answer = result ? *result : result.error().code;
}

QCoro::Task<Result<QThread *>> resumedOn(WorkerThread *worker)
{
    const auto start = [](std::stop_token) { return doubledAfterASleep(1); };
    const Result<int> ignored = co_await worker->run(start);
    Q_UNUSED(ignored)
    co_return QThread::currentThread();
}

struct Reporter {
    QThread **destroyedOn;
    ~Reporter() { *destroyedOn = QThread::currentThread(); }
};

} // namespace

class TestWorkerThread : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsOnTheWorker()
    {
        WorkerThread worker(u"test"_s);
        const auto thread = QCoro::waitFor(worker.run([](std::stop_token) { return currentThread(); }));
        QVERIFY(thread);
        QVERIFY(*thread != QThread::currentThread());
        QCOMPARE((*thread)->objectName(), u"test"_s);
    }
    void resumesOnTheCallersThread()
    {
        WorkerThread worker(u"test"_s);
        const auto thread = QCoro::waitFor(resumedOn(&worker));
        QCOMPARE(*thread, QThread::currentThread());
    }
    void handsBackValuesThatCannotBeCopied()
    {
        WorkerThread worker(u"test"_s);
        const auto box = QCoro::waitFor(worker.run([](std::stop_token) { return boxed(7); }));
        QCOMPARE(**box, 7);
    }
    void handsBackErrors()
    {
        WorkerThread worker(u"test"_s);
        const auto result = QCoro::waitFor(worker.run([](std::stop_token) { return refused(); }));
        QVERIFY(!result);
        QCOMPARE(result.error().code, u"test.refused"_s);
    }
    void runsManyAtOnceAndMixesNothingUp()
    {
        WorkerThread worker(u"test"_s);
        std::vector<QCoro::Task<Result<int>>> tasks;
        for (int i = 0; i < 500; ++i)
            tasks.push_back(worker.run([i](std::stop_token) { return doubledAfterASleep(i); }));
        for (int i = 0; i < 500; ++i)
            QCOMPARE(*QCoro::waitFor(tasks[std::size_t(i)]), i * 2);
    }
    void endingTheWorkerStopsItsTasksAndTheirResultsStillArrive()
    {
        QString answer;
        QCoro::Task<void> waiting;
        QElapsedTimer timer;
        timer.start();
        {
            WorkerThread worker(u"test"_s);
            waiting
                = store(worker.run([](std::stop_token stop) { return sleepUntilStopped(stop); }), &answer);
            QVERIFY(answer.isEmpty());
        }
        QTRY_COMPARE(answer, u"stopped"_s);
        QVERIFY(timer.elapsed() < 5000);
    }
    void theTaskOfACallerThatGaveUpDoesNoHarm()
    {
        WorkerThread worker(u"test"_s);
        {
            const auto dropped = worker.run([](std::stop_token) { return doubledAfterASleep(1); });
        }
        const auto after = QCoro::waitFor(worker.run([](std::stop_token) { return doubledAfterASleep(4); }));
        QCOMPARE(*after, 8);
    }
    void destroysObjectsOnTheWorker()
    {
        QThread *destroyedOn = nullptr;
        {
            WorkerThread worker(u"test"_s);
            worker.dispose(std::unique_ptr<Reporter>(new Reporter{&destroyedOn}));
        }
        QVERIFY(destroyedOn);
        QVERIFY(destroyedOn != QThread::currentThread());
    }
};

QTEST_GUILESS_MAIN(TestWorkerThread)
#include "tst_workerthread.moc"
