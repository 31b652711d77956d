#include "engine/schedule/crondescription.h"
#include "engine/schedule/cronexpression.h"
#include "engine/schedule/localtimes.h"

#include <QLocale>
#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QTimeZone kUtc = QTimeZone::utc();

QDateTime moment(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm"_s);
    time.setTimeSpec(Qt::UTC);
    if (!time.isValid())
        qFatal("%s is no time", qPrintable(text));
    return time;
}

CronExpression cron(const QString &text)
{
    const Result<CronExpression> parsed = CronExpression::parse(text);
    if (!parsed)
        qFatal("%s: %s", qPrintable(text), qPrintable(parsed.error().message));
    return *parsed;
}

struct Case {
    const char *expression;
    const char *from;
    const char *expected; ///< separated by commas
};

// Cases that the documentation and the test corpora of cron, cronie and croniter agree on, typed anew.
constexpr Case kForward[] = {
    {"*/1 * * * *", "2010-01-23 12:18", "2010-01-23 12:19,2010-01-23 12:20"},
    {"* * * * *", "2010-01-23 12:59", "2010-01-23 13:00"},
    {"*/5 * * * *", "2010-01-23 12:18", "2010-01-23 12:20,2010-01-23 12:25"},
    {"*/5 * * * *", "2010-01-23 12:55", "2010-01-23 13:00"},
    {"0 */3 * * *", "2010-01-24 12:02",
        "2010-01-24 15:00,2010-01-24 18:00,2010-01-24 21:00,2010-01-25 00:00"},
    {"0 0 */3 * *", "2010-02-24 12:09", "2010-02-25 00:00,2010-02-28 00:00,2010-03-01 00:00"},
    {"0 0 * * *", "1996-02-27 00:00", "1996-02-28 00:00,1996-02-29 00:00,1996-03-01 00:00"},
    {"0 0 * * *", "2000-02-27 00:00", "2000-02-28 00:00,2000-02-29 00:00"},
    {"0 0 * * *", "2100-02-27 00:00", "2100-02-28 00:00,2100-03-01 00:00"},
    {"0 0 * * sat", "2010-02-25 00:00", "2010-02-27 00:00,2010-03-06 00:00"},
    {"0 0 1 * wed", "2010-01-25 00:00", "2010-01-27 00:00,2010-02-01 00:00,2010-02-03 00:00"},
    {"0 0 * * sat#1", "2010-02-25 00:00", "2010-03-06 00:00,2010-04-03 00:00"},
    {"0 0 * * wed#5", "2010-01-25 00:00", "2010-03-31 00:00,2010-06-30 00:00,2010-09-29 00:00"},
    {"0 0 1 * *", "2010-01-25 00:00", "2010-02-01 00:00,2010-03-01 00:00"},
    {"0 0 1 * *", "2010-11-25 00:00", "2010-12-01 00:00,2011-01-01 00:00"},
    {"0 0 l * *", "2015-09-04 00:00", "2015-09-30 00:00,2015-10-31 00:00,2015-11-30 00:00,2015-12-31 00:00"},
    {"30 22 * * sun-thu", "2010-08-25 15:56", "2010-08-25 22:30,2010-08-26 22:30,2010-08-29 22:30"},
    {"* 5,5,1-6 * * *", "2010-08-25 15:56", "2010-08-26 01:00,2010-08-26 01:01"},
    {"0 0 * * 2-3,4-5,3,3,3", "2010-08-28 00:00", "2010-08-31 00:00,2010-09-01 00:00"},
    {"59 23 * 1 wed,fri,mon-thu,tue,tue", "2010-08-25 15:56", "2011-01-03 23:59,2011-01-04 23:59"},
    {"30 1-12,0,10-23 15-21 * fri", "2010-10-14 00:00", "2010-10-15 00:30,2010-10-15 01:30"},
    {"5 0 * * *", "2021-05-01 12:00", "2021-05-02 00:05"},
    {"15 14 1 * *", "2021-05-01 14:15", "2021-06-01 14:15"},
    {"0 22 * * 1-5", "2021-05-07 22:00", "2021-05-10 22:00,2021-05-11 22:00"},
    {"23 0-23/2 * * *", "2021-05-01 00:23", "2021-05-01 02:23,2021-05-01 04:23"},
    {"5 4 * * sun", "2021-05-01 00:00", "2021-05-02 04:05,2021-05-09 04:05"},
    {"30 4 1,15 * 5", "2021-05-01 00:00",
        "2021-05-01 04:30,2021-05-07 04:30,2021-05-14 04:30,2021-05-15 04:30"},
    {"0 4 8-14 * *", "2021-05-14 05:00", "2021-06-08 04:00"},
    {"0 0 13 * fri", "2021-05-01 00:00", "2021-05-07 00:00,2021-05-13 00:00,2021-05-14 00:00"},
    {"0 0 13 * *", "2021-05-01 00:00", "2021-05-13 00:00"},
    {"0 0 ? * fri", "2021-05-01 00:00", "2021-05-07 00:00,2021-05-14 00:00"},
    {"0 0 13 * ?", "2021-05-01 00:00", "2021-05-13 00:00,2021-06-13 00:00"},
    {"0 0 ? * ?", "2021-05-01 00:00", "2021-05-02 00:00"},
    {"0 0 */2 * mon", "2021-05-01 00:00", "2021-05-03 00:00,2021-05-17 00:00,2021-05-31 00:00"},
    {"0 0 1-31/2 * mon", "2021-05-01 00:00", "2021-05-03 00:00,2021-05-05 00:00"},
    {"0 0 2-8 * */2", "2021-05-01 00:00", "2021-05-02 00:00,2021-05-04 00:00,2021-05-06 00:00"},
    {"@hourly", "2021-05-01 00:00", "2021-05-01 01:00,2021-05-01 02:00"},
    {"@daily", "2021-05-01 00:00", "2021-05-02 00:00"},
    {"@midnight", "2021-05-01 00:01", "2021-05-02 00:00"},
    {"@weekly", "2021-05-01 00:00", "2021-05-02 00:00,2021-05-09 00:00"},
    {"@monthly", "2021-05-01 00:00", "2021-06-01 00:00"},
    {"@yearly", "2021-05-01 00:00", "2022-01-01 00:00"},
    {"@annually", "2021-12-31 23:59", "2022-01-01 00:00,2023-01-01 00:00"},
    {"@HOURLY", "2021-05-01 00:59", "2021-05-01 01:00"},
    {"0 0 * * 5L", "2021-05-01 00:00", "2021-05-28 00:00,2021-06-25 00:00,2021-07-30 00:00"},
    {"0 0 * * FRIl", "2021-05-28 00:00", "2021-06-25 00:00"},
    {"0 0 * * 0L", "2021-05-01 00:00", "2021-05-30 00:00"},
    {"0 0 * * 7L", "2021-05-01 00:00", "2021-05-30 00:00"},
    {"0 0 * * MON#1,5L", "2021-05-01 00:00", "2021-05-03 00:00,2021-05-28 00:00,2021-06-07 00:00"},
    {"0 0 * * MON#2", "2021-05-01 00:00", "2021-05-10 00:00,2021-06-14 00:00"},
    {"0 0 * * 1#2", "2021-05-10 00:00", "2021-06-14 00:00"},
    {"0 0 * * 7#1", "2021-05-01 00:00", "2021-05-02 00:00"},
    {"0 0 * * 3#5", "2021-05-01 00:00", "2021-06-30 00:00"},
    {"0 0 L 2 *", "2021-01-01 00:00", "2021-02-28 00:00,2022-02-28 00:00,2023-02-28 00:00,2024-02-29 00:00"},
    {"0 0 1,L * *", "2021-05-01 00:00", "2021-05-31 00:00,2021-06-01 00:00,2021-06-30 00:00"},
    {"0 0 L * fri", "2021-05-27 00:00", "2021-05-28 00:00,2021-05-31 00:00,2021-06-04 00:00"},
    {"0 0 29 2 *", "2021-05-01 00:00", "2024-02-29 00:00,2028-02-29 00:00"},
    {"0 0 29 2 *", "2096-03-01 00:00", "2104-02-29 00:00"},
    {"0 0 30 * *", "2021-01-30 00:00", "2021-03-30 00:00"},
    {"0 0 31 * *", "2021-05-31 00:00", "2021-07-31 00:00,2021-08-31 00:00,2021-10-31 00:00"},
    {"0 0 30 2 1", "2021-01-15 00:00", "2021-02-01 00:00,2021-02-08 00:00"},
    {"0 0 * * 0", "2021-05-01 00:00", "2021-05-02 00:00"},
    {"0 0 * * 7", "2021-05-01 00:00", "2021-05-02 00:00"},
    {"0 0 * * sun,mon", "2021-05-01 00:00", "2021-05-02 00:00,2021-05-03 00:00,2021-05-09 00:00"},
    {"0 0 * * sat-sun", "2021-05-03 00:00", "2021-05-08 00:00,2021-05-09 00:00,2021-05-15 00:00"},
    {"0 0 * * 5-7", "2021-05-03 00:00",
        "2021-05-07 00:00,2021-05-08 00:00,2021-05-09 00:00,2021-05-14 00:00"},
    {"0 0 * * 0-6", "2021-05-03 00:00", "2021-05-04 00:00"},
    {"0 0 * * 1-5/2", "2021-05-03 00:00", "2021-05-05 00:00,2021-05-07 00:00,2021-05-10 00:00"},
    {"0 0 * * mon-fri/2", "2021-05-03 00:00", "2021-05-05 00:00"},
    {"0 0 1 jan,jul *", "2021-05-01 00:00", "2021-07-01 00:00,2022-01-01 00:00"},
    {"0 0 1 1-6/2 *", "2021-05-01 00:00", "2022-01-01 00:00,2022-03-01 00:00"},
    {"0 0 1 */3 *", "2021-01-01 00:00",
        "2021-04-01 00:00,2021-07-01 00:00,2021-10-01 00:00,2022-01-01 00:00"},
    {"0 0 1 Dec *", "2021-05-01 00:00", "2021-12-01 00:00"},
    {"*/15 8-17 * * 1-5", "2021-05-07 17:45", "2021-05-10 08:00,2021-05-10 08:15"},
    {"*/20 9 * * *", "2021-05-07 09:20", "2021-05-07 09:40,2021-05-08 09:00"},
    {"7,37 * * * *", "2021-05-07 09:07", "2021-05-07 09:37,2021-05-07 10:07"},
    {"*/7 * * * *", "2021-05-07 09:50", "2021-05-07 09:56,2021-05-07 10:00,2021-05-07 10:07"},
    {"10-20/5 6 * * *", "2021-05-07 06:10", "2021-05-07 06:15,2021-05-07 06:20,2021-05-08 06:10"},
    {"0 6 * * MON-FRI", "2026-11-27 06:00", "2026-11-30 06:00"},
    {"59 23 31 12 *", "2021-12-31 23:59", "2022-12-31 23:59"},
    {"0 12 * * *", "2021-05-01 12:00", "2021-05-02 12:00"},
    {"05 06 * * *", "2021-05-01 12:00", "2021-05-02 06:05"},
    {"  0   6  *  *  *  ", "2021-05-01 12:00", "2021-05-02 06:00"},
    {"0 0,6,12,18 * * *", "2021-05-01 12:00", "2021-05-01 18:00,2021-05-02 00:00"},
    {"0 2 1-7 * 1", "2021-05-31 00:00", "2021-05-31 02:00,2021-06-01 02:00"},
    {"0 0 * 2 MON#5", "2021-05-01 00:00", "2044-02-29 00:00"},
};

constexpr Case kBack[] = {
    {"*/1 * * * *", "2010-08-25 15:56", "2010-08-25 15:55"},
    {"*/1 * * * *", "2010-08-25 15:00", "2010-08-25 14:59"},
    {"*/1 * * * *", "2010-08-25 00:00", "2010-08-24 23:59"},
    {"0 0 22 * *", "2012-03-15 00:00", "2012-02-22 00:00"},
    {"0 0 * * sat,sun", "2010-08-25 15:56", "2010-08-22 00:00,2010-08-21 00:00,2010-08-15 00:00"},
    {"0 0 * * sat#1,sun#2", "2010-08-25 15:56", "2010-08-08 00:00,2010-08-07 00:00,2010-07-11 00:00"},
    {"0 0 l * *", "2009-12-31 20:00", "2009-12-31 00:00"},
    {"0 0 l * *", "2009-12-31 00:00", "2009-11-30 00:00"},
    {"0 0 l * *", "2010-01-05 00:00", "2009-12-31 00:00,2009-11-30 00:00,2009-10-31 00:00,2009-09-30 00:00"},
    {"0 0 29 2 *", "2021-05-01 00:00", "2020-02-29 00:00,2016-02-29 00:00"},
    {"30 4 1,15 * 5", "2021-05-08 00:00", "2021-05-07 04:30,2021-05-01 04:30,2021-04-30 04:30"},
};

struct Refusal {
    const char *expression;
    const char *says; ///< in the message
};

constexpr Refusal kRefused[] = {
    {"", "is empty"},
    {"* * * *", "five fields"},
    {"* * * * * *", "has 6"},
    {"0 0 6 * * MON 2026", "has 7"},
    {"60 * * * *", "minute, “60”"},
    {"* 24 * * *", "hour, “24”"},
    {"* * 0 * *", "day of month, “0”"},
    {"* * 32 * *", "day of month, “32”"},
    {"* * * 0 *", "month, “0”"},
    {"* * * 13 *", "month, “13”"},
    {"* * * * 8", "day of week, “8”"},
    {"-90 * * * *", "minute, “”"},
    {"-5 * * * *", "minute, “”"},
    {"a * * * *", "minute, “a”"},
    {"* * 5-1 * *", "ends before it begins"},
    {"* * * janu-jun *", "month, “janu”"},
    {"1-1_0 * * * *", "minute, “1_0”"},
    {"0-10/ * * * *", "the step"},
    {"0-1& * * * *", "“1&”"},
    {"*/0 * * * *", "the step"},
    {"*/x * * * *", "the step"},
    {"*/90 * * * *", "longer than the range"},
    {"0-10/11 * * * *", "longer than the range"},
    {"5/15 * * * *", "5-59/15"},
    {"1,,2 * * * *", "comma"},
    {",1 * * * *", "comma"},
    {"1, * * * *", "comma"},
    {"? * * * *", "minute, “?”"},
    {"* * * ? *", "month, “?”"},
    {"* * ?,1 * *", "“?”"},
    {"* MON * * *", "hour, “MON”"},
    {"* * MON * *", "day of month, “MON”"},
    {"* * * MON *", "month, “MON”"},
    {"* * * * JAN", "day of week, “JAN”"},
    {"* * * * MONDAY", "“MONDAY”"},
    {"* * * * MON#6", "1 to 5"},
    {"* * * * MON#0", "1 to 5"},
    {"* * * * MON#", "1 to 5"},
    {"* * * * #2", "day of week, “”"},
    {"* * * * L", "5L"},
    {"* * * * 8L", "“8”"},
    {"* L * * *", "hour, “L”"},
    {"* * L-3 * *", "“L”"},
    {"* * 15W * *", "“15W”"},
    {"* * * * fri-mon", "ends before it begins"},
    {"+5 * * * *", "“+5”"},
    {"5.5 * * * *", "“5.5”"},
    {"٥ * * * *", "minute"},
    {"005 * * * *", "“005”"},
    {"@reboot", "not known"},
    {"@every 5m", "not known"},
    {"@", "not known"},
    {"0 0 30 2 *", "no such day"},
    {"0 0 31 4 *", "no such day"},
    {"0 0 31 2,4,6,9,11 *", "no such day"},
    {"0 0 * 2 *; rm", "five fields"},
};

QString rowName(const Case &one)
{
    return QString::fromUtf8(one.expression) + u" from "_s + QString::fromUtf8(one.from);
}

template <std::size_t count>
void addRows(const Case (&cases)[count])
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("expected");
    for (const Case &one : cases)
        QTest::newRow(qPrintable(rowName(one)))
            << QString::fromUtf8(one.expression) << QString::fromUtf8(one.from)
            << QString::fromUtf8(one.expected);
}

/// A random field of which every value is allowed.
rc::Gen<QString> fieldGen(int least, int most)
{
    const auto number = rc::gen::inRange(least, most + 1);
    return rc::gen::oneOf(rc::gen::just(u"*"_s),
        rc::gen::map(number, [](int value) { return QString::number(value); }),
        rc::gen::map(rc::gen::pair(number, number),
            [](const std::pair<int, int> &pair) {
                return u"%1-%2"_s.arg(std::min(pair.first, pair.second))
                    .arg(std::max(pair.first, pair.second));
            }),
        rc::gen::map(rc::gen::inRange(2, most - least), [](int step) { return u"*/%1"_s.arg(step); }),
        rc::gen::map(rc::gen::pair(number, number),
            [](const std::pair<int, int> &pair) { return u"%1,%2"_s.arg(pair.first).arg(pair.second); }));
}

} // namespace

class TestCronExpression : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void runsComeWhenCronSays_data()
    {
        static_assert(std::size(kForward) >= 80);
        addRows(kForward);
    }
    void runsComeWhenCronSays()
    {
        QFETCH(QString, expression);
        QFETCH(QString, from);
        QFETCH(QString, expected);
        QDateTime last = moment(from);
        for (const QString &one : expected.split(u',')) {
            last = cron(expression).next(last, kUtc);
            QCOMPARE(last, moment(one));
        }
    }
    void earlierRunsAreFoundToo_data() { addRows(kBack); }
    void earlierRunsAreFoundToo()
    {
        QFETCH(QString, expression);
        QFETCH(QString, from);
        QFETCH(QString, expected);
        QDateTime last = moment(from);
        for (const QString &one : expected.split(u',')) {
            last = cron(expression).previous(last, kUtc);
            QCOMPARE(last, moment(one));
        }
    }
    void aBrokenExpressionNamesFieldAndPart_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("says");
        for (const Refusal &one : kRefused)
            QTest::newRow(*one.expression ? one.expression : "empty")
                << QString::fromUtf8(one.expression) << QString::fromUtf8(one.says);
        QTest::newRow("very long") << u"0 0 1"_s + u",1"_s.repeated(200) + u" * *"_s << u"longer than"_s;
    }
    void aBrokenExpressionNamesFieldAndPart()
    {
        QFETCH(QString, expression);
        QFETCH(QString, says);
        const Result<CronExpression> parsed = CronExpression::parse(expression);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Configuration);
        QCOMPARE(parsed.error().code, u"schedule.cron"_s);
        QCOMPARE(parsed.error().field, u"cron"_s);
        QVERIFY2(parsed.error().message.contains(says), qPrintable(parsed.error().message));
        QVERIFY(!parsed.error().hint.isEmpty());
    }
    void everyErrorOfAFieldGivesAnExampleOfIt()
    {
        const Result<CronExpression> parsed = CronExpression::parse(u"0 25 * * *"_s);
        QVERIFY(!parsed);
        QVERIFY2(parsed.error().hint.contains(u"8-18/2"), qPrintable(parsed.error().hint));
        QVERIFY2(parsed.error().message.contains(u"0 to 23"), qPrintable(parsed.error().message));
    }
    void secondsNeverMatter()
    {
        const QDateTime from = moment(u"2021-05-01 06:00"_s);
        QCOMPARE(cron(u"0 6 * * *"_s).next(from.addMSecs(-1), kUtc), from);
        QCOMPARE(cron(u"0 6 * * *"_s).next(from, kUtc), from.addDays(1));
        QCOMPARE(cron(u"0 6 * * *"_s).previous(from.addMSecs(1), kUtc), from);
        QCOMPARE(cron(u"0 6 * * *"_s).previous(from, kUtc), from.addDays(-1));
    }
    void nextRunsFollowEachOther()
    {
        const QList<QDateTime> runs = cron(u"0 */6 * * *"_s).nextRuns(moment(u"2021-05-01 06:00"_s), kUtc, 3);
        QCOMPARE(runs,
            (QList{moment(u"2021-05-01 12:00"_s), moment(u"2021-05-01 18:00"_s),
                moment(u"2021-05-02 00:00"_s)}));
    }
    void noRunIsSkippedAndNoneIsInvented()
    {
        const bool holds
            = rc::check("next() finds the first matching minute after, previous() the last before", [] {
                  const QString text = QStringList{*fieldGen(0, 59), *fieldGen(0, 23), *fieldGen(1, 28),
                      *fieldGen(1, 12), *fieldGen(0, 7)}
                                           .join(u' ');
                  const CronExpression expression = cron(text);
                  const QDateTime from = QDateTime::fromSecsSinceEpoch(
                      *rc::gen::inRange<qint64>(1'500'000'000, 2'200'000'000), Qt::UTC);
                  const QDateTime next = expression.next(from, kUtc);
                  RC_ASSERT(next > from);
                  RC_ASSERT(expression.matches(next));
                  RC_ASSERT(expression.previous(next.addMSecs(1), kUtc) == next);
                  RC_ASSERT(expression.previous(next, kUtc) <= from);
                  // Minute by minute for up to two weeks: nothing between matches.
                  const QDateTime end = std::min(next, from.addDays(14));
                  for (QDateTime minute = from.addSecs(60 - from.time().second()); minute < end;
                       minute = minute.addSecs(60))
                      RC_ASSERT(!expression.matches(minute));
              });
        QVERIFY(holds);
    }
    void theShortestPauseIsKnown_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<int>("minutes");
        QTest::newRow("every minute") << u"* * * * *"_s << 1;
        QTest::newRow("every five") << u"*/5 * * * *"_s << 5;
        QTest::newRow("uneven steps") << u"*/7 * * * *"_s << 4;
        QTest::newRow("over the hour") << u"58,2 * * * *"_s << 4;
        QTest::newRow("over midnight") << u"0,58 0,23 * * *"_s << 2;
        QTest::newRow("hourly") << u"0 * * * *"_s << 60;
        QTest::newRow("daily") << u"0 6 * * *"_s << 1440;
        QTest::newRow("last minute of the day") << u"59 23 * * *"_s << 1440;
    }
    void theShortestPauseIsKnown()
    {
        QFETCH(QString, expression);
        QFETCH(int, minutes);
        QCOMPARE(cron(expression).shortestPause(), minutes);
    }
    void aPersonReadsASentence_data()
    {
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char *expression, const char *sentence) {
            QTest::newRow(expression) << QString::fromUtf8(expression) << QString::fromUtf8(sentence);
        };
        row("0 6 * * *", "every day at 06:00");
        row("0 6 * * MON-FRI", "every weekday (Monday to Friday) at 06:00");
        row("0 6,18 * * *", "every day at 06:00 and 18:00");
        row("0 * * * *", "every hour");
        row("30 * * * *", "every hour from 00:30 to 23:30");
        row("0 */6 * * *", "every day at 00:00, 06:00, 12:00 and 18:00");
        row("0 */2 * * *", "every 2 hours");
        row("*/15 * * * *", "every 15 minutes");
        row("*/15 8-17 * * *", "every 15 minutes from 08:00 to 17:45");
        row("*/15 * * * 1-5", "every 15 minutes, every weekday (Monday to Friday)");
        row("0 0 * * 0", "every Sunday at 00:00");
        row("0 0 1 * *", "on day 1 of the month at 00:00");
        row("0 0 1,15 * *", "on day 1 and 15 of the month at 00:00");
        row("0 0 L * *", "on the last day of the month at 00:00");
        row("0 0 * * 5L", "the last Friday of the month at 00:00");
        row("0 0 * * MON#2", "Monday number 2 of the month at 00:00");
        row("30 4 1,15 * 5", "on day 1 and 15 of the month, and besides every Friday at 04:30");
        row("0 0 1 1 *", "on day 1 of the month at 00:00, in January");
        row("0 6 * JUN-AUG *", "every day at 06:00, in June, July and August");
        row("7,21,40 * * * *", "at the minutes 7, 21 and 40 of every hour");
    }
    void aPersonReadsASentence()
    {
        QFETCH(QString, expression);
        QFETCH(QString, sentence);
        QCOMPARE(describeCron(cron(expression)), sentence);
    }
};

QTEST_GUILESS_MAIN(TestCronExpression)
#include "tst_cronexpression.moc"
