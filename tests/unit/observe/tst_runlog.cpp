#include "engine/observe/runlog.h"
#include "engine/simulators/virtualclock.h"
#include "engine/store/database.h"
#include "engine/store/failurerepository.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QDateTime kStart({2026, 3, 1}, {8, 0}, Qt::UTC);

struct World {
    World()
        : store(*Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline))
    {
    }
    template <typename Work>
    auto write(Work work)
    {
        return QCoro::waitFor(store->write(work));
    }
    [[nodiscard]] QList<RunLogRow> rows(RunLogFilter filter = {})
    {
        return write([filter](Database &database) {
            return RunLogRepository(database).page(filter);
        }).value_or(QList<RunLogRow>());
    }
    QTemporaryDir folder;
    VirtualClock clock{kStart};
    std::unique_ptr<Store> store;
};

RunRow finishedRun(RunState state)
{
    RunRow run;
    run.id = 7;
    run.streamId = 3;
    run.mode = u"full"_s;
    run.trigger = u"manual"_s;
    run.state = state;
    run.startedUtc = kStart;
    run.finishedUtc = kStart.addSecs(9);
    run.counts.read = 12;
    run.counts.failed = 1;
    run.calls = 4;
    return run;
}

FailureRow failureOf(qint64 runId)
{
    FailureRow row;
    row.streamId = 3;
    row.runId = runId;
    row.sourceEntity = u"order"_s;
    row.sourceId = u"4111111111111111"_s;
    row.number = u"10023"_s;
    row.error = {ErrorKind::Validation, u"qbo.6240"_s, u"Write to jane@shop.example, token=abcdefgh123."_s,
        {}, {}, {}, std::nullopt};
    row.causeKey = u"qbo.6240"_s;
    row.firstSeenUtc = kStart;
    row.lastSeenUtc = kStart.addSecs(2);
    return row;
}

QStringList eventsOf(const QList<RunLogRow> &rows)
{
    QStringList names;
    for (const RunLogRow &row : rows)
        names.prepend(row.event);
    return names;
}

} // namespace

class TestRunLog : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsARunFromItsStartToItsEnd()
    {
        World world;
        RunLog log(world.clock);
        log.note({7, SyncProgress::Stage::Reading, {}, 0});
        world.clock.pass(1s);
        log.note({7, SyncProgress::Stage::Reading, {}, 0});
        log.note({7, SyncProgress::Stage::Sending, {}, 0});
        QVERIFY(world.write([&](Database &database) {
            return FailureRepository(database).put({failureOf(7), failureOf(6)}).and_then([&] {
                return log.write(database, finishedRun(RunState::CompletedWithProblems));
            });
        }));
        const QList<RunLogRow> rows = world.rows();
        QCOMPARE(eventsOf(rows).first(), u"run.started"_s);
        QCOMPARE(eventsOf(rows).last(), u"run.finished"_s);
        QCOMPARE(eventsOf(rows).count(u"stage.entered"_s), 2);
        QCOMPARE(rows.first().level, int(LogLevel::Warning));
        QCOMPARE(rows.first().fields[u"read"].integer(), std::optional<qint64>(12));
        QCOMPARE(rows.first().fields[u"duration_ms"].integer(), std::optional<qint64>(9000));
        QCOMPARE(rows[rows.size() - 3].atUtc, kStart.addSecs(1));
    }
    void aFailedRecordKeepsItsIdsAndNoSecret()
    {
        World world;
        QVERIFY(world.write([&](Database &database) {
            return FailureRepository(database).put({failureOf(7)}).and_then([&] {
                return RunLog(world.clock).write(database, finishedRun(RunState::CompletedWithProblems));
            });
        }));
        RunLogFilter filter;
        filter.leastLevel = int(LogLevel::Warning);
        const QList<RunLogRow> rows = world.rows(filter);
        QCOMPARE(eventsOf(rows), (QStringList{u"record.failed"_s, u"run.finished"_s}));
        const Json fields = rows.last().fields;
        QCOMPARE(fields[u"source_id"].string(), u"4111111111111111"_s);
        QCOMPARE(fields[u"number"].string(), u"10023"_s);
        QCOMPARE(fields[u"code"].string(), u"qbo.6240"_s);
        QVERIFY(!fields.bytes().contains("jane"));
        QVERIFY(!fields.bytes().contains("abcdefgh"));
    }
    void aFailedRunIsAnError()
    {
        World world;
        RunRow run = finishedRun(RunState::Failed);
        run.error
            = Json::object({{u"code"_s, u"http.timeout"_s}, {u"message"_s, u"The shop did not answer."_s}});
        QVERIFY(world.write([&](Database &database) { return RunLog(world.clock).write(database, run); }));
        const RunLogRow last = world.rows().first();
        QCOMPARE(last.event, u"run.failed"_s);
        QCOMPARE(last.level, int(LogLevel::Error));
        QCOMPARE(last.fields[u"code"].string(), u"http.timeout"_s);
    }
    void longTextIsCut()
    {
        RunLogEvent event(LogEvent::RunFailed, LogLevel::Error, kStart);
        event.set(LogField::Text, QString(1000, u'x'));
        QCOMPARE(event.row(1, 1).fields[u"text"].string().size(), 300);
    }
    void isReadPageByPage()
    {
        World world;
        for (int i = 0; i < 3; ++i) {
            RunRow run = finishedRun(RunState::Completed);
            run.id = i + 1;
            QVERIFY(
                world.write([&](Database &database) { return RunLog(world.clock).write(database, run); }));
        }
        RunLogFilter filter;
        filter.limit = 4;
        const QList<RunLogRow> first = world.rows(filter);
        QCOMPARE(first.size(), 4);
        filter.beforeId = first.last().id;
        QCOMPARE(world.rows(filter).size(), 2);
        filter = {};
        filter.runId = 2;
        QCOMPARE(world.rows(filter).size(), 2);
    }
    void levelsAndEventsHaveNames()
    {
        for (const LogLevel level : {LogLevel::Debug, LogLevel::Info, LogLevel::Warning, LogLevel::Error})
            QCOMPARE(logLevelFromName(logLevelName(level)), std::optional(level));
        QVERIFY(!logLevelFromName(u"loud"));
        QCOMPARE(logEventName(LogEvent::RunFailed), u"run.failed"_s);
        QCOMPARE(logFieldName(LogField::DurationMs), u"duration_ms"_s);
    }
};

QTEST_GUILESS_MAIN(TestRunLog)
#include "tst_runlog.moc"
