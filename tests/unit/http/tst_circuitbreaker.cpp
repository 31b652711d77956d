#include "engine/http/circuitbreaker.h"
#include "engine/simulators/virtualclock.h"

#include <QTest>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

using State = CircuitBreaker::State;
using Outcome = CircuitBreaker::Outcome;

Q_DECLARE_METATYPE(CircuitBreaker::State)

class TestCircuitBreaker : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Steps: f failure, s success, a abandoned (each admitted first), w wait a minute, r expects to be
    /// refused.
    void follows_data()
    {
        QTest::addColumn<QByteArray>("steps");
        QTest::addColumn<State>("expected");
        QTest::newRow("starts closed") << QByteArray() << State::Closed;
        QTest::newRow("four failures keep it closed") << QByteArray("ffff") << State::Closed;
        QTest::newRow("five failures open it") << QByteArray("fffffr") << State::Open;
        QTest::newRow("a success in between starts the count again")
            << QByteArray("ffffsffff") << State::Closed;
        QTest::newRow("given up requests do not count") << QByteArray("ffffaaaa") << State::Closed;
        QTest::newRow("half open after a minute") << QByteArray("fffffrw") << State::HalfOpen;
        QTest::newRow("two successes are not enough") << QByteArray("fffffwss") << State::HalfOpen;
        QTest::newRow("three successes close it") << QByteArray("fffffwsss") << State::Closed;
        QTest::newRow("a failed probe opens it again") << QByteArray("fffffwfr") << State::Open;
        QTest::newRow("a failed probe after two good ones") << QByteArray("fffffwssfr") << State::Open;
        QTest::newRow("opened again it waits a whole minute again")
            << QByteArray("fffffwfrw") << State::HalfOpen;
        QTest::newRow("a given up probe makes room for another") << QByteArray("fffffwasss") << State::Closed;
        QTest::newRow("closed again it takes five failures again")
            << QByteArray("fffffwsssffff") << State::Closed;
    }
    void follows()
    {
        QFETCH(QByteArray, steps);
        QFETCH(State, expected);
        VirtualClock clock(QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC));
        CircuitBreaker breaker(clock);
        for (const char step : steps) {
            if (step == 'w') {
                clock.pass(60s);
                continue;
            }
            const auto admission = breaker.admit();
            QCOMPARE(admission.has_value(), step != 'r');
            if (!admission)
                continue;
            breaker.report(*admission,
                step == 's'       ? Outcome::Success
                    : step == 'f' ? Outcome::Failure
                                  : Outcome::Abandoned);
        }
        QCOMPARE(breaker.state(), expected);
    }
    void rejectionTellsWhenToComeBack()
    {
        VirtualClock clock(QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC));
        CircuitBreaker breaker(clock);
        for (int i = 0; i < 5; ++i)
            breaker.report(*breaker.admit(), Outcome::Failure);
        clock.pass(20s);
        const auto refused = breaker.admit();
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Network);
        QCOMPARE(refused.error().code, u"http.circuitOpen"_s);
        QCOMPARE(refused.error().retryAfter.value_or(0ms), std::chrono::milliseconds(40s));
    }
    void halfOpenLetsOneProbeThroughAtATime()
    {
        VirtualClock clock(QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC));
        CircuitBreaker breaker(clock);
        for (int i = 0; i < 5; ++i)
            breaker.report(*breaker.admit(), Outcome::Failure);
        clock.pass(60s);
        QVERIFY(breaker.check());
        const auto probe = breaker.admit();
        QVERIFY(probe);
        QVERIFY(!breaker.check());
        QVERIFY(!breaker.admit());
        breaker.report(*probe, Outcome::Success);
        QVERIFY(breaker.admit());
    }
    void lateOutcomesOfAnEarlierPeriodDoNotCount()
    {
        VirtualClock clock(QDateTime(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC));
        CircuitBreaker breaker(clock);
        const auto early = breaker.admit();
        const auto alsoEarly = breaker.admit();
        for (int i = 0; i < 5; ++i)
            breaker.report(*breaker.admit(), Outcome::Failure);
        breaker.report(*early, Outcome::Success);
        QCOMPARE(breaker.state(), State::Open);
        clock.pass(60s);
        const auto probe = breaker.admit();
        breaker.report(*alsoEarly, Outcome::Failure);
        QCOMPARE(breaker.state(), State::HalfOpen);
        QVERIFY(!breaker.admit());
        breaker.report(*probe, Outcome::Success);
        QCOMPARE(breaker.state(), State::HalfOpen);
    }
};

QTEST_GUILESS_MAIN(TestCircuitBreaker)
#include "tst_circuitbreaker.moc"
