#include "engine/observe/audittrail.h"
#include "engine/simulators/virtualclock.h"
#include "engine/store/database.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/store.h"
#include "engine/vault/passphrasekey.h"
#include "engine/vault/vault.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using Problem = AuditVerdict::Problem;

namespace {

const PassphraseCost kCheap{1, 64 * 1024};
constexpr int kRows = 5;

/// A profile with a trail of five rows.
struct World {
    World()
        : store(*Store::open(folder.filePath(u"store.db"_s), Store::Threading::Inline))
        , vault(*Vault::openWithPassphrase(folder.path(), "vault passphrase", kCheap))
        , trail(*vault, clock, [] { return u"operator: anna on pc"_s; })
    {
    }
    template <typename Work>
    auto write(Work work)
    {
        return QCoro::waitFor(store->write(work));
    }
    [[nodiscard]] bool record(const QString &object)
    {
        clock.pass(1s);
        return write([&](Database &database) {
            return trail.record(database,
                {u"stream.changed"_s, object, Json::object({{u"enabled"_s, true}}),
                    Json::object({{u"enabled"_s, false}})});
        }).has_value();
    }
    [[nodiscard]] bool recordAll()
    {
        for (int i = 1; i <= kRows; ++i) {
            if (!record(u"Stream %1"_s.arg(i)))
                return false;
        }
        return true;
    }
    /// What a person with a database program does.
    [[nodiscard]] bool tamper(const QString &sql)
    {
        return write([&sql](Database &database) { return database.execute(sql); }).has_value();
    }
    [[nodiscard]] AuditVerdict verdict()
    {
        const auto check = write([this](Database &database) { return trail.verify(database); });
        return check.value_or(AuditVerdict{Problem::Key, -1, -1, {}});
    }

    QTemporaryDir folder;
    VirtualClock clock{QDateTime({2026, 3, 1}, {8, 0}, Qt::UTC)};
    std::unique_ptr<Store> store;
    std::unique_ptr<Vault> vault;
    AuditTrail trail;
};

} // namespace

class TestAuditTrail : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anEmptyTrailIsSound()
    {
        World world;
        QVERIFY(world.verdict().isSound());
        QCOMPARE(world.verdict().rows, 0);
    }
    void keepsWhatWasDone()
    {
        World world;
        QVERIFY(world.recordAll());
        QVERIFY(world.verdict().isSound());
        QCOMPARE(world.verdict().rows, kRows);
        const auto rows
            = world.write([](Database &database) { return AuditRepository(database).page(kRows + 1, 2); });
        QVERIFY(rows);
        QCOMPARE(rows->size(), 2);
        QCOMPARE(rows->first().sequence, kRows);
        QCOMPARE(rows->first().object, u"Stream 5"_s);
        QCOMPARE(rows->first().actor, u"operator: anna on pc"_s);
        QCOMPARE(rows->first().detail, u"{\"after\":{\"enabled\":false},\"before\":{\"enabled\":true}}"_s);
        QCOMPARE(rows->first().atUtc, QDateTime({2026, 3, 1}, {8, 0, 5}, Qt::UTC));
    }
    void anActionThatFailsLeavesNoRow()
    {
        World world;
        QVERIFY(world.recordAll());
        const auto failed = world.write([&](Database &database) -> Result<void> {
            if (const auto recorded = world.trail.record(database, {u"x"_s, u"y"_s, {}, {}}); !recorded)
                return recorded;
            return fail(ErrorKind::Validation, u"test.refused"_s, {});
        });
        QVERIFY(!failed);
        QVERIFY(world.verdict().isSound());
        QCOMPARE(world.verdict().rows, kRows);
    }

    void findsTheFirstBadRow_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("problem");
        QTest::addColumn<int>("firstBad");
        const auto row = [](const char *name, const QString &sql, Problem problem, int firstBad) {
            QTest::newRow(name) << sql << int(problem) << firstBad;
        };
        const auto altered = [&row](const char *name, const QString &assignment) {
            row(name, u"UPDATE audit SET "_s + assignment + u" WHERE sequence = 3"_s, Problem::Altered, 3);
        };
        altered("time", u"at_utc = at_utc + 1"_s);
        altered("actor", u"actor = 'operator: bob on pc'"_s);
        altered("action", u"action = 'stream.added'"_s);
        altered("object", u"object = 'Stream 9'"_s);
        altered("detail", u"detail = '{}'"_s);
        altered("blank in the detail", u"detail = detail || ' '"_s);
        altered("previous hash", u"previous_hash = hash"_s);
        altered("hash", u"hash = 'abc'"_s);
        row("number of a row", u"UPDATE audit SET sequence = 30 WHERE sequence = 3"_s, Problem::Missing, 3);
        row("number of the last row", u"UPDATE audit SET sequence = 6 WHERE sequence = 5"_s, Problem::Missing,
            5);
        row("a row put before the first",
            u"INSERT INTO audit SELECT 0, at_utc, actor, action, object, detail,"
            " previous_hash, hash FROM audit WHERE sequence = 1"_s,
            Problem::Altered, 1);
        row("a row put behind the last",
            u"INSERT INTO audit SELECT 6, at_utc, actor, action, object, detail,"
            " previous_hash, hash FROM audit WHERE sequence = 5"_s,
            Problem::Altered, 6);
        row("first row deleted", u"DELETE FROM audit WHERE sequence = 1"_s, Problem::Missing, 1);
        row("middle row deleted", u"DELETE FROM audit WHERE sequence = 3"_s, Problem::Missing, 3);
        row("last row deleted", u"DELETE FROM audit WHERE sequence = 5"_s, Problem::Cut, 5);
        row("tail deleted", u"DELETE FROM audit WHERE sequence > 2"_s, Problem::Cut, 3);
        row("all deleted", u"DELETE FROM audit"_s, Problem::Cut, 1);
        row("end removed", u"DELETE FROM settings WHERE key = 'audit/head'"_s, Problem::Head, 6);
        row("end altered", u"UPDATE settings SET value = 'x' WHERE key = 'audit/head'"_s, Problem::Head, 1);
        row("key removed", u"DELETE FROM settings WHERE key = 'audit/key'"_s, Problem::Key, 1);
        row("key altered", u"UPDATE settings SET value = 'x' WHERE key = 'audit/key'"_s, Problem::Key, 1);
    }
    void findsTheFirstBadRow()
    {
        QFETCH(QString, sql);
        QFETCH(int, problem);
        QFETCH(int, firstBad);
        World world;
        QVERIFY(world.recordAll());
        QVERIFY(world.tamper(sql));
        QCOMPARE(int(world.verdict().problem), problem);
        QCOMPARE(world.verdict().firstBad, firstBad);
    }

    void findsSwappedRows()
    {
        World world;
        QVERIFY(world.recordAll());
        QVERIFY(world.tamper(u"UPDATE audit SET sequence = 99 WHERE sequence = 2"_s));
        QVERIFY(world.tamper(u"UPDATE audit SET sequence = 2 WHERE sequence = 4"_s));
        QVERIFY(world.tamper(u"UPDATE audit SET sequence = 4 WHERE sequence = 99"_s));
        QCOMPARE(world.verdict().problem, Problem::Altered);
        QCOMPARE(world.verdict().firstBad, 2);
    }

    // Whoever tampers hopes that the next ordinary action makes it look right again.
    void theNextActionHidesNothing_data()
    {
        QTest::addColumn<QStringList>("statements");
        const QString cut = u"DELETE FROM audit WHERE sequence > 3"_s;
        const QString noEnd = u"DELETE FROM settings WHERE key = 'audit/head'"_s;
        const QString noKey = u"DELETE FROM settings WHERE key = 'audit/key'"_s;
        const QString empty = u"DELETE FROM audit"_s;
        QTest::newRow("tail deleted") << QStringList{cut};
        QTest::newRow("tail and end deleted") << QStringList{cut, noEnd};
        QTest::newRow("all rows deleted") << QStringList{empty};
        QTest::newRow("all rows and the end deleted") << QStringList{empty, noEnd};
        QTest::newRow("end deleted") << QStringList{noEnd};
        QTest::newRow("key deleted") << QStringList{noKey};
        QTest::newRow("all rows and the key deleted") << QStringList{empty, noKey};
        QTest::newRow("row altered") << QStringList{u"UPDATE audit SET object = 'x' WHERE sequence = 5"_s};
    }
    void theNextActionHidesNothing()
    {
        QFETCH(QStringList, statements);
        World world;
        QVERIFY(world.recordAll());
        for (const QString &statement : statements)
            QVERIFY(world.tamper(statement));
        QVERIFY(world.record(u"Stream 6"_s));
        QVERIFY(!world.verdict().isSound());
    }
};

QTEST_GUILESS_MAIN(TestAuditTrail)
#include "tst_audittrail.moc"
