#include "engine/store/groupcommit.h"
#include "engine/store/settingsrepository.h"
#include "tests/unit/store/storefixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// Write jobs that share a commit must behave as if each had one of its own.
class TestGroupCommit : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void jobsOfOneGroupAreAllKept();
    void aFailedJobTakesNothingOfTheOthersWithIt();
    void aGroupOfFailuresKeepsNothing();
    void aLoneFailureKeepsNothing();
    void afterAnInputOutputErrorNothingIsWritten();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Database> m_database;
    GroupCommit m_commit;
};

namespace {

StoreLane::Job sets(const QString &key)
{
    return [key](Database &database) { return SettingsRepository(database).setValue(key, "set"); };
}

StoreLane::Job setsAndFails(const QString &key, const QString &code = u"test.failed"_s)
{
    return [key, code](Database &database) -> Result<void> {
        if (const auto set = SettingsRepository(database).setValue(key, "set"); !set)
            return set;
        return fail(ErrorKind::Internal, code, u"as asked"_s);
    };
}

bool isSet(Database &database, const QString &key)
{
    return SettingsRepository(database).value(key)->has_value();
}

} // namespace

void TestGroupCommit::init()
{
    m_commit = {};
    m_database.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    const QString path = m_folder->filePath(u"store.db"_s);
    QVERIFY(Store::open(path, Store::Threading::Inline)); // makes the tables
    auto database = Database::open(path, Database::Access::ReadWrite);
    QVERIFY(database);
    m_database = std::move(*database);
}

void TestGroupCommit::jobsOfOneGroupAreAllKept()
{
    const StoreLane::Job first = sets(u"a"_s);
    const StoreLane::Job second = sets(u"b"_s);
    const auto results = m_commit(*m_database, {&first, &second});
    QVERIFY(results.at(0) && results.at(1));
    QVERIFY(isSet(*m_database, u"a"_s) && isSet(*m_database, u"b"_s));
    QVERIFY(m_database->begin()); // the transaction is over
    QVERIFY(m_database->rollback());
}

void TestGroupCommit::aFailedJobTakesNothingOfTheOthersWithIt()
{
    const StoreLane::Job first = sets(u"a"_s);
    const StoreLane::Job bad = setsAndFails(u"bad"_s);
    const StoreLane::Job last = sets(u"b"_s);
    const auto results = m_commit(*m_database, {&first, &bad, &last});
    QVERIFY(results.at(0) && results.at(2));
    QCOMPARE(results.at(1).error().code, u"test.failed"_s);
    QVERIFY(isSet(*m_database, u"a"_s) && isSet(*m_database, u"b"_s));
    QVERIFY(!isSet(*m_database, u"bad"_s));
}

void TestGroupCommit::aGroupOfFailuresKeepsNothing()
{
    const StoreLane::Job first = setsAndFails(u"a"_s);
    const StoreLane::Job second = setsAndFails(u"b"_s);
    const auto results = m_commit(*m_database, {&first, &second});
    QVERIFY(!results.at(0) && !results.at(1));
    QVERIFY(!isSet(*m_database, u"a"_s) && !isSet(*m_database, u"b"_s));
}

void TestGroupCommit::aLoneFailureKeepsNothing()
{
    const StoreLane::Job bad = setsAndFails(u"bad"_s);
    QVERIFY(!m_commit(*m_database, {&bad}).at(0));
    QVERIFY(!isSet(*m_database, u"bad"_s));
}

void TestGroupCommit::afterAnInputOutputErrorNothingIsWritten()
{
    const StoreLane::Job broken = setsAndFails(u"a"_s, u"store.io"_s);
    QVERIFY(!m_commit(*m_database, {&broken}).at(0));
    const StoreLane::Job next = sets(u"b"_s);
    QCOMPARE(m_commit(*m_database, {&next}).at(0).error().code, u"store.io"_s);
    QVERIFY(!isSet(*m_database, u"b"_s));
}

QTEST_GUILESS_MAIN(TestGroupCommit)
#include "tst_groupcommit.moc"
