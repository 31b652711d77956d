#include "engine/schedule/scheduledecision.h"
#include "engine/schedule/scheduletexts.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QDateTime moment(const QString &time)
{
    QDateTime utc = QDateTime::fromString(u"2026-11-"_s + time, u"yyyy-MM-dd HH:mm"_s);
    utc.setTimeSpec(Qt::UTC);
    return utc;
}

/// An hourly schedule on Monday, 2 November, decided until 08:00.
ScheduleRow hourly()
{
    ScheduleRow row;
    row.cron = u"0 * * * *"_s;
    row.zone = u"UTC"_s;
    row.mode = u"incremental"_s;
    row.createdUtc = moment(u"02 00:00"_s);
    row.handledUntilUtc = moment(u"02 08:00"_s);
    return row;
}

ScheduleSituation at(const QString &time)
{
    ScheduleSituation situation;
    situation.nowUtc = moment(time);
    return situation;
}

ScheduleStep decided(const ScheduleRow &row, const ScheduleSituation &situation)
{
    const Result<SchedulePlan> plan = SchedulePlan::of(row);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().message));
    return decide(*plan, row, situation);
}

ScheduleRow changed(const std::function<void(ScheduleRow &)> &change)
{
    ScheduleRow row = hourly();
    change(row);
    return row;
}

ScheduleSituation with(const QString &time, const std::function<void(ScheduleSituation &)> &change)
{
    ScheduleSituation situation = at(time);
    change(situation);
    return situation;
}

void skipMissed(ScheduleRow &row)
{
    row.missed = MissedPolicy::Skip;
}
void skipOverlap(ScheduleRow &row)
{
    row.overlap = OverlapPolicy::Skip;
}
void waiting(ScheduleRow &row)
{
    row.waitingUtc = moment(u"02 08:00"_s);
}
void busy(ScheduleSituation &situation)
{
    situation.isStreamBusy = true;
}
void off(ScheduleSituation &situation)
{
    situation.isStreamOn = false;
}
void failedTenMinutesAgo(ScheduleSituation &situation)
{
    situation.sinceFailure = 10min;
    situation.sinceStart = 11min;
}

} // namespace

class TestScheduleDecision : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsDecided_data()
    {
        QTest::addColumn<ScheduleRow>("row");
        QTest::addColumn<ScheduleSituation>("situation");
        QTest::addColumn<QString>("decision"); // empty = nothing
        QTest::addColumn<QString>("reason");
        QTest::addColumn<int>("missed");
        QTest::addColumn<QString>("until");
        QTest::addColumn<QString>("handled");
        QTest::addColumn<QString>("stillWaiting");
        const auto row = [](const char *name, const ScheduleRow &schedule, const ScheduleSituation &situation,
                             const QStringList &expected, int missed = 0) {
            QTest::newRow(name) << schedule << situation << expected.at(0) << expected.at(1) << missed
                                << expected.at(2) << expected.at(3) << expected.at(4);
        };
        const QString none;
        row("nothing is due yet", hourly(), at(u"02 08:20"_s),
            {none, none, u"02 09:00"_s, u"02 08:00"_s, none});
        row("due on time", hourly(), at(u"02 09:00"_s), {u"run"_s, none, none, u"02 09:00"_s, none});
        row("due a minute ago", hourly(), at(u"02 09:01"_s), {u"run"_s, none, none, u"02 09:00"_s, none});
        row("what was decided is never due again",
            changed([](ScheduleRow &r) { r.handledUntilUtc = moment(u"02 09:00"_s); }), at(u"02 09:00"_s),
            {none, none, u"02 10:00"_s, u"02 09:00"_s, none});
        row("switched off", changed([](ScheduleRow &r) { r.enabled = false; }), at(u"02 09:00"_s),
            {none, none, none, u"02 08:00"_s, none});
        row("one missed run is made up for", hourly(), at(u"02 09:30"_s),
            {u"run"_s, reason::madeUp(), none, u"02 09:00"_s, none});
        row("nine missed runs are one", hourly(), at(u"02 17:30"_s),
            {u"run"_s, reason::madeUp(), none, u"02 17:00"_s, none}, 8);
        row("missed ones and one on time are one", hourly(), at(u"02 17:00"_s),
            {u"run"_s, reason::madeUp(), none, u"02 17:00"_s, none}, 8);
        row("missed and not made up for", changed(skipMissed), at(u"02 17:30"_s),
            {u"missed"_s, reason::notMadeUp(), none, u"02 17:00"_s, none}, 8);
        row("missed ones are dropped, the one on time runs", changed(skipMissed), at(u"02 17:00"_s),
            {u"run"_s, reason::notMadeUp(), none, u"02 17:00"_s, none}, 8);
        row("busy, skip", changed(skipOverlap), with(u"02 09:00"_s, busy),
            {u"skipped"_s, reason::busy(), none, u"02 09:00"_s, none});
        row("busy, queue", hourly(), with(u"02 09:00"_s, busy),
            {u"queued"_s, reason::busy(), none, u"02 09:00"_s, u"02 09:00"_s});
        row("busy, and one waits already", changed(waiting), with(u"02 09:00"_s, busy),
            {u"skipped"_s, reason::alreadyWaiting(), none, u"02 09:00"_s, u"02 08:00"_s});
        row("one waits, still busy", changed(waiting), with(u"02 08:20"_s, busy),
            {none, none, none, u"02 08:00"_s, u"02 08:00"_s});
        row("one waits, and the stream is free", changed(waiting), at(u"02 08:20"_s),
            {u"run"_s, reason::waited(), none, u"02 08:00"_s, none});
        row("one waits and one is due: one run for both", changed(waiting), at(u"02 09:00"_s),
            {u"run"_s, none, none, u"02 09:00"_s, none});
        row("a failure ten minutes ago", hourly(), with(u"02 09:00"_s, failedTenMinutesAgo),
            {u"put_off"_s, reason::cooldown(), u"02 09:05"_s, u"02 09:00"_s, u"02 09:00"_s});
        row("a failure, and the schedule wants no pause",
            changed([](ScheduleRow &r) { r.cooldownMinutes = 0; }), with(u"02 09:00"_s, failedTenMinutesAgo),
            {u"run"_s, none, none, u"02 09:00"_s, none});
        row("one waits for the end of the pause", changed(waiting), with(u"02 08:20"_s, failedTenMinutesAgo),
            {none, none, u"02 08:25"_s, u"02 08:00"_s, u"02 08:00"_s});
        row("the stream began two minutes ago", hourly(),
            with(u"02 09:00"_s, [](ScheduleSituation &s) { s.sinceStart = 2min; }),
            {u"put_off"_s, reason::tooSoon(), u"02 09:02"_s, u"02 09:00"_s, u"02 09:00"_s});
        row("the stream began just under five minutes ago", hourly(),
            with(u"02 09:00"_s, [](ScheduleSituation &s) { s.sinceStart = 5min - 1s; }),
            {u"run"_s, none, none, u"02 09:00"_s, none});
        row("the stream is off", hourly(), with(u"02 09:00"_s, off),
            {u"skipped"_s, reason::streamOff(), none, u"02 09:00"_s, none});
        row("one waits, and the stream is switched off", changed(waiting), with(u"02 08:20"_s, off),
            {u"skipped"_s, reason::streamOff(), none, u"02 08:00"_s, none});
        row("missed inside the window, awake outside of it",
            changed([](ScheduleRow &r) { r.windows = u"08:00-10:30"_s; }), at(u"02 12:00"_s),
            {u"put_off"_s, reason::window(), u"03 08:00"_s, u"02 10:00"_s, u"02 10:00"_s}, 1);
        row("the clock was set back a little",
            changed([](ScheduleRow &r) { r.handledUntilUtc = moment(u"02 12:00"_s); }), at(u"02 09:00"_s),
            {none, none, u"02 13:00"_s, u"02 12:00"_s, none});
        row("the clock had been wrong by days",
            changed([](ScheduleRow &r) { r.handledUntilUtc = moment(u"20 12:00"_s); }), at(u"02 09:00"_s),
            {u"skipped"_s, reason::clockSetBack(), none, u"02 09:00"_s, none});
    }
    void whatIsDecided()
    {
        QFETCH(ScheduleRow, row);
        QFETCH(ScheduleSituation, situation);
        QFETCH(QString, decision);
        QFETCH(QString, reason);
        QFETCH(int, missed);
        QFETCH(QString, until);
        QFETCH(QString, handled);
        QFETCH(QString, stillWaiting);
        const ScheduleStep step = decided(row, situation);
        QCOMPARE(step.decision ? scheduleDecisionName(*step.decision) : QString(), decision);
        QCOMPARE(step.reason, reason);
        QCOMPARE(step.missed, missed);
        const auto told = [](const QDateTime &time) { return time.toString(u"dd HH:mm"_s); };
        if (reason != uds::reason::tooSoon())
            QCOMPARE(told(step.untilUtc), until);
        else // with the tolerance of half a minute
            QCOMPARE(step.untilUtc, moment(until).addSecs(30));
        QCOMPARE(told(step.handledUntilUtc), handled);
        QCOMPARE(told(step.waitingUtc), stillWaiting);
    }
    void everyReasonIsToldInWords()
    {
        ScheduleRunRow row;
        row.decision = ScheduleDecision::Skipped;
        for (const QString &word : {reason::busy(), reason::cooldown(), reason::tooSoon(), reason::window(),
                 reason::alreadyWaiting(), reason::streamOff(), reason::waited(), reason::madeUp(),
                 reason::notMadeUp(), reason::clockSetBack(), reason::interrupted()}) {
            row.reason = word;
            QVERIFY2(!scheduleRunSentence(row).contains(u": "_s + word + u'.'), qPrintable(word));
        }
        row.reason = reason::busy();
        QCOMPARE(scheduleRunSentence(row), u"Skipped: the previous run was still working."_s);
        row.decision = ScheduleDecision::Missed;
        row.reason = reason::notMadeUp();
        row.missed = 8;
        QCOMPARE(scheduleRunSentence(row),
            u"Missed: the computer slept or the program was closed (8 more were due)."_s);
    }
};

QTEST_GUILESS_MAIN(TestScheduleDecision)
#include "tst_scheduledecision.moc"
