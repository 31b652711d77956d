#include "engine/http/retrypolicy.h"
#include "engine/simulators/seededrandom.h"

#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

class TestRetryPolicy : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsRetryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<qint64>("expectedMs"); // -1 = absent
        QTest::newRow("seconds") << QByteArray("120") << qint64(120'000);
        QTest::newRow("zero") << QByteArray("0") << qint64(0);
        QTest::newRow("blanks around") << QByteArray(" 5 ") << qint64(5'000);
        QTest::newRow("too many digits is a year")
            << QByteArray("99999999999999999999") << qint64(31'536'000'000);
        QTest::newRow("date") << QByteArray("Fri, 06 Mar 2026 12:01:30 GMT") << qint64(90'000);
        QTest::newRow("date in a summer time gap")
            << QByteArray("Sun, 29 Mar 2026 02:30:00 GMT") << qint64(1'953'000'000);
        QTest::newRow("passed date") << QByteArray("Fri, 06 Mar 2026 11:00:00 GMT") << qint64(0);
        QTest::newRow("RFC 850 date") << QByteArray("Friday, 06-Mar-26 12:00:10 GMT") << qint64(10'000);
        QTest::newRow("asctime date") << QByteArray("Fri Mar  6 12:00:20 2026") << qint64(20'000);
        QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
        QTest::newRow("fraction") << QByteArray("1.5") << qint64(-1);
        QTest::newRow("empty") << QByteArray() << qint64(-1);
        QTest::newRow("words") << QByteArray("soon") << qint64(-1);
        QTest::newRow("impossible date") << QByteArray("Fri, 31 Feb 2026 12:00:00 GMT") << qint64(-1);
    }
    void readsRetryAfter()
    {
        QFETCH(QByteArray, value);
        QFETCH(qint64, expectedMs);
        const QDateTime now(QDate(2026, 3, 6), QTime(12, 0), Qt::UTC);
        const auto wait = parseRetryAfter(value, now);
        QCOMPARE(wait ? qint64(wait->count()) : -1, expectedMs);
    }
    void dateIsComparedWithTheServersClock()
    {
        const HttpResponse response{503,
            {{"Date", "Fri, 06 Mar 2026 12:00:00 GMT"}, {"Retry-After", "Fri, 06 Mar 2026 12:00:30 GMT"}},
            {}};
        const QDateTime wrongClock(QDate(2026, 3, 6), QTime(9, 0), Qt::UTC);
        QCOMPARE(retryAfterOf(response, wrongClock).value_or(-1ms), milliseconds(30s));
        QVERIFY(!retryAfterOf(HttpResponse{503, {}, {}}, wrongClock));
    }
    void backoffStaysBelowItsCeiling()
    {
        const bool held
            = rc::check("full jitter up to base * factor^(attempt-1), at most maxDelay", [](quint64 seed) {
                  SeededRandom random(seed);
                  const RetryPolicy policy;
                  for (int attempt = 1; attempt <= 40; ++attempt) {
                      const milliseconds delay = backoff(attempt, policy, std::nullopt, random);
                      const milliseconds ceiling
                          = attempt > 6 ? milliseconds(60s) : milliseconds(1s) * (1 << (attempt - 1));
                      RC_ASSERT(delay >= 0ms && delay <= ceiling);
                  }
              });
        QVERIFY(held);
    }
    void backoffUsesItsWholeRange()
    {
        SeededRandom random(7);
        milliseconds least = 1h;
        milliseconds most = 0ms;
        for (int i = 0; i < 1000; ++i) {
            const milliseconds delay = backoff(4, RetryPolicy(), std::nullopt, random);
            least = std::min(least, delay);
            most = std::max(most, delay);
        }
        QVERIFY(least < 500ms);
        QVERIFY(most > 7500ms);
    }
    void retryAfterIsHonouredWhenLonger()
    {
        SeededRandom random(7);
        QCOMPARE(backoff(1, RetryPolicy(), milliseconds(90s), random), milliseconds(90s));
    }
};

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
