#include "engine/schedule/cronexpression.h"
#include "engine/schedule/localtimes.h"
#include "engine/schedule/timezones.h"

#include <QTest>

#include <rapidcheck.h>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

QTimeZone zoneNamed(const QString &name)
{
    const Result<QTimeZone> zone = timeZoneNamed(name);
    if (!zone)
        qFatal("%s", qPrintable(zone.error().message));
    return *zone;
}

CronExpression cron(const QString &text)
{
    const Result<CronExpression> parsed = CronExpression::parse(text);
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().message));
    return *parsed;
}

QDateTime moment(const QString &utc)
{
    QDateTime time = QDateTime::fromString(utc, u"yyyy-MM-dd HH:mm"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

QString told(const QDateTime &utc)
{
    return utc.toString(u"yyyy-MM-dd HH:mm"_s);
}

} // namespace

class TestCronDst : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNightOfAClockChange_data()
    {
        QTest::addColumn<QString>("zone");
        QTest::addColumn<QString>("expression");
        QTest::addColumn<QString>("from"); // UTC
        QTest::addColumn<QString>("expected"); // UTC, separated by commas
        const auto row = [](const char *name, const char *zone, const char *expression, const char *from,
                             const char *expected) {
            QTest::newRow(name) << QString::fromUtf8(zone) << QString::fromUtf8(expression)
                                << QString::fromUtf8(from) << QString::fromUtf8(expected);
        };
        // Berlin 2026: 29 March 02:00 -> 03:00 (01:00 UTC), 25 October 03:00 -> 02:00 (01:00 UTC).
        row("Berlin, a skipped time runs right after the gap", "Europe/Berlin", "30 2 * * *",
            "2026-03-28 12:00", "2026-03-29 01:00,2026-03-30 00:30");
        row("Berlin, all skipped times are one run", "Europe/Berlin", "*/15 2 * * *", "2026-03-28 12:00",
            "2026-03-29 01:00,2026-03-30 00:00");
        row("Berlin, the hour after the gap is not run twice", "Europe/Berlin", "0 2,3 * * *",
            "2026-03-28 12:00", "2026-03-29 01:00,2026-03-30 00:00,2026-03-30 01:00");
        row("Berlin, hourly over the gap", "Europe/Berlin", "0 * * * *", "2026-03-28 23:30",
            "2026-03-29 00:00,2026-03-29 01:00,2026-03-29 02:00");
        row("Berlin, a repeated time runs once, the first time", "Europe/Berlin", "30 2 * * *",
            "2026-10-24 12:00", "2026-10-25 00:30,2026-10-26 01:30");
        row("Berlin, asked between the two", "Europe/Berlin", "30 2 * * *", "2026-10-25 00:30",
            "2026-10-26 01:30");
        row("Berlin, asked in the second hour", "Europe/Berlin", "30 2 * * *", "2026-10-25 01:10",
            "2026-10-26 01:30");
        row("Berlin, hourly over the repeated hour", "Europe/Berlin", "0 * * * *", "2026-10-24 23:30",
            "2026-10-25 00:00,2026-10-25 02:00,2026-10-25 03:00");
        row("Berlin, before and after stay in wall time", "Europe/Berlin", "0 6 * * *", "2026-03-27 12:00",
            "2026-03-28 05:00,2026-03-29 04:00,2026-03-30 04:00");
        // New York 2026: 8 March 02:00 -> 03:00 (07:00 UTC), 1 November 02:00 -> 01:00 (06:00 UTC).
        row("New York, skipped", "America/New_York", "15 2 * * *", "2026-03-07 12:00",
            "2026-03-08 07:00,2026-03-09 06:15");
        row("New York, repeated", "America/New_York", "15 1 * * *", "2026-10-31 12:00",
            "2026-11-01 05:15,2026-11-02 06:15");
        row("New York, midnight is not touched", "America/New_York", "0 0 * * *", "2026-10-31 12:00",
            "2026-11-01 04:00,2026-11-02 05:00");
        // Sydney 2026: 5 April 03:00 -> 02:00 (4 April 16:00 UTC), 4 October 02:00 -> 03:00 (3 October
        // 16:00).
        row("Sydney, repeated in autumn, which is April", "Australia/Sydney", "30 2 * * *",
            "2026-04-04 00:00", "2026-04-04 15:30,2026-04-05 16:30");
        row("Sydney, skipped in October", "Australia/Sydney", "30 2 * * *", "2026-10-03 00:00",
            "2026-10-03 16:00,2026-10-04 15:30");
        // Lord Howe moves by half an hour. 2026: 5 April 02:00 -> 01:30 (4 April 15:00 UTC), 4 October
        // 02:00 -> 02:30 (3 October 15:30 UTC).
        row("Lord Howe, repeated half hour", "Australia/Lord_Howe", "45 1 * * *", "2026-04-04 00:00",
            "2026-04-04 14:45,2026-04-05 15:15");
        row("Lord Howe, skipped half hour", "Australia/Lord_Howe", "15 2 * * *", "2026-10-03 00:00",
            "2026-10-03 15:30,2026-10-04 15:15");
        // Chatham 2026: 5 April 03:45 -> 02:45 (4 April 14:00 UTC), 27 September 02:45 -> 03:45
        // (26 September 14:00 UTC).
        row("Chatham, repeated", "Pacific/Chatham", "0 3 * * *", "2026-04-04 00:00",
            "2026-04-04 13:15,2026-04-05 14:15");
        row("Chatham, skipped", "Pacific/Chatham", "0 3 * * *", "2026-09-26 00:00",
            "2026-09-26 14:00,2026-09-27 13:15");
        // Sao Paulo changed at midnight. 2018: 18 February 00:00 -> 17 February 23:00 (02:00 UTC),
        // 4 November 00:00 -> 01:00 (03:00 UTC).
        row("Sao Paulo, midnight skipped", "America/Sao_Paulo", "0 0 * * *", "2018-11-03 12:00",
            "2018-11-04 03:00,2018-11-05 02:00");
        row("Sao Paulo, the last hour of the day repeated", "America/Sao_Paulo", "30 23 * * *",
            "2018-02-17 12:00", "2018-02-18 01:30,2018-02-19 02:30");
        // A day that never was: Apia went from 29 to 31 December 2011.
        row("Apia, a whole day skipped", "Pacific/Apia", "0 12 * * *", "2011-12-28 12:00",
            "2011-12-28 22:00,2011-12-29 22:00,2011-12-30 10:00,2011-12-30 22:00");
        row("Kathmandu has no change", "Asia/Kathmandu", "30 2 * * *", "2026-03-28 12:00",
            "2026-03-28 20:45,2026-03-29 20:45");
        row("UTC has no change", "UTC", "30 2 * * *", "2026-03-28 12:00",
            "2026-03-29 02:30,2026-03-30 02:30");
    }
    void aNightOfAClockChange()
    {
        QFETCH(QString, zone);
        QFETCH(QString, expression);
        QFETCH(QString, from);
        QFETCH(QString, expected);
        const QTimeZone in = zoneNamed(zone);
        const QStringList runs = expected.split(u',');
        QDateTime last = moment(from);
        for (const QString &one : runs) {
            last = cron(expression).next(last, in);
            QCOMPARE(told(last), one);
        }
        // The same runs, from the last one back.
        for (qsizetype i = runs.size() - 2; i >= 0; --i) {
            last = cron(expression).previous(last, in);
            QCOMPARE(told(last), runs.at(i));
        }
        QVERIFY(cron(expression).previous(last, in) <= moment(from));
    }
    void theListOfNextRunsMarksTheNight()
    {
        const QTimeZone berlin = zoneNamed(u"Europe/Berlin"_s);
        QCOMPARE(clockChangeAt(moment(u"2026-03-29 02:30"_s), berlin), ClockChange::Skipped);
        QCOMPARE(clockChangeAt(moment(u"2026-03-29 03:00"_s), berlin), ClockChange::None);
        QCOMPARE(clockChangeAt(moment(u"2026-10-25 02:30"_s), berlin), ClockChange::Repeated);
        QCOMPARE(clockChangeAt(moment(u"2026-10-25 03:00"_s), berlin), ClockChange::None);
    }
    void runsOfAnyZoneAndYearNeverComeTwice()
    {
        const std::vector<QString> zones{u"Europe/Berlin"_s, u"America/New_York"_s, u"Australia/Sydney"_s,
            u"Australia/Lord_Howe"_s, u"Pacific/Chatham"_s, u"America/Sao_Paulo"_s, u"Africa/Casablanca"_s,
            u"America/Edmonton"_s, u"Asia/Kathmandu"_s};
        const std::vector<QString> expressions{u"30 2 * * *"_s, u"*/15 * * * *"_s, u"0 * * * *"_s,
            u"45 1 * * *"_s, u"0 0 * * *"_s, u"10 3 * * SUN"_s};
        const bool holds = rc::check("each local time runs exactly once, in order", [&] {
            const QTimeZone zone = zoneNamed(*rc::gen::elementOf(zones));
            const CronExpression expression = cron(*rc::gen::elementOf(expressions));
            const QDateTime from = QDateTime::fromSecsSinceEpoch(
                *rc::gen::inRange<qint64>(1'262'304'000, 2'082'758'400), Qt::UTC);
            const QDateTime next = expression.next(from, zone);
            RC_ASSERT(next > from);
            const bool isAtAGap = zone.offsetFromUtc(next.addSecs(-1)) != zone.offsetFromUtc(next);
            RC_ASSERT(isAtAGap || expression.matches(wallTime(next, zone)));
            RC_ASSERT(momentOf(wallTime(next, zone), zone) == next);
            RC_ASSERT(expression.previous(next, zone) <= from);
            RC_ASSERT(expression.previous(next.addMSecs(1), zone) == next);
        });
        QVERIFY(holds);
    }
    void anImpossibleZoneIsRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("hint");
        QTest::newRow("unknown") << u"Mars/Olympus"_s << u"IANA"_s;
        QTest::newRow("empty") << QString() << u"IANA"_s;
        QTest::newRow("abbreviation") << u"XYZT"_s << u"IANA"_s;
        QTest::newRow("only the city") << u"berlin"_s << u"Europe/Berlin"_s;
        QTest::newRow("wrong continent") << u"America/Berlin"_s << u"Europe/Berlin"_s;
        QTest::newRow("blank instead of underscore") << u"America/New York"_s << u"America/New_York"_s;
        QTest::newRow("a path") << u"../../etc/passwd"_s << u"IANA"_s;
    }
    void anImpossibleZoneIsRefused()
    {
        QFETCH(QString, name);
        QFETCH(QString, hint);
        const Result<QTimeZone> zone = timeZoneNamed(name);
        QVERIFY(!zone);
        QCOMPARE(zone.error().code, u"schedule.zone"_s);
        QCOMPARE(zone.error().field, u"zone"_s);
        QVERIFY2(zone.error().hint.contains(hint), qPrintable(zone.error().hint));
    }
};

QTEST_GUILESS_MAIN(TestCronDst)
#include "tst_crondst.moc"
