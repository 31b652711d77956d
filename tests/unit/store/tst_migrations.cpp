#include "engine/store/database.h"
#include "engine/store/migrations.h"
#include "engine/store/rowreader.h"
#include "engine/store/store.h"

#include <QDir>
#include <QFile>
#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

class TestMigrations : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void versionsCountUpFromOne();
    void aFreshFileNeedsNoBackup();
    void migratingAgainChangesNothing();
    void aStepKeepsABackupOfTheFileBefore();
    void aFailedStepLeavesTheFileAsItWas();
    void aTakenBackupNameIsKept();
    void aNewerFileIsRefusedUntouched();
    void aForeignDatabaseIsRefused();
};

namespace {

QList<Migration> withNextStep(const QStringList &statements)
{
    QList<Migration> steps = migrations();
    steps.append({newestVersion(migrations()) + 1, statements});
    return steps;
}

int nextVersion()
{
    return Store::schemaVersion() + 1;
}

QString backupName(const QString &suffix = {})
{
    return u"store.db.before-%1%2.db"_s.arg(QString::number(nextVersion()), suffix);
}

QStringList databases(const StoreFixture &fixture)
{
    return QFileInfo(fixture.path()).dir().entryList({u"*.db*"_s}, QDir::Files, QDir::Name);
}

// Works on the file behind a closed store, as the program does when it starts.
Result<int> migrateFile(const QString &path, const QList<Migration> &steps)
{
    const auto database = Database::open(path, Database::Access::ReadWrite);
    if (!database)
        return fail(database.error());
    if (const auto done = migrate(**database, path, steps); !done)
        return fail(done.error());
    return (*database)->version();
}

const QString kAddColumn = u"ALTER TABLE streams ADD COLUMN note TEXT"_s;

} // namespace

void TestMigrations::versionsCountUpFromOne()
{
    int expected = 1;
    for (const Migration &step : migrations())
        QCOMPARE(step.version, expected++);
    QCOMPARE(Store::schemaVersion(), expected - 1);
}

void TestMigrations::aFreshFileNeedsNoBackup()
{
    StoreFixture fixture;
    fixture.close();
    QCOMPARE(databases(fixture), QStringList{u"store.db"_s});
}

void TestMigrations::migratingAgainChangesNothing()
{
    StoreFixture fixture;
    fixture.close();
    QCOMPARE(valueOf(migrateFile(fixture.path(), migrations())), Store::schemaVersion());
    QCOMPARE(databases(fixture), QStringList{u"store.db"_s});
}

void TestMigrations::aStepKeepsABackupOfTheFileBefore()
{
    StoreFixture fixture;
    fixture.close();
    QCOMPARE(valueOf(migrateFile(fixture.path(), withNextStep({kAddColumn}))), nextVersion());
    const QString backup = fixture.path(backupName());
    QVERIFY(QFile::exists(backup));
    const auto kept = Store::open(backup, Store::Threading::Inline);
    QVERIFY(kept);
    const auto names = readFrom(**kept, [](Database &db) { return StreamRepository(db).list(); });
    QCOMPARE(valueOf(names).value(0).name, u"Orders"_s);
}

void TestMigrations::aFailedStepLeavesTheFileAsItWas()
{
    StoreFixture fixture;
    fixture.close();
    const auto steps = withNextStep({kAddColumn, u"INSERT INTO no_such_table VALUES (1)"_s});
    QCOMPARE(codeOf(migrateFile(fixture.path(), steps)), u"store.sql"_s);
    QVERIFY(fixture.reopen(Store::Threading::Inline));
    const auto columns = fixture.read([](Database &db) {
        return readNumber(db.run(u"SELECT COUNT(*) FROM pragma_table_info('streams') WHERE name = 'note'"_s));
    });
    QCOMPARE(valueOf(columns), 0);
    fixture.close();
    QCOMPARE(valueOf(migrateFile(fixture.path(), withNextStep({kAddColumn}))), nextVersion());
}

void TestMigrations::aTakenBackupNameIsKept()
{
    StoreFixture fixture;
    fixture.close();
    QFile earlier(fixture.path(backupName()));
    QVERIFY(earlier.open(QIODevice::WriteOnly));
    QCOMPARE(earlier.write("of an earlier try"), 17);
    earlier.close();
    QCOMPARE(valueOf(migrateFile(fixture.path(), withNextStep({kAddColumn}))), nextVersion());
    QCOMPARE(databases(fixture), (QStringList{u"store.db"_s, backupName(u"-2"_s), backupName()}));
    QCOMPARE(earlier.size(), 17);
}

void TestMigrations::aNewerFileIsRefusedUntouched()
{
    StoreFixture fixture;
    fixture.close();
    QCOMPARE(valueOf(migrateFile(fixture.path(), withNextStep({kAddColumn}))), nextVersion());
    QFile file(fixture.path());
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    for (const auto threading : {Store::Threading::Inline, Store::Threading::WriterThread}) {
        const auto opened = fixture.reopen(threading);
        QCOMPARE(codeOf(opened), u"store.newer"_s);
        QVERIFY(opened.error().message.contains(u"version %1"_s.arg(nextVersion())));
        QVERIFY(opened.error().message.contains(u"version %1"_s.arg(Store::schemaVersion())));
    }
    QVERIFY(file.seek(0));
    QCOMPARE(file.readAll(), before);
}

void TestMigrations::aForeignDatabaseIsRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"other.db"_s);
    {
        const auto other = Database::open(path, Database::Access::ReadWrite);
        QVERIFY(other);
        QVERIFY((*other)->run(u"CREATE TABLE notes (id INTEGER)"_s));
    }
    QCOMPARE(codeOf(Store::open(path, Store::Threading::Inline)), u"store.foreign"_s);
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
