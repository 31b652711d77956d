#include "engine/schedule/schedulepause.h"
#include "tests/unit/schedule/schedulefixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime kMonday = utc(u"2026-11-02 00:30"_s);

void pauseAll(ScheduleFixture &work, bool paused)
{
    const Result<void> done = work.store.write([paused, now = work.clock.nowUtc()](Database &database) {
        return setSchedulesPaused(database, paused, now);
    });
    QVERIFY(done);
    work.wake();
}

} // namespace

class TestScheduler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsBeginWhenTheyAreDue()
    {
        ScheduleFixture work(kMonday);
        const qint64 id = work.add(u"0 */2 * * *"_s, [](ScheduleRow &row) { row.mode = u"full"_s; });
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 06:30"_s));
        QCOMPARE(work.times(), (QStringList{u"02 02:00"_s, u"02 04:00"_s, u"02 06:00"_s}));
        QCOMPARE(work.modes.first(), u"full"_s);
        QCOMPARE(work.decisions(), (QStringList{u"run completed"_s, u"run completed"_s, u"run completed"_s}));
        const ScheduleRunRow first = work.log().first();
        QCOMPARE(first.scheduleId, id);
        QCOMPARE(first.plannedUtc, utc(u"2026-11-02 02:00"_s));
        QCOMPARE(first.runId, 1);
        QCOMPARE(first.finishedUtc, first.decidedUtc.addSecs(60));
        QCOMPARE(work.schedule(id).handledUntilUtc, utc(u"2026-11-02 06:00"_s));
    }
    void aRunThatIsDueDuringAnotherIsSkipped()
    {
        ScheduleFixture work(kMonday);
        work.duration = 150min;
        work.add(u"0 * * * *"_s, [](ScheduleRow &row) { row.overlap = OverlapPolicy::Skip; });
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 04:30"_s));
        QCOMPARE(work.times(), (QStringList{u"02 01:00"_s, u"02 04:00"_s}));
        QCOMPARE(work.decisions(),
            (QStringList{u"run completed"_s, u"skipped busy"_s, u"skipped busy"_s, u"run running"_s}));
        QCOMPARE(work.mostAtOnce, 1);
    }
    void aQueueHoldsOneRunHoweverManyWereDue()
    {
        ScheduleFixture work(kMonday);
        work.duration = 150min;
        work.add(u"0 * * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 03:45"_s));
        QCOMPARE(work.times(), (QStringList{u"02 01:00"_s, u"02 03:30"_s}));
        QCOMPARE(work.decisions(),
            (QStringList{u"run completed"_s, u"queued busy"_s, u"skipped already_waiting"_s,
                u"run waited running"_s}));
        QCOMPARE(work.mostAtOnce, 1);
    }
    void somebodyElsesRunIsWaitedFor()
    {
        ScheduleFixture work(kMonday);
        work.isBusy = true;
        work.add(u"0 1 * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:10"_s));
        QVERIFY(work.began.isEmpty());
        work.isBusy = false;
        work.wake();
        work.clock.pass(1s);
        QCOMPARE(work.times(), QStringList{u"02 01:10"_s});
    }
    void aStreamThatWasTakenAtTheLastMomentIsQueued()
    {
        ScheduleFixture work(kMonday);
        work.duration = 0s;
        work.error = Error{ErrorKind::Conflict, u"run.busy"_s, {}, {}, {}, {}, std::nullopt};
        work.add(u"0 1 * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:00"_s));
        work.isBusy = true; // as the registry says now
        work.clock.pass(2min);
        QCOMPARE(work.decisions().first(), u"queued busy"_s);
        work.isBusy = false;
        work.error.reset();
        work.clock.pass(1min);
        QCOMPARE(work.decisions().last(), u"run waited completed"_s);
    }
    void nineHoursOfSleepAreOneRun()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 * * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:30"_s));
        work.clock.fallAsleep(9h);
        work.clock.pass(20min);
        QCOMPARE(work.times(), (QStringList{u"02 01:00"_s, u"02 10:30"_s}));
        QCOMPARE(work.log().last().missed, 8);
        QCOMPARE(work.decisions().last(), u"run made_up completed"_s);
        work.clock.pass(30min);
        QCOMPARE(work.times().last(), u"02 11:00"_s);
    }
    void nineHoursOfSleepAreNoRunWhenMissedOnesAreSkipped()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 * * * *"_s, [](ScheduleRow &row) { row.missed = MissedPolicy::Skip; });
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:30"_s));
        work.clock.fallAsleep(9h);
        work.clock.pass(20min);
        QCOMPARE(work.times(), QStringList{u"02 01:00"_s});
        QCOMPARE(work.decisions().last(), u"missed not_made_up"_s);
    }
    void aClosedProgramIsLikeSleep()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 * * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:30"_s));
        work.stop();
        work.clock.passUntil(utc(u"2026-11-02 07:20"_s));
        work.start();
        work.clock.pass(10min);
        QCOMPARE(work.times(), (QStringList{u"02 01:00"_s, u"02 07:20"_s}));
        QCOMPARE(work.log().last().missed, 5);
    }
    void aClockThatIsSetBackNeverRunsTwice()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 * * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 03:10"_s));
        work.clock.set(-2h);
        work.clock.passUntil(utc(u"2026-11-02 03:30"_s));
        QCOMPARE(work.times(), (QStringList{u"02 01:00"_s, u"02 02:00"_s, u"02 03:00"_s}));
        work.clock.passUntil(utc(u"2026-11-02 04:10"_s));
        QCOMPARE(work.times().last(), u"02 04:00"_s);
    }
    void aClockThatIsSetForwardRunsOnce()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 * * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:10"_s));
        work.clock.set(5h);
        work.clock.pass(10min);
        QCOMPARE(work.times(), (QStringList{u"02 01:00"_s, u"02 06:10"_s}));
    }
    void aFailureMakesAPause()
    {
        ScheduleFixture work(kMonday);
        work.duration = 1min;
        work.outcome = RunState::Failed;
        work.add(u"*/5 * * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:00"_s));
        // Failed at 00:36: nothing until 00:51.
        QCOMPARE(work.times(), (QStringList{u"02 00:35"_s, u"02 00:51"_s}));
        QCOMPARE(work.decisions().mid(0, 4),
            (QStringList{u"run failed"_s, u"put_off cooldown"_s, u"skipped already_waiting"_s,
                u"skipped already_waiting"_s}));
        QCOMPARE(work.log().at(1).untilUtc, utc(u"2026-11-02 00:51"_s));
    }
    void thePauseHoldsWhenTheClockIsSet()
    {
        ScheduleFixture work(kMonday);
        work.outcome = RunState::Failed;
        work.add(u"*/5 * * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 00:37"_s));
        work.clock.set(-3min); // the pause is measured in time that nobody sets
        work.clock.passUntil(utc(u"2026-11-02 00:47"_s));
        QCOMPARE(work.times().size(), 1);
        work.clock.pass(2min);
        QCOMPARE(work.times().size(), 2);
    }
    void thePauseHoldsAcrossARestart()
    {
        ScheduleFixture work(kMonday);
        work.outcome = RunState::Failed;
        work.add(u"*/10 * * * *"_s, [](ScheduleRow &row) { row.cooldownMinutes = 120; });
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 00:42"_s));
        work.stop(); // an hour passes
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 02:40"_s));
        QCOMPARE(work.times().size(), 1);
        work.clock.passUntil(utc(u"2026-11-02 02:42"_s));
        QCOMPARE(work.times().last(), u"02 02:41"_s);
    }
    void twoSchedulesOfOneStreamKeepFiveMinutesApart()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 1 * * *"_s);
        work.add(u"2 1 * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:20"_s));
        QCOMPARE(work.times().size(), 2);
        QVERIFY(work.began.at(0).secsTo(work.began.at(1)) >= 270);
        QCOMPARE(work.decisions(),
            (QStringList{u"run completed"_s, u"put_off too_soon"_s, u"run waited completed"_s}));
    }
    void nothingRunsWhileAllStandStillAndNothingIsMadeUpFor()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 * * * *"_s);
        work.start();
        pauseAll(work, true);
        work.clock.passUntil(utc(u"2026-11-02 05:30"_s));
        QVERIFY(work.began.isEmpty());
        pauseAll(work, false);
        work.clock.passUntil(utc(u"2026-11-02 06:30"_s));
        QCOMPARE(work.times(), QStringList{u"02 06:00"_s});
        QCOMPARE(work.log().last().missed, 0);
    }
    void anEditCountsAtOnceAndDisturbsNoRun()
    {
        ScheduleFixture work(kMonday);
        const qint64 id = work.add(u"0 1 * * *"_s);
        work.duration = 20min;
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:10"_s));
        work.edit(id, [&work](ScheduleRow &row) {
            row.cron = u"30 * * * *"_s;
            row.handledUntilUtc = work.clock.nowUtc();
        });
        work.wake();
        work.clock.passUntil(utc(u"2026-11-02 01:40"_s));
        QCOMPARE(work.times(), (QStringList{u"02 01:00"_s, u"02 01:30"_s}));
        QCOMPARE(work.decisions().first(), u"run completed"_s);
        QCOMPARE(work.schedule(id).cron, u"30 * * * *"_s);
    }
    void aStreamThatIsSwitchedOffIsSkipped()
    {
        ScheduleFixture work(kMonday);
        work.add(u"0 1 * * *"_s);
        const auto switchOff = [id = work.store.stream](Database &database) -> Result<void> {
            StreamRepository streams(database);
            StreamRow row = **streams.byId(id);
            row.enabled = false;
            return streams.update(row);
        };
        QVERIFY(work.store.write(switchOff));
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 02:00"_s));
        QVERIFY(work.began.isEmpty());
        QCOMPARE(work.decisions(), QStringList{u"skipped stream_off"_s});
    }
    void aRunThatWasCutOffIsMadeUpFor()
    {
        ScheduleFixture work(kMonday);
        const qint64 id = work.add(u"0 1 * * *"_s);
        ScheduleRunRow cut;
        cut.scheduleId = id;
        cut.streamId = work.store.stream;
        cut.plannedUtc = kMonday.addSecs(-600);
        cut.decidedUtc = kMonday.addSecs(-600);
        cut.outcome = u"running"_s;
        const auto leave = [cut](Database &database) { return ScheduleRepository(database).addRun(cut); };
        QVERIFY(work.store.write(leave));
        work.start();
        work.clock.pass(10min);
        QCOMPARE(work.decisions(), (QStringList{u"run interrupted"_s, u"run waited completed"_s}));
    }
    void aScheduleThatCannotBeReadStopsNoOther()
    {
        ScheduleFixture work(kMonday);
        work.add(u"every now and then"_s);
        work.add(u"0 1 * * *"_s);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"cannot be followed"_s));
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 02:00"_s));
        QCOMPARE(work.times(), QStringList{u"02 01:00"_s});
    }
    void stopWaitsForTheRun()
    {
        ScheduleFixture work(kMonday);
        work.duration = 30min;
        work.add(u"0 1 * * *"_s);
        work.start();
        work.clock.passUntil(utc(u"2026-11-02 01:05"_s));
        work.stop();
        QCOMPARE(work.decisions(), QStringList{u"run completed"_s});
    }
    void oldDecisionsAreForgotten()
    {
        ScheduleFixture work(kMonday);
        const qint64 id = work.add(u"0 1 * * *"_s);
        const auto leave = [id, stream = work.store.stream](Database &database) -> Result<void> {
            ScheduleRunRow row;
            row.scheduleId = id;
            row.streamId = stream;
            row.plannedUtc = kMonday;
            for (const int days : {91, 89}) {
                row.decidedUtc = kMonday.addDays(-days);
                if (const auto added = ScheduleRepository(database).addRun(row); !added)
                    return tl::unexpected(added.error());
            }
            return {};
        };
        QVERIFY(work.store.write(leave));
        work.start();
        QCOMPARE(work.log().size(), 1);
        QCOMPARE(work.log().first().decidedUtc, kMonday.addDays(-89));
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
