#include "engine/schedule/scheduler.h"
#include "engine/store/streamrepository.h"
#include "tests/support/commandline.h"
#include "tests/support/syncfixture.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTest>

#include <algorithm>
#include <limits>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kLongest = 60'000; // ms
constexpr qint64 kLongestStop = 5'000; // ms

QDateTime utc(const QString &text)
{
    QDateTime time = QDateTime::fromString(u"2027-02-"_s + text, u"yyyy-MM-dd HH:mm"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

/// A shop and a company that a scheduler works between, in virtual time.
class TwoDays {
public:
    TwoDays()
    {
        passUntil(utc(u"06 00:10"_s));
        world.addOrders(5);
        world.finishedRun(); // so that the stream is there
        m_store = world.openStore();
    }
    ~TwoDays() { stop(); }
    qint64 add(const QString &cron, const QString &zone, const QString &mode)
    {
        const QDateTime now = world.clock.nowUtc();
        const auto insert = [=](Database &database) -> Result<qint64> {
            ScheduleRow row;
            row.streamId = StreamRepository(database).list()->first().id;
            row.cron = cron;
            row.zone = zone;
            row.mode = mode;
            row.createdUtc = now;
            row.handledUntilUtc = now;
            return ScheduleRepository(database).insert(row);
        };
        const auto id = world.clock.run(m_store->write(insert));
        Q_ASSERT(id);
        return *id;
    }
    void start()
    {
        m_stop = std::stop_source();
        m_scheduler = std::make_unique<Scheduler>(*m_store, world.clock,
            Scheduler::Streams{[this](const Scheduler::Wanted &wanted) { return ran(wanted); },
                [](const QString &) { return false; }, [] {}});
        m_task.emplace(m_scheduler->run(m_stop.get_token()));
    }
    void stop()
    {
        m_stop.request_stop();
        if (m_task)
            (void)world.clock.run(*m_task);
        m_task.reset();
    }
    void passUntil(const QDateTime &moment)
    {
        const qint64 left = world.clock.nowUtc().msecsTo(moment);
        world.clock.pass(std::chrono::milliseconds(std::max<qint64>(0, left)));
    }
    [[nodiscard]] QList<ScheduleRunRow> log()
    {
        const auto read = [](Database &database) {
            return ScheduleRepository(database).runs(0, std::numeric_limits<qint64>::max(), 1000);
        };
        QList<ScheduleRunRow> rows = *world.clock.run(m_store->read(read));
        std::reverse(rows.begin(), rows.end());
        return rows;
    }
    /// "02 06:00 queued busy" of the decisions of a schedule between two moments.
    [[nodiscard]] QStringList decisions(qint64 schedule, const QDateTime &from, const QDateTime &to)
    {
        QStringList lines;
        for (const ScheduleRunRow &row : log()) {
            if (row.scheduleId == schedule && row.plannedUtc >= from && row.plannedUtc < to)
                lines.append((row.plannedUtc.toString(u"dd HH:mm"_s) + u' '
                    + scheduleDecisionName(row.decision) + u' ' + row.reason + u' ' + row.outcome)
                                 .simplified());
        }
        return lines;
    }

    SyncFixture world;
    std::chrono::milliseconds longer{0}; ///< what a run takes beyond its work
    int atOnce = 0;
    int mostAtOnce = 0;

private:
    [[nodiscard]] QCoro::Task<Result<RunRow>> ran(Scheduler::Wanted wanted)
    {
        mostAtOnce = std::max(mostAtOnce, ++atOnce);
        SyncRequest request;
        request.trigger = u"schedule"_s;
        if (wanted.mode == u"full")
            request.mode = SyncRequest::Mode::Full;
        const RunRow row = world.finishedRun(request);
        co_await world.clock.sleepFor(longer, {});
        --atOnce;
        co_return row;
    }
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Scheduler> m_scheduler;
    std::stop_source m_stop;
    std::optional<QCoro::Task<Result<void>>> m_task;
};

QStringList withSchedule(const QString &cron)
{
    return {u"schedules"_s, u"add"_s, u"--stream"_s, u"orders"_s, u"--cron"_s, cron};
}

/// As if the program had been closed since then.
void wasClosedSince(const CommandLineProfile &profile, const QDateTime &sinceUtc)
{
    const auto store = Store::open(profile.path(u"profile/store.db"_s), Store::Threading::Inline);
    QVERIFY(store);
    const auto write = [sinceUtc](Database &database) {
        return ScheduleRepository(database).setProgress(1, sinceUtc, {});
    };
    QVERIFY(QCoro::waitFor((*store)->write(write)));
}

} // namespace

class TestSchedules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void twoDays()
    {
        TwoDays days;
        const qint64 hourly = days.add(u"0 * * * *"_s, u"UTC"_s, u"incremental"_s);
        // Casablanca's clocks show 02:00 to 03:00 twice on 7 February 2027: 01:00 and 02:00 UTC.
        const qint64 nightly = days.add(u"30 2 * * *"_s, u"Africa/Casablanca"_s, u"full"_s);
        const qint64 noon = days.add(u"5 12 * * *"_s, u"UTC"_s, u"incremental"_s);
        days.start();
        days.passUntil(utc(u"06 05:10"_s));
        days.world.addOrders(3);
        // A run of two and a half hours: one waits behind it, however many are due.
        days.longer = 150min;
        days.passUntil(utc(u"06 06:30"_s));
        days.longer = 0s;
        days.passUntil(utc(u"06 11:50"_s));
        QCOMPARE(days.decisions(hourly, utc(u"06 06:00"_s), utc(u"06 09:00"_s)),
            (QStringList{u"06 06:00 run completed"_s, u"06 07:00 queued busy"_s,
                u"06 08:00 skipped already_waiting"_s, u"06 07:00 run waited completed"_s}));
        // Nobody answers for a while: what is due after the failure waits a quarter of an hour.
        FaultRates down;
        down.drop = 1;
        days.world.setFaults(down);
        days.passUntil(utc(u"06 12:05"_s));
        days.world.stopFaults();
        days.passUntil(utc(u"06 12:50"_s));
        QCOMPARE(days.decisions(hourly, utc(u"06 12:00"_s), utc(u"06 13:00"_s)),
            QStringList{u"06 12:00 run failed"_s});
        const QList<ScheduleRunRow> log = days.log();
        const auto failed = std::find_if(
            log.cbegin(), log.cend(), [](const ScheduleRunRow &row) { return row.outcome == u"failed"; });
        QVERIFY(failed != log.cend());
        QCOMPARE(log.last().scheduleId, noon);
        QCOMPARE(log.last().outcome, u"completed"_s);
        QVERIFY(failed->finishedUtc.secsTo(log.last().decidedUtc) >= 15 * 60);
        // Closed for nine hours: one run for all of them.
        days.passUntil(utc(u"06 14:30"_s));
        days.stop();
        days.passUntil(utc(u"06 23:30"_s));
        days.start();
        days.passUntil(utc(u"06 23:50"_s));
        QCOMPARE(days.decisions(hourly, utc(u"06 15:00"_s), utc(u"07 00:00"_s)),
            QStringList{u"06 23:00 run made_up completed"_s});
        QCOMPARE(days.log().last().missed, 8);
        // The repeated hour, and a new order on the way.
        days.passUntil(utc(u"07 10:10"_s));
        days.world.addOrders(4);
        days.passUntil(utc(u"08 00:10"_s));
        QCOMPARE(days.decisions(nightly, utc(u"06 00:00"_s), utc(u"08 00:00"_s)),
            (QStringList{u"06 01:30 run completed"_s, u"07 01:30 run completed"_s}));
        QCOMPARE(days.decisions(hourly, utc(u"07 00:00"_s), utc(u"08 00:00"_s)).size(), 24);
        QCOMPARE(days.mostAtOnce, 1);
        QVERIFY2(days.world.violations.isEmpty(), qPrintable(days.world.violations.join(u'\n')));
        const auto documents = days.world.documentsByNumber();
        qsizetype booked = 0; // not every order becomes a document
        for (qint64 id = ShopPlan().firstOrderId; !days.world.order(id).isNull(); ++id) {
            const QString status = days.world.order(id)[u"status"].string();
            const bool isSold = status == u"processing" || status == u"completed" || status == u"on-hold";
            booked += qsizetype(isSold);
        }
        QVERIFY(booked > 3); // also of those that came on the second day
        QCOMPARE(documents.size(), booked);
        for (const QList<Json> &same : documents)
            QCOMPARE(same.size(), 1);
    }
    void theCommandLineKeepsSchedules()
    {
        const SimulatorProgram simulator;
        const CommandLineProfile workplace;
        QVERIFY(workplace.connectTo(simulator.greeting()));
        // A new stream has none of its own accord, but a proposal.
        QVERIFY(workplace.json({u"schedules"_s, u"list"_s})[u"schedules"].array().isEmpty());
        const Json proposed = workplace.json({u"schedules"_s, u"propose"_s, u"orders"_s});
        QCOMPARE(proposed[u"proposed"].array().size(), 2);
        QCOMPARE(proposed[u"proposed"].array().first()[u"cron"].string(), u"0 * * * *"_s);
        const Json added = workplace.json(withSchedule(u"0 6 * * MON-FRI"_s)
            + QStringList{u"--zone"_s, u"America/Edmonton"_s, u"--overlap"_s, u"skip"_s});
        QCOMPARE(added[u"schedule"][u"sentence"].string(),
            u"every weekday (Monday to Friday) at 06:00, America/Edmonton"_s);
        QCOMPARE(added[u"schedule"][u"overlap"].string(), u"skip"_s);
        QVERIFY(!added[u"schedule"][u"next_run"].string().isEmpty());
        const Json next = workplace.json({u"schedules"_s, u"next"_s, u"1"_s});
        QCOMPARE(next[u"next_runs"].array().size(), 10);
        const Json edited = workplace.json(
            {u"schedules"_s, u"edit"_s, u"1"_s, u"--full"_s, u"--window"_s, u"MON-FRI 05:00-07:00"_s});
        QCOMPARE(edited[u"schedule"][u"mode"].string(), u"full"_s);
        QCOMPARE(edited[u"schedule"][u"overlap"].string(), u"skip"_s);
        const Json off = workplace.json({u"schedules"_s, u"disable"_s, u"1"_s});
        QVERIFY(off[u"schedule"][u"next_run"].isNull());
        QCOMPARE(workplace.run({u"schedules"_s, u"enable"_s, u"1"_s}).exitCode, 0);
        QVERIFY(workplace.json({u"schedules"_s, u"pause"_s})[u"paused"].boolean());
        QVERIFY(workplace.json({u"schedules"_s, u"list"_s})[u"paused"].boolean());
        QCOMPARE(workplace.run({u"schedules"_s, u"resume"_s}).exitCode, 0);
        QCOMPARE(workplace.run({u"doctor"_s}).exitCode, 0);
        QCOMPARE(workplace.run({u"schedules"_s, u"remove"_s, u"1"_s}).exitCode, 0);
        QCOMPARE(workplace.run({u"schedules"_s, u"remove"_s, u"1"_s}).exitCode, 4);
    }
    void badInputNamesTheFieldAndChangesNothing()
    {
        const SimulatorProgram simulator;
        const CommandLineProfile workplace;
        QVERIFY(workplace.connectTo(simulator.greeting()));
        QCOMPARE(workplace.run(withSchedule(u"0 6 * * *"_s)).exitCode, 0);
        const Json before = workplace.json({u"schedules"_s, u"list"_s});
        const QList<std::pair<QStringList, QByteArray>> bad{
            {withSchedule(u"0 25 * * *"_s), "hour"},
            {withSchedule(u"0 0 30 2 *"_s), "no such day"},
            {withSchedule(u"* * * * *"_s), "at least 5"},
            {withSchedule(u"0 6 * * *"_s) + QStringList{u"--zone"_s, u"Mars/Olympus"_s}, "time zone"},
            {withSchedule(u"0 6 * * *"_s) + QStringList{u"--window"_s, u"05:00-07:00; 06:00-08:00"_s},
                "overlap"},
            {withSchedule(u"0 6 * * *"_s) + QStringList{u"--window"_s, u"06:00-06:00"_s}, "empty"},
            {{u"schedules"_s, u"edit"_s, u"1"_s, u"--cron"_s, u"0 6 * *"_s}, "five fields"},
            {{u"schedules"_s, u"edit"_s, u"1"_s, u"--zone"_s, u"Nowhere"_s}, "time zone"},
            {{u"schedules"_s, u"edit"_s, u"1"_s, u"--overlap"_s, u"maybe"_s}, "--overlap"},
            {{u"schedules"_s, u"edit"_s, u"1"_s, u"--stream"_s, u"nothing"_s}, "nothing"},
            {{u"schedules"_s, u"edit"_s, u"7"_s, u"--cron"_s, u"0 6 * * *"_s}, "no schedule 7"},
            {{u"schedules"_s, u"edit"_s, u"first"_s, u"--cron"_s, u"0 6 * * *"_s}, "number"},
        };
        for (const auto &[line, says] : bad) {
            const ProgramCall call = workplace.run(line);
            QCOMPARE(call.exitCode, 4);
            QVERIFY2(call.error.contains(says), call.error.constData());
        }
        QCOMPARE(workplace.json({u"schedules"_s, u"list"_s}), before);
    }
    void theAgentMakesUpForWhatWasMissedAndEndsWhenAsked()
    {
        const SimulatorProgram simulator({u"--orders"_s, u"3"_s});
        const CommandLineProfile workplace;
        QVERIFY(workplace.connectTo(simulator.greeting()));
        QCOMPARE(workplace.run(withSchedule(u"0 */12 * * *"_s)).exitCode, 0);
        wasClosedSince(workplace, QDateTime::currentDateTimeUtc().addDays(-3));
        QProcess agent;
        agent.start(QStringLiteral(UDSYNC), QStringList{u"serve"_s} + workplace.arguments());
        QByteArray told;
        const auto hasRun
            = [&agent, &told] { return (told += agent.readAllStandardError()).contains("completed"); };
        QTRY_VERIFY_WITH_TIMEOUT(hasRun(), kLongest);
        agent.terminate();
        QElapsedTimer watch;
        watch.start();
        QVERIFY(agent.waitForFinished(kLongest));
        QVERIFY2(watch.elapsed() < kLongestStop, qPrintable(QString::number(watch.elapsed())));
        QCOMPARE(agent.exitCode(), 0);
        const Json log = workplace.json({u"schedules"_s, u"log"_s});
        QCOMPARE(log[u"decisions"].array().size(), 1);
        const Json &decision = log[u"decisions"].array().first();
        QCOMPARE(decision[u"decision"].string(), u"run"_s);
        QCOMPARE(decision[u"reason"].string(), u"made_up"_s);
        QVERIFY(decision[u"outcome"].string().startsWith(u"completed"));
        QVERIFY(decision[u"missed"].integer().value_or(0) >= 4);
        const Json runs = workplace.json({u"runs"_s});
        QCOMPARE(runs[u"runs"].array().size(), 1);
        QCOMPARE(runs[u"runs"].array().first()[u"trigger"].string(), u"schedule"_s);
    }
    void theAgentStopsARunThatWaits()
    {
        QTcpServer silentShop;
        QVERIFY(silentShop.listen(QHostAddress::LocalHost));
        const SimulatorProgram simulator;
        Json greeting = simulator.greeting();
        Json shop = greeting[u"woocommerce"];
        shop.set(u"store_url"_s, u"http://127.0.0.1:%1"_s.arg(silentShop.serverPort()));
        greeting.set(u"woocommerce"_s, shop);
        const CommandLineProfile workplace;
        QVERIFY(workplace.connectTo(greeting));
        QCOMPARE(workplace.run(withSchedule(u"0 */12 * * *"_s)).exitCode, 0);
        wasClosedSince(workplace, QDateTime::currentDateTimeUtc().addDays(-3));
        QProcess agent;
        agent.start(QStringLiteral(UDSYNC), QStringList{u"serve"_s} + workplace.arguments());
        QVERIFY(silentShop.waitForNewConnection(kLongest));
        agent.terminate();
        QElapsedTimer watch;
        watch.start();
        QVERIFY(agent.waitForFinished(kLongest));
        QVERIFY2(watch.elapsed() < kLongestStop, qPrintable(QString::number(watch.elapsed())));
        const Json log = workplace.json({u"schedules"_s, u"log"_s});
        QCOMPARE(log[u"decisions"].array().first()[u"outcome"].string(), u"cancelled"_s);
    }
};

QTEST_GUILESS_MAIN(TestSchedules)
#include "tst_schedules.moc"
