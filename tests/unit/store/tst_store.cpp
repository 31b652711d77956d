#include "engine/store/database.h"
#include "engine/store/rowreader.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/store.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(uds::Store::Threading)

class TestStore : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAndReads_data() { modes(); }
    void writesAndReads();
    void anErrorUndoesTheWholeWrite_data() { modes(); }
    void anErrorUndoesTheWholeWrite();
    void aReaderCannotWrite_data() { modes(); }
    void aReaderCannotWrite();
    void aHalfReadQueryDoesNotKeepAnOldState_data() { modes(); }
    void aHalfReadQueryDoesNotKeepAnOldState();
    void inlineWorkIsDoneAtOnce();
    void jobsGoOnInTheOrderTheyWereGiven();
    void awaitersContinueOnTheirOwnThread();
    void pendingJobsAreFinishedOnClose();
    void filesAreForTheUserOnly();
    void looseRightsAreTightened();
    void aHeldWriteLockIsBusyAndNothingIsRemoved();
    void aFileThatIsNoDatabaseIsCorruptAndStays();
    void aMissingFolderIsMadeAndAFileInTheWayIsAnError();
    void aBackupOpensAndEquals();
    void aBackupNeverOverwrites();
    void checkFindsDamage();

private:
    static void modes();
};

namespace {

Result<void> put(Database &db, const QString &key, const QByteArray &value)
{
    return SettingsRepository(db).setValue(key, value);
}

auto putting(QString key, QByteArray value)
{
    return [key = std::move(key), value = std::move(value)](Database &db) { return put(db, key, value); };
}

auto getting(QString key)
{
    return [key = std::move(key)](Database &db) { return SettingsRepository(db).value(key); };
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

constexpr auto kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup
    | QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

} // namespace

void TestStore::modes()
{
    QTest::addColumn<Store::Threading>("threading");
    QTest::newRow("writer thread") << Store::Threading::WriterThread;
    QTest::newRow("inline") << Store::Threading::Inline;
}

void TestStore::writesAndReads()
{
    QFETCH(Store::Threading, threading);
    StoreFixture fixture(threading);
    QVERIFY(fixture.write(putting(u"a"_s, "1")));
    QVERIFY(fixture.write(putting(u"a"_s, "2")));
    QCOMPARE(valueOf(fixture.read(getting(u"a"_s))), QByteArray("2"));
    QCOMPARE(valueOf(fixture.read(getting(u"b"_s))), std::nullopt);
}

void TestStore::anErrorUndoesTheWholeWrite()
{
    QFETCH(Store::Threading, threading);
    StoreFixture fixture(threading);
    const auto result = fixture.write([](Database &db) -> Result<int> {
        if (const auto done = put(db, u"a"_s, "1"); !done)
            return fail(done.error());
        return fail(ErrorKind::Validation, u"test.refused"_s, u"refused"_s);
    });
    QCOMPARE(codeOf(result), u"test.refused"_s);
    QCOMPARE(valueOf(fixture.read(getting(u"a"_s))), std::nullopt);
    QVERIFY(fixture.write(putting(u"a"_s, "2")));
    QCOMPARE(valueOf(fixture.read(getting(u"a"_s))), QByteArray("2"));
}

void TestStore::aReaderCannotWrite()
{
    QFETCH(Store::Threading, threading);
    StoreFixture fixture(threading);
    QCOMPARE(codeOf(fixture.read(putting(u"a"_s, "1"))), u"store.readonly"_s);
    QCOMPARE(valueOf(fixture.read(getting(u"a"_s))), std::nullopt);
}

void TestStore::aHalfReadQueryDoesNotKeepAnOldState()
{
    QFETCH(Store::Threading, threading);
    StoreFixture fixture(threading);
    QVERIFY(fixture.write(putting(u"a"_s, "1")));
    QVERIFY(fixture.write(putting(u"b"_s, "1")));
    QVERIFY(fixture.read([](Database &db) -> Result<bool> {
        const auto query = db.run(u"SELECT key, value FROM settings"_s);
        return query ? Result<bool>((*query)->next()) : fail(query.error());
    }));
    QVERIFY(fixture.write(putting(u"a"_s, "2")));
    QCOMPARE(valueOf(fixture.read(getting(u"a"_s))), QByteArray("2"));
}

void TestStore::inlineWorkIsDoneAtOnce()
{
    StoreFixture fixture(Store::Threading::Inline);
    const auto work = putting(u"a"_s, "1");
    const auto task = fixture.store().write(work);
    QVERIFY(task.isReady());
}

void TestStore::jobsGoOnInTheOrderTheyWereGiven()
{
    StoreFixture fixture(Store::Threading::WriterThread);
    const auto work = [](Database &db) {
        return db.insert(u"INSERT INTO audit (at_utc, actor, action, object, detail, previous_hash, hash)"
                         " VALUES (0, '', '', '', '', '', '')"_s);
    };
    std::vector<QCoro::Task<Result<qint64>>> tasks;
    for (int i = 0; i < 100; ++i)
        tasks.push_back(fixture.store().write(work));
    for (std::size_t i = 0; i < tasks.size(); ++i)
        QCOMPARE(valueOf(QCoro::waitFor(std::move(tasks[i]))), qint64(i + 1));
}

void TestStore::awaitersContinueOnTheirOwnThread()
{
    StoreFixture fixture(Store::Threading::WriterThread);
    struct Seen {
        QThread *work = nullptr;
        QThread *after = nullptr;
    } seen;
    const auto ask = [](Store &store, Seen &answer) -> QCoro::Task<void> {
        const auto work = [&answer](Database &) -> Result<void> {
            answer.work = QThread::currentThread();
            return {};
        };
        const auto done = co_await store.write(work);
        if (done)
            answer.after = QThread::currentThread();
    };
    const std::unique_ptr<QThread> other(
        QThread::create([&] { QCoro::waitFor(ask(fixture.store(), seen)); }));
    other->start();
    QVERIFY(other->wait());
    QCOMPARE(seen.after, other.get());
    QVERIFY(seen.work != nullptr && seen.work != other.get() && seen.work != QThread::currentThread());
}

void TestStore::pendingJobsAreFinishedOnClose()
{
    StoreFixture fixture(Store::Threading::WriterThread);
    std::vector<decltype(putting(u"a"_s, "x"))> works;
    for (int i = 0; i < 50; ++i)
        works.push_back(putting(QString::number(i), "x"));
    std::vector<QCoro::Task<Result<void>>> tasks;
    for (auto &work : works)
        tasks.push_back(fixture.store().write(work));
    fixture.close();
    for (auto &task : tasks)
        QVERIFY(QCoro::waitFor(std::move(task)));
    QVERIFY(fixture.reopen(Store::Threading::Inline));
    const auto count
        = fixture.read([](Database &db) { return readNumber(db.run(u"SELECT COUNT(*) FROM settings"_s)); });
    QCOMPARE(valueOf(count), 50);
}

void TestStore::filesAreForTheUserOnly()
{
    QTemporaryDir folder;
    const QString profile = folder.filePath(u"a/profile"_s);
    const QString path = profile + u"/store.db"_s;
    const auto store = Store::open(path, Store::Threading::Inline);
    QVERIFY(store);
    QVERIFY(writeTo(**store, putting(u"a"_s, "1")));
    for (const QString &name : {path, path + u"-wal"_s, path + u"-shm"_s, profile}) {
        QVERIFY2(QFileInfo::exists(name), qPrintable(name));
        QVERIFY2(!(QFileInfo(name).permissions() & kOthers), qPrintable(name));
    }
}

void TestStore::looseRightsAreTightened()
{
    StoreFixture fixture;
    fixture.close();
    QFile file(fixture.path());
    QVERIFY(file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadOther));
    QVERIFY(fixture.reopen(Store::Threading::Inline));
    QVERIFY(!(QFileInfo(fixture.path()).permissions() & kOthers));
}

void TestStore::aHeldWriteLockIsBusyAndNothingIsRemoved()
{
    StoreFixture fixture(Store::Threading::WriterThread);
    QVERIFY(fixture.write(putting(u"a"_s, "1")));
    const auto other = Database::open(fixture.path(), Database::Access::ReadWrite);
    QVERIFY(other);
    QVERIFY((*other)->begin());
    QVERIFY(put(**other, u"a"_s, "of the other"));
    QCOMPARE(codeOf(fixture.write(putting(u"a"_s, "2"))), u"store.busy"_s);
    QCOMPARE(valueOf(fixture.read(getting(u"a"_s))), QByteArray("1"));
    QVERIFY((*other)->rollback());
    QVERIFY(fixture.write(putting(u"a"_s, "3")));
    QCOMPARE(valueOf(fixture.read(getting(u"a"_s))), QByteArray("3"));
}

void TestStore::aFileThatIsNoDatabaseIsCorruptAndStays()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"store.db"_s);
    const QByteArray text(8192, 'x');
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(text), text.size());
    file.close();
    const auto store = Store::open(path, Store::Threading::Inline);
    QCOMPARE(codeOf(store), u"store.corrupt"_s);
    QCOMPARE(contentOf(path), text);
}

void TestStore::aMissingFolderIsMadeAndAFileInTheWayIsAnError()
{
    QTemporaryDir folder;
    QVERIFY(Store::open(folder.filePath(u"x/y/store.db"_s), Store::Threading::Inline));
    QFile file(folder.filePath(u"plain"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(codeOf(Store::open(folder.filePath(u"plain/store.db"_s), Store::Threading::WriterThread)),
        u"store.open"_s);
}

void TestStore::aBackupOpensAndEquals()
{
    StoreFixture fixture(Store::Threading::WriterThread);
    QVERIFY(fixture.write(putting(u"a"_s, QByteArray(100'000, 'z'))));
    const QString copy = fixture.path(u"copy.db"_s);
    QVERIFY(QCoro::waitFor(fixture.store().backupTo(copy)));
    QVERIFY(!(QFileInfo(copy).permissions() & kOthers));
    const auto restored = Store::open(copy, Store::Threading::Inline);
    QVERIFY(restored);
    const auto dump = [](Database &db) {
        return readRows(
            db.run(u"SELECT type || name || coalesce(sql, '') FROM sqlite_master ORDER BY name"_s),
            [](RowReader &row) { return row.text(); });
    };
    QCOMPARE(valueOf(readFrom(**restored, dump)), valueOf(fixture.read(dump)));
    const auto integrations = [](Database &db) { return IntegrationRepository(db).list(); };
    QCOMPARE(valueOf(readFrom(**restored, integrations)), valueOf(fixture.read(integrations)));
    QCOMPARE(valueOf(readFrom(**restored, getting(u"a"_s))), QByteArray(100'000, 'z'));
    QVERIFY(fixture.write(putting(u"a"_s, "after")));
}

void TestStore::aBackupNeverOverwrites()
{
    StoreFixture fixture;
    const QString copy = fixture.path(u"copy.db"_s);
    QVERIFY(QCoro::waitFor(fixture.store().backupTo(copy)));
    const QByteArray before = contentOf(copy);
    QVERIFY(fixture.write(putting(u"a"_s, "1")));
    QCOMPARE(codeOf(QCoro::waitFor(fixture.store().backupTo(copy))), u"store.backup"_s);
    QCOMPARE(contentOf(copy), before);
}

void TestStore::checkFindsDamage()
{
    StoreFixture fixture;
    for (int i = 0; i < 200; ++i)
        QVERIFY(fixture.write(putting(QString::number(i), QByteArray(500, 'v'))));
    QVERIFY(QCoro::waitFor(fixture.store().check()));
    fixture.close();
    QFile file(fixture.path());
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    QVERIFY(file.seek(size - 3 * 4096));
    QCOMPARE(file.write(QByteArray(2 * 4096, '\x5a')), 2 * 4096);
    file.close();
    QVERIFY(fixture.reopen(Store::Threading::Inline));
    QCOMPARE(codeOf(QCoro::waitFor(fixture.store().check())), u"store.corrupt"_s);
    fixture.close();
    QCOMPARE(QFileInfo(fixture.path()).size(), size);
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
