#include "engine/api/scheduleaudit.h"
#include "engine/api/scheduledoctor.h"
#include "engine/api/schedulesummaries.h"
#include "engine/schedule/schedulepause.h"
#include "engine/store/database.h"
#include "tests/unit/schedule/schedulefixture.h"

#include <QLocale>
#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow = utc(u"2026-03-28 12:00"_s);

ScheduleRow berlinRow(const QString &cron)
{
    ScheduleRow row;
    row.cron = cron;
    row.zone = u"Europe/Berlin"_s;
    row.mode = u"incremental"_s;
    row.createdUtc = kNow;
    row.handledUntilUtc = kNow;
    return row;
}

QStringList told(const QString &cron, int count)
{
    const Result<SchedulePlan> plan = SchedulePlan::of(berlinRow(cron));
    if (!plan)
        qFatal("%s", qPrintable(plan.error().message));
    QStringList lines;
    for (const PlannedRun &run : plannedRuns(*plan, kNow, count))
        lines.append(run.local.toString(u"dd HH:mm"_s)
            + (run.change == ClockChange::Skipped         ? u" skipped"_s
                    : run.change == ClockChange::Repeated ? u" repeated"_s
                                                          : QString()));
    return lines;
}

} // namespace

class TestScheduleValues : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void theNightOfAClockChangeIsMarked()
    {
        QCOMPARE(told(u"30 2 * * *"_s, 2), (QStringList{u"29 03:00 skipped"_s, u"30 02:30"_s}));
        QCOMPARE(told(u"0 3 * * *"_s, 1), QStringList{u"29 03:00"_s});
        QCOMPARE(told(u"30 2 25 10 *"_s, 1), QStringList{u"25 02:30 repeated"_s});
    }
    void aSummaryTellsWhatIsToCome()
    {
        ScheduleFixture work(kNow);
        const qint64 id = work.add(u"0 6 * * *"_s, [](ScheduleRow &row) { row.zone = u"Europe/Berlin"_s; });
        const auto look = [](Database &database) { return scheduleOverview(database, kNow); };
        const ScheduleOverview overview = valueOf(work.store.read(look));
        QCOMPARE(overview.schedules.size(), 1);
        const ScheduleSummary &summary = overview.schedules.first();
        QCOMPARE(summary.id, id);
        QCOMPARE(summary.sentence, u"every day at 06:00, Europe/Berlin"_s);
        QCOMPARE(summary.nextRunUtc, utc(u"2026-03-29 04:00"_s));
        QVERIFY(!summary.lastRun);
        const auto pause = [](Database &database) { return setSchedulesPaused(database, true, kNow); };
        QVERIFY(work.store.write(pause));
        const ScheduleOverview paused = valueOf(work.store.read(look));
        QVERIFY(paused.isPaused);
        QVERIFY(!paused.schedules.first().nextRunUtc.isValid());
    }
    void theLogTellsWhy()
    {
        ScheduleFixture work(utc(u"2026-11-02 00:30"_s));
        work.duration = std::chrono::minutes(90);
        work.add(u"0 * * * *"_s, [](ScheduleRow &row) { row.overlap = OverlapPolicy::Skip; });
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 02:40"_s));
        const auto look = [](Database &database) { return scheduleLogPage(database, 0, 0, 10); };
        const QList<ScheduleLogEntry> log = valueOf(work.store.read(look));
        QCOMPARE(log.size(), 2);
        QCOMPARE(log.first().sentence, u"Skipped: the previous run was still working."_s);
        QCOMPARE(log.last().sentence, u"Completed."_s);
        QVERIFY(work.decided >= 3);
    }
    void everyKindOfRecordHasItsRhythm_data()
    {
        QTest::addColumn<QString>("entity");
        QTest::addColumn<QString>("cron");
        QTest::newRow("orders") << u"order"_s << u"0 * * * *"_s;
        QTest::newRow("products") << u"product"_s << u"0 */6 * * *"_s;
        QTest::newRow("items") << u"Item"_s << u"0 */6 * * *"_s;
        QTest::newRow("customers of either side") << u"Customer"_s << u"0 */6 * * *"_s;
        QTest::newRow("invoices") << u"Invoice"_s << u"*/15 * * * *"_s;
        QTest::newRow("stock") << u"variation"_s << u"0 * * * *"_s;
        QTest::newRow("refunds") << u"refund"_s << u"0 * * * *"_s;
    }
    void everyKindOfRecordHasItsRhythm()
    {
        QFETCH(QString, entity);
        QFETCH(QString, cron);
        const QList<ScheduleDraft> drafts = proposedFor(u"s"_s, entity, u"Europe/Berlin"_s);
        QCOMPARE(drafts.size(), 2);
        QCOMPARE(drafts.first().cron, cron);
        QCOMPARE(drafts.first().mode, RunMode::Incremental);
        QCOMPARE(drafts.last().mode, RunMode::Full);
        for (const ScheduleDraft &draft : drafts)
            QVERIFY(SchedulePlan::of(berlinRow(draft.cron)));
    }
    void theDoctorFindsWhatCannotBeFollowed()
    {
        ScheduleFixture work(kNow);
        work.add(u"0 6 * * *"_s);
        const qint64 broken = work.add(u"every now and then"_s);
        const auto look = [](Database &database) { return scheduleFindings(database); };
        const QList<DoctorFinding> findings = valueOf(work.store.read(look));
        QCOMPARE(findings.size(), 2);
        QCOMPARE(findings.first().severity, DoctorFinding::Severity::Ok);
        QCOMPARE(findings.last().severity, DoctorFinding::Severity::Problem);
        QVERIFY(findings.last().subject.contains(QString::number(broken)));
        // The store itself refuses this; another program may do it all the same.
        const auto file = Database::open(work.store.path(), Database::Access::ReadWrite);
        QVERIFY(file);
        QVERIFY((*file)->run(u"PRAGMA foreign_keys=OFF"_s));
        QCOMPARE((*file)->execute(u"UPDATE schedules SET stream_id = 4711 WHERE id = 1"_s).value_or(0), 1);
        const QList<DoctorFinding> orphaned = valueOf(work.store.read(look));
        QVERIFY(std::ranges::any_of(orphaned,
            [](const DoctorFinding &one) { return one.finding == u"Its stream does not exist."_s; }));
    }
    void theAuditSaysWhatChanged()
    {
        ScheduleRow before = berlinRow(u"0 6 * * *"_s);
        before.id = 3;
        ScheduleRow after = before;
        after.cron = u"0 7 * * *"_s;
        const AuditEntry edited = scheduleEntry(before, after);
        QCOMPARE(edited.action, u"schedule.edited"_s);
        QCOMPARE(edited.object, u"3"_s);
        QCOMPARE(edited.before, Json::object({{u"cron"_s, u"0 6 * * *"_s}}));
        QCOMPARE(edited.after, Json::object({{u"cron"_s, u"0 7 * * *"_s}}));
        QCOMPARE(scheduleEntry(std::nullopt, after).action, u"schedule.added"_s);
        QCOMPARE(scheduleEntry(before, std::nullopt).action, u"schedule.removed"_s);
    }
};

QTEST_GUILESS_MAIN(TestScheduleValues)
#include "tst_schedulevalues.moc"
