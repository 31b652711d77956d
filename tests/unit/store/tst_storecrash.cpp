#include "engine/store/database.h"
#include "engine/store/rowreader.h"
#include "engine/store/settingsrepository.h"

#include <QCoreApplication>
#include <QProcess>
#include <QtTest>

#include <cstdio>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

/// Kills a second process of this program, without warning, while it writes.
class TestStoreCrash : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anOpenTransactionIsGoneAndCommittedRowsStay();
    void everyReportedCommitIsThere_data();
    void everyReportedCommitIsThere();
};

namespace {

constexpr auto kRows = "INSERT INTO settings (key, value) VALUES (?, ?)";

Result<void> insertPair(Database &db, int number)
{
    for (const QString &side : {u"left"_s, u"right"_s}) {
        const auto done = db.execute(
            QString::fromLatin1(kRows), {u"%1-%2"_s.arg(number).arg(side), QByteArray(2000, 'v')});
        if (!done)
            return fail(done.error());
    }
    return {};
}

void report(int number)
{
    std::printf("%d\n", number);
    std::fflush(stdout);
}

// Commits one pair, then leaves a second one in an open transaction and waits to be killed.
int stopInsideATransaction(const QString &path)
{
    const auto store = Store::open(path, Store::Threading::Inline);
    if (!store)
        return 1;
    const auto committed = writeTo(**store, [](Database &db) { return insertPair(db, 1); });
    if (!committed)
        return 2;
    const auto undone = writeTo(**store, [](Database &db) -> Result<void> {
        const auto written = insertPair(db, 2);
        report(1);
        std::getchar();
        return written;
    });
    return undone ? 3 : 4;
}

// Commits pairs without end and reports each one after its commit.
int commitForEver(const QString &path)
{
    const auto store = Store::open(path, Store::Threading::WriterThread);
    if (!store)
        return 1;
    for (int number = 1;; ++number) {
        const auto done = writeTo(**store, [number](Database &db) { return insertPair(db, number); });
        if (!done)
            return 2;
        report(number);
    }
}

struct Pairs {
    qint64 complete = 0;
    qint64 halves = 0;
};

Result<Pairs> pairsIn(Database &db)
{
    Pairs pairs;
    const auto left = readNumber(db.run(u"SELECT COUNT(*) FROM settings WHERE key LIKE '%left'"_s));
    const auto right = readNumber(db.run(u"SELECT COUNT(*) FROM settings WHERE key LIKE '%right'"_s));
    if (!left || !right)
        return fail(left ? right.error() : left.error());
    pairs.complete = qMin(*left, *right);
    pairs.halves = qMax(*left, *right) - pairs.complete;
    return pairs;
}

// Starts the child, waits until it has reported `number`, kills it, and returns the last number it reported.
int killAfter(const QString &mode, const QString &path, int number)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {mode, path});
    int last = 0;
    while (last < number && (child.canReadLine() || child.waitForReadyRead(20'000))) {
        while (child.canReadLine())
            last = child.readLine().trimmed().toInt();
    }
    child.kill();
    child.waitForFinished();
    while (child.canReadLine())
        last = qMax(last, child.readLine().trimmed().toInt());
    return last;
}

} // namespace

void TestStoreCrash::anOpenTransactionIsGoneAndCommittedRowsStay()
{
    StoreFixture fixture;
    fixture.close();
    QCOMPARE(killAfter(u"--stop-inside"_s, fixture.path(), 1), 1);
    QVERIFY(fixture.reopen(Store::Threading::Inline));
    const Pairs pairs = valueOf(fixture.read(pairsIn));
    QCOMPARE(pairs.complete, 1);
    QCOMPARE(pairs.halves, 0);
    QVERIFY(QCoro::waitFor(fixture.store().check()));
}

void TestStoreCrash::everyReportedCommitIsThere_data()
{
    QTest::addColumn<int>("commits");
    QTest::newRow("after the first") << 1;
    QTest::newRow("after some") << 40;
    QTest::newRow("after the log was folded into the file") << 900;
}

void TestStoreCrash::everyReportedCommitIsThere()
{
    QFETCH(int, commits);
    StoreFixture fixture;
    fixture.close();
    const int reported = killAfter(u"--commit-for-ever"_s, fixture.path(), commits);
    QVERIFY(reported >= commits);
    QVERIFY(fixture.reopen(Store::Threading::WriterThread));
    const Pairs pairs = valueOf(fixture.read(pairsIn));
    QVERIFY2(pairs.complete == reported || pairs.complete == reported + 1,
        qPrintable(u"%1 of %2"_s.arg(pairs.complete).arg(reported)));
    QCOMPARE(pairs.halves, 0);
    QVERIFY(QCoro::waitFor(fixture.store().check()));
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--stop-inside"_s)
        return stopInsideATransaction(arguments.value(2));
    if (arguments.value(1) == u"--commit-for-ever"_s)
        return commitForEver(arguments.value(2));
    TestStoreCrash test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_storecrash.moc"
