#include "engine/api/plancontent.h"
#include "engine/api/webhookdispatcher.h"
#include "engine/api/webhookvalues.h"
#include "tests/support/webhookfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A dispatcher whose runs take one second of virtual time and end as the test says.
class Dispatching {
public:
    Dispatching()
        : inbox(*fixture.store, fixture.clock)
        , dispatcher(
              *fixture.store, fixture.clock, [this](const RunRequest &request) { return ran(request); })
        , m_task(dispatcher.run(m_stop.get_token()))
    {
    }
    ~Dispatching()
    {
        m_stop.request_stop();
        fixture.clock.pass(1h);
        Q_ASSERT(m_task.isReady());
    }
    void deliver(const QStringList &ids, const QByteArray &bodyHash = "hash")
    {
        QList<WebhookEventRow> events;
        for (const QString &id : ids)
            events.append(fixture.event(id, {}, bodyHash));
        const auto receipt = QCoro::waitFor(inbox.accept(events));
        Q_ASSERT(receipt.has_value());
        dispatcher.wake();
    }
    void pass(std::chrono::milliseconds duration) { fixture.clock.pass(duration); }
    [[nodiscard]] qsizetype count(WebhookState state) { return fixture.inState(state).size(); }

    WebhookFixture fixture;
    WebhookInbox inbox;
    QList<RunRequest> requests; ///< in the order they began
    RunState outcome = RunState::Completed;
    std::optional<Error> error; ///< instead of an outcome
    int mostAtOnce = 0; ///< runs of one stream at the same time

private:
    [[nodiscard]] QCoro::Task<Result<RunSummary>> ran(RunRequest request)
    {
        requests.append(request);
        int &running = m_running[request.stream];
        mostAtOnce = std::max(mostAtOnce, ++running);
        co_await fixture.clock.sleepFor(1s, {});
        --m_running[request.stream];
        if (error)
            co_return tl::unexpected(*error);
        RunSummary summary;
        summary.run.state = outcome;
        summary.stream = request.stream;
        co_return summary;
    }

    WebhookDispatcher dispatcher;
    QHash<QString, int> m_running;
    std::stop_source m_stop;
    QCoro::Task<void> m_task; // last: it begins to work at once
};

} // namespace

class TestWebhookDispatcher : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hintsOfAFewSecondsBecomeOneRunOfEachStream()
    {
        Dispatching work;
        work.deliver({u"1"_s, u"2"_s});
        work.pass(1s);
        work.deliver({u"3"_s, u"1"_s}, "another body");
        QVERIFY(work.requests.isEmpty());
        work.pass(1500ms);
        QVERIFY(work.requests.isEmpty()); // not quiet for two seconds yet
        work.pass(5s);
        QCOMPARE(work.requests.size(), 2);
        QCOMPARE(work.requests.at(0).stream, u"orders"_s);
        QCOMPARE(work.requests.at(1).stream, u"orders again"_s);
        for (const RunRequest &request : work.requests) {
            QCOMPARE(request.mode, RunMode::SelectedIds);
            QCOMPARE(request.ids, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
            QCOMPARE(request.trigger, u"webhook"_s);
        }
        QCOMPARE(work.count(WebhookState::Done), 4);
        work.pass(10min);
        QCOMPARE(work.requests.size(), 2);
    }
    void fiftyRecordsDoNotWaitForQuiet()
    {
        Dispatching work;
        QStringList ids;
        for (int i = 0; i < 50; ++i)
            ids.append(QString::number(i));
        work.deliver(ids);
        work.pass(1s);
        QCOMPARE(work.requests.size(), 1);
        QCOMPARE(work.requests.first().ids.size(), 50);
    }
    void whatComesDuringARunIsRunAfterIt()
    {
        Dispatching work;
        work.deliver({u"1"_s});
        work.pass(2500ms);
        QCOMPARE(work.requests.size(), 1);
        work.deliver({u"1"_s}, "changed again meanwhile");
        work.pass(20s);
        QCOMPARE(work.requests.size(), 4);
        QCOMPARE(work.mostAtOnce, 1);
        QCOMPARE(work.count(WebhookState::Done), 2);
    }
    void aFailedRunIsTriedAgainLater()
    {
        Dispatching work;
        work.outcome = RunState::Failed;
        work.deliver({u"1"_s});
        work.pass(10s);
        QCOMPARE(work.requests.size(), 2);
        QCOMPARE(work.count(WebhookState::Queued), 1);
        work.outcome = RunState::CompletedWithProblems; // its failed records wait for a person elsewhere
        work.pass(3min);
        QCOMPARE(work.requests.size(), 4);
        QCOMPARE(work.count(WebhookState::Done), 1);
    }
    void aBusyStreamOnlyDelays()
    {
        Dispatching work;
        work.error = Error{ErrorKind::Conflict, u"run.busy"_s, {}, {}, {}, {}, std::nullopt};
        work.deliver({u"1"_s});
        work.pass(1h);
        const QList<WebhookEventRow> waiting = work.fixture.inState(WebhookState::Queued);
        QCOMPARE(waiting.size(), 1);
        QCOMPARE(waiting.first().attempts, 0);
        work.error.reset();
        work.pass(10s);
        QCOMPARE(work.count(WebhookState::Done), 1);
    }
    void aRunIsToldThatItsRecordsAreSaidToBeGone()
    {
        Dispatching work;
        WebhookEventRow gone = work.fixture.event(u"7"_s);
        gone.topic = u"order.deleted"_s;
        QVERIFY(QCoro::waitFor(work.inbox.accept({gone, work.fixture.event(u"8"_s)})));
        work.pass(2min);
        QCOMPARE(work.requests.size(), 4); // each of two streams, both reasons
        QCOMPARE(work.mostAtOnce, 1);
        for (const RunRequest &request : work.requests) {
            QCOMPARE(request.mode, RunMode::SelectedIds);
            const bool isGone = request.trigger == kDeletionHint;
            QVERIFY(isGone || request.trigger == kWebhookHint);
            QCOMPARE(request.ids, QStringList{isGone ? u"7"_s : u"8"_s});
        }
        QCOMPARE(work.count(WebhookState::Done), 2);
        QCOMPARE(work.count(WebhookState::Census), 0);
    }
    void nobodyAsksBehindAHint_data()
    {
        QTest::addColumn<QString>("trigger");
        QTest::addColumn<bool>("saysDeleted");
        QTest::addColumn<bool>("recreates");
        QTest::addColumn<QString>("recordedAs");
        QTest::newRow("a change") << u"webhook"_s << false << false << u"webhook"_s;
        QTest::newRow("a deletion") << u"webhook/deleted"_s << true << false << u"webhook"_s;
        QTest::newRow("a person") << u"manual"_s << false << true << u"manual"_s;
        QTest::newRow("a retry") << u"retry"_s << false << false << u"retry"_s;
    }
    void nobodyAsksBehindAHint()
    {
        QFETCH(QString, trigger);
        RunRequest request;
        request.mode = RunMode::SelectedIds;
        request.ids = {u"1"_s};
        request.trigger = trigger;
        const auto sync = requestToRun(request);
        QVERIFY(sync);
        QTEST(sync->saysDeleted, "saysDeleted");
        QTEST(sync->recreateDeleted, "recreates");
        QTEST(sync->trigger, "recordedAs");
    }
    void aRecordReadMeanwhileNeedsNoRun()
    {
        Dispatching work;
        const QDateTime now = work.fixture.clock.nowUtc();
        work.fixture.captured(work.fixture.orders, u"1"_s, now.addSecs(60));
        work.fixture.captured(work.fixture.ordersAgain, u"1"_s, now.addSecs(60));
        QVERIFY(QCoro::waitFor(work.inbox.accept({work.fixture.event(u"1"_s, now)})));
        work.pass(2min);
        QVERIFY(work.requests.isEmpty());
        QCOMPARE(work.count(WebhookState::Known), 1);
    }
    void whatNobodyReadsIsSetAside()
    {
        Dispatching work;
        WebhookEventRow other = work.fixture.event(u"1"_s);
        other.entity = u"customer"_s;
        QVERIFY(QCoro::waitFor(work.inbox.accept({other})));
        work.pass(2min);
        QVERIFY(work.requests.isEmpty());
        QCOMPARE(work.count(WebhookState::Unused), 1);
    }
};

QTEST_GUILESS_MAIN(TestWebhookDispatcher)
#include "tst_webhookdispatcher.moc"
