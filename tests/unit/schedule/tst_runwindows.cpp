#include "engine/schedule/runwindows.h"
#include "engine/schedule/scheduleplan.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QTimeZone kUtc = QTimeZone::utc();

QDateTime moment(const QString &utc)
{
    QDateTime time = QDateTime::fromString(utc, u"yyyy-MM-dd HH:mm"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

ScheduleRow schedule(const QString &cron, const QString &windows = {})
{
    ScheduleRow row;
    row.cron = cron;
    row.zone = u"UTC"_s;
    row.mode = u"incremental"_s;
    row.windows = windows;
    row.createdUtc = moment(u"2026-11-02 00:00"_s); // a Monday
    return row;
}

} // namespace

class TestRunWindows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aWindowIsOpenWhenItSays_data()
    {
        QTest::addColumn<QString>("windows");
        QTest::addColumn<QString>("at");
        QTest::addColumn<bool>("open");
        QTest::addColumn<QString>("opening");
        const auto row = [](const char *windows, const char *at, bool open, const char *opening) {
            QTest::addRow("%s at %s", windows, at)
                << QString::fromUtf8(windows) << QString::fromUtf8(at) << open << QString::fromUtf8(opening);
        };
        // 2026-11-02 is a Monday.
        row("", "2026-11-02 03:00", true, "2026-11-02 03:00");
        row("08:00-18:00", "2026-11-02 07:59", false, "2026-11-02 08:00");
        row("08:00-18:00", "2026-11-02 08:00", true, "2026-11-02 08:00");
        row("08:00-18:00", "2026-11-02 17:59", true, "2026-11-02 17:59");
        row("08:00-18:00", "2026-11-02 18:00", false, "2026-11-03 08:00");
        row("MON-FRI 08:00-18:00", "2026-11-06 18:00", false, "2026-11-09 08:00");
        row("MON-FRI 08:00-18:00; SAT 09:00-12:00", "2026-11-06 18:00", false, "2026-11-07 09:00");
        row("MON-FRI 22:00-06:00", "2026-11-07 05:59", true, "2026-11-07 05:59");
        row("MON-FRI 22:00-06:00", "2026-11-08 05:59", false, "2026-11-09 22:00");
        row("SUN 22:00-06:00", "2026-11-09 03:00", true, "2026-11-09 03:00");
        row("SUN 22:00-06:00", "2026-11-02 03:00", true, "2026-11-02 03:00");
        row("0,6 00:00-24:00", "2026-11-08 23:59", true, "2026-11-08 23:59");
        row("0,6 00:00-24:00", "2026-11-09 00:00", false, "2026-11-14 00:00");
        row("MON 08:00-12:00; MON 12:00-18:00", "2026-11-02 12:00", true, "2026-11-02 12:00");
    }
    void aWindowIsOpenWhenItSays()
    {
        QFETCH(QString, windows);
        QFETCH(QString, at);
        QFETCH(bool, open);
        QFETCH(QString, opening);
        const Result<RunWindows> parsed = RunWindows::parse(windows);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
        QCOMPARE(parsed->isOpen(moment(at), kUtc), open);
        QCOMPARE(parsed->nextOpening(moment(at), kUtc), moment(opening));
    }
    void aWindowIsInLocalTime()
    {
        const QTimeZone berlin("Europe/Berlin");
        const Result<RunWindows> windows = RunWindows::parse(u"08:00-18:00"_s);
        QVERIFY(windows);
        QVERIFY(windows->isOpen(moment(u"2026-07-01 06:00"_s), berlin));
        QVERIFY(!windows->isOpen(moment(u"2026-12-01 06:59"_s), berlin));
        QCOMPARE(windows->nextOpening(moment(u"2026-12-01 06:00"_s), berlin), moment(u"2026-12-01 07:00"_s));
    }
    void whatIsNoWindowIsRefused_data()
    {
        QTest::addColumn<QString>("windows");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *windows, const char *says) {
            QTest::newRow(windows) << QString::fromUtf8(windows) << QString::fromUtf8(says);
        };
        row("MON-FRI 08:00-18:00; FRI 17:00-20:00", "overlap");
        row("08:00-18:00; 08:00-18:00", "overlap");
        row("SUN 22:00-06:00; MON 05:00-08:00", "overlap");
        row("08:00-08:00", "empty");
        row("25:00-26:00", "no such time");
        row("24:00-06:00", "no such time");
        row("08:60-09:00", "no such time");
        row("MON 8-18", "days from-to");
        row("08:00", "days from-to");
        row(";", "days from-to");
        row("08:00-18:00;", "days from-to");
        row("FOO 08:00-18:00", "“FOO”");
        row("MON#2 08:00-18:00", "“MON#2”");
    }
    void whatIsNoWindowIsRefused()
    {
        QFETCH(QString, windows);
        QFETCH(QString, says);
        const Result<RunWindows> parsed = RunWindows::parse(windows);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().code, u"schedule.windows"_s);
        QCOMPARE(parsed.error().field, u"windows"_s);
        QVERIFY2(parsed.error().message.contains(says), qPrintable(parsed.error().message));
    }
    void runsOutsideOfTheWindowsAreNotPlanned()
    {
        const Result<SchedulePlan> plan
            = SchedulePlan::of(schedule(u"0 */6 * * *"_s, u"MON-FRI 05:00-13:00"_s));
        QVERIFY(plan);
        const QDateTime friday = moment(u"2026-11-06 06:00"_s);
        QCOMPARE(plan->nextRun(friday), moment(u"2026-11-06 12:00"_s));
        QCOMPARE(plan->nextRun(moment(u"2026-11-06 12:00"_s)), moment(u"2026-11-09 06:00"_s));
        const SchedulePlan::Due due = plan->due(moment(u"2026-11-06 06:00"_s), moment(u"2026-11-09 11:00"_s));
        QCOMPARE(due.latestUtc, moment(u"2026-11-09 06:00"_s));
        QCOMPARE(due.count, 2);
        QVERIFY(!plan->due(friday, friday.addSecs(3600)).latestUtc.isValid());
        QCOMPARE(plan->due(friday.addMSecs(-1), friday).latestUtc, friday);
    }
    void aScheduleThatCannotBeFollowedIsRefused_data()
    {
        QTest::addColumn<ScheduleRow>("row");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("field");
        ScheduleRow zone = schedule(u"0 6 * * *"_s);
        zone.zone = u"Mars/Olympus"_s;
        ScheduleRow mode = schedule(u"0 6 * * *"_s);
        mode.mode = u"ids"_s;
        ScheduleRow negative = schedule(u"0 6 * * *"_s);
        negative.cooldownMinutes = -1;
        ScheduleRow endless = negative;
        endless.cooldownMinutes = 24 * 60 + 1;
        QTest::newRow("broken cron") << schedule(u"0 25 * * *"_s) << u"schedule.cron"_s << u"cron"_s;
        QTest::newRow("every minute") << schedule(u"* * * * *"_s) << u"schedule.cron"_s << u"cron"_s;
        QTest::newRow("every four") << schedule(u"*/4 * * * *"_s) << u"schedule.cron"_s << u"cron"_s;
        QTest::newRow("zone") << zone << u"schedule.zone"_s << u"zone"_s;
        QTest::newRow("mode") << mode << u"schedule.mode"_s << u"mode"_s;
        QTest::newRow("negative pause") << negative << u"schedule.cooldown"_s << u"cooldown"_s;
        QTest::newRow("too long a pause") << endless << u"schedule.cooldown"_s << u"cooldown"_s;
        QTest::newRow("overlapping windows") << schedule(u"0 6 * * *"_s, u"05:00-07:00; 06:00-08:00"_s)
                                             << u"schedule.windows"_s << u"windows"_s;
        QTest::newRow("never inside the window")
            << schedule(u"0 6 * * *"_s, u"08:00-18:00"_s) << u"schedule.windows"_s << u"windows"_s;
    }
    void aScheduleThatCannotBeFollowedIsRefused()
    {
        QFETCH(ScheduleRow, row);
        QFETCH(QString, code);
        QFETCH(QString, field);
        const Result<SchedulePlan> plan = SchedulePlan::of(row);
        QVERIFY(!plan);
        QCOMPARE(plan.error().code, code);
        QCOMPARE(plan.error().field, field);
    }
};

QTEST_GUILESS_MAIN(TestRunWindows)
#include "tst_runwindows.moc"
