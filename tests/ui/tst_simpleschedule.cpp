#include "ui/schedules/scheduletimes.h"
#include "ui/schedules/simpleschedule.h"

#include <QTimeZone>
#include <QtTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

using Kind = SimpleSchedule::Kind;

SimpleSchedule onTime(Kind kind, QTime at)
{
    SimpleSchedule simple;
    simple.kind = kind;
    simple.at = at;
    return simple;
}

SimpleSchedule often(Kind kind, int every, int minute = 0)
{
    SimpleSchedule simple = onTime(kind, QTime(0, minute));
    simple.every = every;
    return simple;
}

SimpleSchedule weekly(const QList<int> &weekdays, QTime at)
{
    SimpleSchedule simple = onTime(Kind::Weekly, at);
    simple.weekdays = weekdays;
    return simple;
}

SimpleSchedule monthly(int day, QTime at)
{
    SimpleSchedule simple = onTime(Kind::Monthly, at);
    simple.monthDay = day;
    return simple;
}

QDateTime utc(int day, int hour, int minute)
{
    return QDateTime({2026, 3, day}, {hour, minute}, QTimeZone::utc());
}

SimpleSchedule anySchedule()
{
    SimpleSchedule simple;
    simple.kind = Kind(*rc::gen::inRange(0, 6));
    const QList<int> &steps
        = simple.kind == Kind::Hours ? SimpleSchedule::hourSteps() : SimpleSchedule::minuteSteps();
    simple.every = steps.at(*rc::gen::inRange(0, int(steps.size())));
    simple.at = QTime(*rc::gen::inRange(0, 24), *rc::gen::inRange(0, 60));
    simple.weekdays.clear();
    const int days = *rc::gen::inRange(1, 128);
    for (int day = 1; day <= 7; ++day) {
        if ((days >> (day - 1) & 1) != 0)
            simple.weekdays << day;
    }
    simple.monthDay = *rc::gen::inRange(0, 32);
    return simple;
}

} // namespace

/// The simple choices of a schedule against its cron text.
class TestSimpleSchedule : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choicesAndCronSayTheSame_data();
    void choicesAndCronSayTheSame();
    void otherSpellingsAreUnderstood_data();
    void otherSpellingsAreUnderstood();
    void whatChoicesCannotSayIsLeftAlone_data();
    void whatChoicesCannotSayIsLeftAlone();
    void everyChoiceComesBackFromItsCron();
    void countdown_data();
    void countdown();
    void aClockChangeIsTold();
};

void TestSimpleSchedule::choicesAndCronSayTheSame_data()
{
    QTest::addColumn<QString>("cron");
    QTest::addColumn<SimpleSchedule>("simple");
    const auto row = [](const char *name, const QString &cron, const SimpleSchedule &simple) {
        QTest::newRow(name) << cron << simple;
    };
    row("every 15 minutes", u"*/15 * * * *"_s, SimpleSchedule());
    row("every hour at a quarter past", u"15 * * * *"_s, often(Kind::Hours, 1, 15));
    row("every 4 hours", u"0 */4 * * *"_s, often(Kind::Hours, 4));
    row("every day", u"0 6 * * *"_s, onTime(Kind::Daily, {6, 0}));
    row("every weekday", u"30 18 * * MON-FRI"_s, onTime(Kind::Weekdays, {18, 30}));
    row("two days of the week", u"5 7 * * MON,SUN"_s, weekly({1, 7}, {7, 5}));
    row("the five days chosen one by one", u"0 6 * * MON,TUE,WED,THU,FRI"_s, weekly({1, 2, 3, 4, 5}, {6, 0}));
    row("the first of the month", u"0 0 1 * *"_s, monthly(1, {0, 0}));
    row("the last day of the month", u"45 23 L * *"_s, monthly(SimpleSchedule::kLastDay, {23, 45}));
}

void TestSimpleSchedule::choicesAndCronSayTheSame()
{
    QFETCH(QString, cron);
    QFETCH(SimpleSchedule, simple);
    QCOMPARE(simple.cron(), cron);
    const std::optional<SimpleSchedule> read = SimpleSchedule::fromCron(cron);
    QVERIFY(read.has_value());
    QCOMPARE(read->kind, simple.kind);
    QCOMPARE(read->cron(), cron);
}

void TestSimpleSchedule::otherSpellingsAreUnderstood_data()
{
    QTest::addColumn<QString>("cron");
    QTest::addColumn<QString>("same");
    QTest::newRow("blanks") << u"  0   6 * *   * "_s << u"0 6 * * *"_s;
    QTest::newRow("numbers of days") << u"0 6 * * 1-5"_s << u"0 6 * * MON-FRI"_s;
    QTest::newRow("small letters") << u"0 6 * * mon-fri"_s << u"0 6 * * MON-FRI"_s;
    QTest::newRow("Sunday as 0") << u"0 6 * * 0"_s << u"0 6 * * SUN"_s;
    QTest::newRow("Sunday as 7, not in order") << u"0 6 * * 7,2"_s << u"0 6 * * TUE,SUN"_s;
    QTest::newRow("a word for hourly") << u"@hourly"_s << u"0 * * * *"_s;
    QTest::newRow("a word for monthly") << u"@monthly"_s << u"0 0 1 * *"_s;
    QTest::newRow("a small l") << u"0 6 l * *"_s << u"0 6 L * *"_s;
    QTest::newRow("leading zeros") << u"05 06 * * *"_s << u"5 6 * * *"_s;
}

void TestSimpleSchedule::otherSpellingsAreUnderstood()
{
    QFETCH(QString, cron);
    QFETCH(QString, same);
    const std::optional<SimpleSchedule> read = SimpleSchedule::fromCron(cron);
    QVERIFY(read.has_value());
    QCOMPARE(read->cron(), same);
}

void TestSimpleSchedule::whatChoicesCannotSayIsLeftAlone_data()
{
    QTest::addColumn<QString>("cron");
    for (const char *cron : {"", "nonsense", "*/7 * * * *", "*/15 8-18 * * *", "0 6,18 * * *", "0 6 1 1 *",
             "0 6 15 * FRI", "0 6 * * MON#2", "0 6 * * 5L", "0 6 * * MON-WED", "0 6 ? * MON", "61 6 * * *",
             "0 24 * * *", "0 6 32 * *", "0 6 * * MON,MON", "0 6 * * 8", "0 6 * * * *", "*/15 * * *",
             "0 */5 * * *", "0 6 * * ,", "+5 6 * * *", "@yearly"})
        QTest::addRow("%s", *cron ? cron : "empty") << QString::fromLatin1(cron);
}

void TestSimpleSchedule::whatChoicesCannotSayIsLeftAlone()
{
    QFETCH(QString, cron);
    QVERIFY(!SimpleSchedule::fromCron(cron).has_value());
}

void TestSimpleSchedule::everyChoiceComesBackFromItsCron()
{
    const bool holds = rc::check("choice -> cron -> choice says the same", [] {
        const SimpleSchedule simple = anySchedule();
        const std::optional<SimpleSchedule> read = SimpleSchedule::fromCron(simple.cron());
        RC_ASSERT(read.has_value());
        RC_ASSERT(read->kind == simple.kind);
        RC_ASSERT(read->cron() == simple.cron());
    });
    QVERIFY(holds);
}

void TestSimpleSchedule::countdown_data()
{
    QTest::addColumn<QDateTime>("next");
    QTest::addColumn<QString>("text");
    QTest::newRow("past") << utc(4, 10, 29) << u"now"_s;
    QTest::newRow("this moment") << utc(4, 10, 30) << u"now"_s;
    QTest::newRow("seconds count as a minute") << utc(4, 10, 30).addSecs(1) << u"in 1 min"_s;
    QTest::newRow("minutes") << utc(4, 11, 29) << u"in 59 min"_s;
    QTest::newRow("an hour") << utc(4, 11, 30) << u"in 1 h 0 min"_s;
    QTest::newRow("hours") << utc(4, 20, 29) << u"in 9 h 59 min"_s;
    QTest::newRow("many hours") << utc(5, 10, 29) << u"in 23 h"_s;
    QTest::newRow("days") << utc(6, 14, 30) << u"in 2 d 4 h"_s;
}

void TestSimpleSchedule::countdown()
{
    QFETCH(QDateTime, next);
    QFETCH(QString, text);
    QCOMPARE(ScheduleTimes::countdown(next, utc(4, 10, 30)), text);
}

void TestSimpleSchedule::aClockChangeIsTold()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    const QDateTime local = utc(29, 3, 0);
    QCOMPARE(ScheduleTimes::planned({utc(29, 1, 0), local, ClockChange::None}), u"Sun 29 Mar 2026, 03:00"_s);
    const QString skipped = ScheduleTimes::planned({utc(29, 1, 0), local, ClockChange::Skipped});
    QVERIFY2(skipped.contains(u"clocks go forward"_s), qPrintable(skipped));
    const QString repeated = ScheduleTimes::planned({utc(29, 1, 0), local, ClockChange::Repeated});
    QVERIFY2(repeated.contains(u"comes twice"_s), qPrintable(repeated));
}

QTEST_MAIN(TestSimpleSchedule)
#include "tst_simpleschedule.moc"
