#include "engine/observe/retention.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"
#include "engine/store/runlogrepository.h"
#include "engine/store/store.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow({2026, 3, 31}, {8, 0}, Qt::UTC);

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
    [[nodiscard]] bool logAt(const QDateTime &moment)
    {
        RunLogRow row;
        row.atUtc = moment;
        row.event = u"run.started"_s;
        row.fields = Json::object({});
        return write([&row](Database &database) {
            return RunLogRepository(database).add({row});
        }).has_value();
    }
    [[nodiscard]] int logRows()
    {
        return write([](Database &database) { return RunLogRepository(database).page({}); })
            .value_or(QList<RunLogRow>())
            .size();
    }
    [[nodiscard]] RetentionClass runLog()
    {
        return write([](Database &database) { return retentionClasses(database, kNow); })->first();
    }
    [[nodiscard]] QString set(const QString &name, int days)
    {
        const auto done = write([&](Database &database) { return setRetention(database, name, days); });
        return done ? QString() : done.error().code;
    }
    QTemporaryDir folder;
    std::unique_ptr<Store> store;
};

} // namespace

class TestRetention : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsThirtyDaysByDefault()
    {
        World world;
        QVERIFY(world.logAt(kNow.addDays(-30)));
        QVERIFY(world.logAt(kNow.addDays(-30).addMSecs(-1)));
        QCOMPARE(world.runLog(), (RetentionClass{u"run_log"_s, 30, 30, 1}));
        const auto pruned = world.write([](Database &database) { return prune(database, kNow); });
        QVERIFY(pruned);
        QCOMPARE(pruned->first(), (Pruned{u"run_log"_s, 1}));
        QCOMPARE(world.logRows(), 1);
    }
    void zeroKeepsForEver()
    {
        World world;
        QVERIFY(world.logAt(kNow.addYears(-9)));
        QCOMPARE(world.set(u"run_log"_s, 0), QString());
        QCOMPARE(world.runLog().due, 0);
        QVERIFY(world.write([](Database &database) { return prune(database, kNow); }));
        QCOMPARE(world.logRows(), 1);
    }
    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("days");
        QTest::addColumn<QString>("code");
        QTest::newRow("journal") << u"intents"_s << 30 << u"retention.class"_s;
        QTest::newRow("audit") << u"audit"_s << 400 << u"retention.class"_s;
        QTest::newRow("less than nothing") << u"run_log"_s << -1 << u"retention.days"_s;
        QTest::newRow("far too long") << u"run_log"_s << 3651 << u"retention.days"_s;
    }
    void refusesWhatCannotBe()
    {
        QFETCH(QString, name);
        QFETCH(int, days);
        QFETCH(QString, code);
        World world;
        QCOMPARE(world.set(name, days), code);
        QCOMPARE(world.runLog().days, 30);
    }
    // One row of each table that must stay, as old as can be.
    void neverTouchesWhatTheBooksRestOn_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("insert");
        QTest::newRow("audit") << u"audit"_s
                               << u"INSERT INTO audit VALUES (1, 0, 'a', 'b', 'c', '{}', x'00', x'00')"_s;
        QTest::newRow("failed records")
            << u"failures"_s
            << u"INSERT INTO failures VALUES (1, 1, 1, 1, 1, 'order', '1', '1', '',"
               " 'validation', 'c', 'm', 'h', '', '', NULL, 'c', NULL, '',"
               " 'needs_you', 1, 0, 0)"_s;
        QTest::newRow("id map")
            << u"links"_s
            << u"INSERT INTO links VALUES (1, 1, 2, 'order', '1', '', '1', 'receipt', '5',"
               " '0', '1', x'00', NULL, 0, 0)"_s;
        QTest::newRow("journal")
            << u"calls"_s << u"INSERT INTO calls VALUES ('t', x'00', x'00', x'00', x'00', x'00', '', 0)"_s;
        QTest::newRow("queued delivery")
            << u"webhook_events"_s
            << u"INSERT INTO webhook_events VALUES (1, 1, 'order', '1', 't', x'00', 0, 0, NULL, 0, 'queued')"_s;
    }
    void neverTouchesWhatTheBooksRestOn()
    {
        QFETCH(QString, table);
        QFETCH(QString, insert);
        World world;
        const auto left = world.write([&](Database &database) -> Result<qint64> {
            if (const auto off
                = database.execute(u"INSERT INTO integrations VALUES (1, 'a', 'b', 'c', 'd', NULL,"
                                   " 'connected', NULL, 0, 0)"_s);
                !off)
                return fail(off.error());
            if (const auto added = database.execute(insert); !added)
                return fail(added.error());
            if (const auto pruned = prune(database, kNow); !pruned)
                return fail(pruned.error());
            return readNumber(database.run(u"SELECT COUNT(*) FROM "_s + table));
        });
        QVERIFY2(left, qPrintable(left ? QString() : left.error().detail));
        QCOMPARE(*left, 1);
    }
};

QTEST_GUILESS_MAIN(TestRetention)
#include "tst_retention.moc"
