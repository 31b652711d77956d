#include "engine/simulators/seededrandom.h"
#include "engine/sync/failureretry.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC);
const QByteArray kBefore = "before";
const QByteArray kAfter = "after";

CaredFailure failed(ErrorKind kind, const QString &code = u"some.code"_s)
{
    CaredFailure cared;
    cared.failure.id = cared.care.failureId = 1;
    cared.failure.tries = 1;
    cared.failure.error = {kind, code, u"message"_s, {}, {}, {}, std::nullopt};
    return cared;
}

CaredFailure after(const CaredFailure &cared, const FailureRetryDecision &decision)
{
    CaredFailure next = cared;
    next.failure.state = decision.state;
    next.care = decision.care;
    return next;
}

// The try came and failed as before.
CaredFailure failedAgain(CaredFailure cared)
{
    cared.care = tryBegun(cared.care);
    cared.failure.state = FailureState::NeedsYou;
    ++cared.failure.tries;
    return cared;
}

qint64 delayOf(const FailureRetryDecision &decision)
{
    return kNow.msecsTo(decision.care.nextTryUtc);
}

} // namespace

class TestFailureRetry : public QObject {
    Q_OBJECT

private:
    SeededRandom m_random{7};

    FailureRetryDecision decide(const CaredFailure &cared, const QByteArray &circumstances = kBefore,
        const FailureRetryRules &rules = {})
    {
        return decideRetry(cared, circumstances, kNow, m_random, rules);
    }

private Q_SLOTS:
    void whatTimeHealsIsTriedFiveTimesWithGrowingDelays()
    {
        CaredFailure cared = failed(ErrorKind::Network);
        qint64 full = 1000;
        for (int i = 0; i < 5; ++i) {
            const FailureRetryDecision decision = decide(cared);
            QCOMPARE(decision.state, FailureState::WillRetry);
            QVERIFY(delayOf(decision) <= full);
            QVERIFY(delayOf(decision) >= full * 4 / 5);
            cared = failedAgain(after(cared, decision));
            full *= 2;
        }
        const FailureRetryDecision last = decide(cared);
        QCOMPARE(last.state, FailureState::NeedsYou);
        QVERIFY(!last.care.nextTryUtc.isValid());
    }

    void noDelayIsLongerThanFiveMinutes()
    {
        CaredFailure cared = failed(ErrorKind::RateLimited);
        cared.care.automaticTries = 19;
        FailureRetryRules rules;
        rules.tries = 20;
        const qint64 delay = delayOf(decide(cared, kBefore, rules));
        QVERIFY(delay <= 300'000);
        QVERIFY(delay >= 240'000);
    }

    void aRemoteSideThatAsksForMoreGetsIt()
    {
        CaredFailure cared = failed(ErrorKind::RateLimited);
        cared.failure.error.retryAfter = std::chrono::minutes(10);
        QCOMPARE(delayOf(decide(cared)), 600'000);
    }

    void jitterComesFromChance()
    {
        QSet<qint64> delays;
        for (int i = 0; i < 20; ++i)
            delays.insert(delayOf(decide(failed(ErrorKind::Network))));
        QVERIFY(delays.size() > 10);
    }

    void aDecisionIsMadeOncePerTry()
    {
        const CaredFailure cared = failed(ErrorKind::Network);
        const CaredFailure decided = after(cared, decide(cared));
        const FailureRetryDecision again = decide(decided);
        QCOMPARE(again.care, decided.care);
        QCOMPARE(again.state, FailureState::WillRetry);
    }

    void permanentFailuresWaitForAPerson_data()
    {
        QTest::addColumn<ErrorKind>("kind");
        QTest::newRow("validation") << ErrorKind::Validation;
        QTest::newRow("not found") << ErrorKind::NotFound;
        QTest::newRow("conflict") << ErrorKind::Conflict;
        QTest::newRow("configuration") << ErrorKind::Configuration;
    }
    void permanentFailuresWaitForAPerson()
    {
        QFETCH(ErrorKind, kind);
        const FailureRetryDecision decision = decide(failed(kind));
        QCOMPARE(decision.state, FailureState::NeedsYou);
        QVERIFY(!decision.care.nextTryUtc.isValid());
    }

    void otherCircumstancesGiveExactlyOneTry()
    {
        CaredFailure cared = failed(ErrorKind::Validation);
        cared = after(cared, decide(cared));
        QVERIFY(!isWorthARetry(cared, kBefore));
        QVERIFY(isWorthARetry(cared, kAfter));
        const FailureRetryDecision once = decide(cared, kAfter);
        QCOMPARE(once.state, FailureState::WillRetry);
        QCOMPARE(once.care.nextTryUtc, kNow);
        cared = failedAgain(after(cared, once));
        QCOMPARE(decide(cared, kAfter).state, FailureState::NeedsYou);
        QVERIFY(!isWorthARetry(after(cared, decide(cared, kAfter)), kAfter));
    }

    void aChoiceBetweenTwoVersionsIsNeverMadeByItself_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("edited") << u"document.editedAtTarget"_s;
        QTest::newRow("changed") << u"document.changedMeanwhile"_s;
        QTest::newRow("deleted") << u"document.gone"_s;
    }
    void aChoiceBetweenTwoVersionsIsNeverMadeByItself()
    {
        QFETCH(QString, code);
        CaredFailure cared = failed(ErrorKind::Conflict, code);
        cared = after(cared, decide(cared));
        QCOMPARE(decide(cared, kAfter).state, FailureState::NeedsYou);
    }

    void whatIsNotOpenIsLeftAlone_data()
    {
        QTest::addColumn<FailureState>("state");
        QTest::newRow("excluded") << FailureState::Excluded;
        QTest::newRow("unknown outcome") << FailureState::UnknownOutcome;
        QTest::newRow("resolved") << FailureState::Resolved;
    }
    void whatIsNotOpenIsLeftAlone()
    {
        QFETCH(FailureState, state);
        CaredFailure cared = failed(ErrorKind::Network);
        cared.failure.state = state;
        const FailureRetryDecision decision = decide(cared);
        QCOMPARE(decision.state, state);
        QCOMPARE(decision.care, cared.care);
    }
};

QTEST_APPLESS_MAIN(TestFailureRetry)
#include "tst_failureretry.moc"
