#include "engine/store/database.h"
#include "engine/store/integrationrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/store/runrepository.h"
#include "engine/store/settingsrepository.h"
#include "engine/store/streamrepository.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

class TestStoreRepositories : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void integrationsKeepEveryField();
    void anIntegrationNameIsTakenOnce();
    void aRemovedIntegrationLosesItsSecretsAndFreesItsName();
    void secretsAreReplacedByField();
    void streamsKeepEveryField();
    void aStreamNameIsTakenOnce();
    void cursorsAreKeptPerEntity();
    void linksAreReplacedBySource();
    void linksAreFoundFromBothSides();
    void manySourceIdsAreFoundAtOnce();
    void runsKeepEveryField();
    void runsPageNewestFirst();
    void interruptedRunsAreClosed();
    void settingsAreReplaced();
};

namespace {

LinkRow link(const StoreFixture &fixture, int id, const QString &purpose)
{
    LinkRow row;
    row.sourceIntegration = fixture.source;
    row.targetIntegration = fixture.target;
    row.sourceEntity = u"order"_s;
    row.sourceId = QString::number(id);
    row.purpose = purpose;
    row.sourceNumber = u"W-%1"_s.arg(id);
    row.targetEntity = u"invoice"_s;
    row.targetId = u"9%1"_s.arg(id);
    row.targetVersion = u"0"_s;
    row.targetNumber = u"I-%1"_s.arg(id);
    row.sentHash = "hash";
    row.total = Decimal::literal("12.00");
    row.updatedUtc = at(id);
    return row;
}

auto linking(QList<LinkRow> rows)
{
    return [rows = std::move(rows)](Database &db) { return LinkRepository(db).put(rows); };
}

RunRow run(qint64 stream, RunState state)
{
    RunRow row;
    row.streamId = stream;
    row.trigger = u"manual"_s;
    row.mode = u"incremental"_s;
    row.dryRun = true;
    row.state = state;
    row.startedUtc = at(10);
    row.finishedUtc = at(20);
    row.counts = {36, 8, 7, 6, 5, 4, 3, 3};
    row.amount = Decimal::literal("1234.50");
    row.currency = u"EUR"_s;
    row.calls = 17;
    row.error = Json::object({{u"code"_s, u"http.timeout"_s}});
    return row;
}

auto inserting(RunRow row)
{
    return [row = std::move(row)](Database &db) { return RunRepository(db).insert(row); };
}

} // namespace

void TestStoreRepositories::integrationsKeepEveryField()
{
    StoreFixture fixture;
    IntegrationRow row = sampleIntegration(u"Third"_s);
    row.id = valueOf(fixture.write([row](Database &db) { return IntegrationRepository(db).insert(row); }));
    row.accountName = u"Shop of Ann"_s;
    row.status = u"degraded"_s;
    row.lastVerifiedUtc = QDateTime();
    QVERIFY(fixture.write([row](Database &db) { return IntegrationRepository(db).update(row); }));
    const auto byName
        = fixture.read([](Database &db) { return IntegrationRepository(db).byName(u"Third"_s); });
    QCOMPARE(valueOf(byName), row);
    const auto byId = fixture.read([row](Database &db) { return IntegrationRepository(db).byId(row.id); });
    QCOMPARE(valueOf(byId), row);
    const auto all = valueOf(fixture.read([](Database &db) { return IntegrationRepository(db).list(); }));
    QCOMPARE(all.size(), 3);
    QCOMPARE(all.value(2), row);
}

void TestStoreRepositories::anIntegrationNameIsTakenOnce()
{
    StoreFixture fixture;
    const auto again = fixture.write(
        [](Database &db) { return IntegrationRepository(db).insert(sampleIntegration(u"Shop"_s)); });
    QCOMPARE(codeOf(again), u"integration.name"_s);
    QCOMPARE(again.error().kind, ErrorKind::Configuration);
    IntegrationRow renamed = sampleIntegration(u"Shop"_s);
    renamed.id = fixture.target;
    const auto update
        = fixture.write([renamed](Database &db) { return IntegrationRepository(db).update(renamed); });
    QCOMPARE(codeOf(update), u"integration.name"_s);
}

void TestStoreRepositories::aRemovedIntegrationLosesItsSecretsAndFreesItsName()
{
    StoreFixture fixture;
    const qint64 id = fixture.source;
    QVERIFY(fixture.write([id](Database &db) {
        return IntegrationRepository(db).putSecrets(id, {{u"k"_s, "sealed"}});
    }));
    QVERIFY(fixture.write(linking({link(fixture, 1, u"document"_s)})));
    QVERIFY(fixture.write([id](Database &db) { return IntegrationRepository(db).remove(id); }));
    QVERIFY(valueOf(fixture.read([id](Database &db) {
        return IntegrationRepository(db).secrets(id);
    })).isEmpty());
    QCOMPARE(valueOf(fixture.read([id](Database &db) { return IntegrationRepository(db).byId(id); })),
        std::nullopt);
    QCOMPARE(valueOf(fixture.read([](Database &db) { return IntegrationRepository(db).list(); })).size(), 1);
    const auto links = fixture.read(
        [&](Database &db) { return LinkRepository(db).count(fixture.source, fixture.target); });
    QCOMPARE(valueOf(links), 1);
    QVERIFY(fixture.write(
        [](Database &db) { return IntegrationRepository(db).insert(sampleIntegration(u"Shop"_s)); }));
}

void TestStoreRepositories::secretsAreReplacedByField()
{
    StoreFixture fixture;
    const qint64 id = fixture.source;
    const auto put = [id](const QByteArray &envelope) {
        return [id, envelope](Database &db) {
            return IntegrationRepository(db).putSecrets(id, {{u"key"_s, envelope}, {u"secret"_s, "fixed"}});
        };
    };
    QVERIFY(fixture.write(put("one")));
    QVERIFY(fixture.write(put(QByteArray("t\0o", 3))));
    const auto stored = fixture.read([id](Database &db) { return IntegrationRepository(db).secrets(id); });
    QCOMPARE(valueOf(stored), (QList<SecretRow>{{u"key"_s, QByteArray("t\0o", 3)}, {u"secret"_s, "fixed"}}));
}

void TestStoreRepositories::streamsKeepEveryField()
{
    StoreFixture fixture;
    StreamRow row = sampleStream(u"Refunds"_s, fixture.target, fixture.source);
    row.id = valueOf(fixture.write([row](Database &db) { return StreamRepository(db).insert(row); }));
    row.enabled = false;
    row.settings = Json();
    QVERIFY(fixture.write([row](Database &db) { return StreamRepository(db).update(row); }));
    QCOMPARE(
        valueOf(fixture.read([](Database &db) { return StreamRepository(db).byName(u"Refunds"_s); })), row);
    QCOMPARE(valueOf(fixture.read([row](Database &db) { return StreamRepository(db).byId(row.id); })), row);
    QCOMPARE(valueOf(fixture.read([](Database &db) { return StreamRepository(db).list(); })).size(), 2);
    QCOMPARE(valueOf(fixture.read([](Database &db) { return StreamRepository(db).byId(99); })), std::nullopt);
}

void TestStoreRepositories::aStreamNameIsTakenOnce()
{
    StoreFixture fixture;
    const auto again = fixture.write([&fixture](Database &db) {
        return StreamRepository(db).insert(sampleStream(u"Orders"_s, fixture.source, fixture.target));
    });
    QCOMPARE(codeOf(again), u"stream.name"_s);
    QCOMPARE(again.error().kind, ErrorKind::Configuration);
}

void TestStoreRepositories::cursorsAreKeptPerEntity()
{
    StoreFixture fixture;
    const qint64 stream = fixture.stream;
    const CursorRow open{at(1), at(2), "page=3"};
    const CursorRow closed{at(2), QDateTime(), {}};
    const auto put = [stream](const QString &entity, const CursorRow &cursor) {
        return [=](Database &db) { return StreamRepository(db).putCursor(stream, entity, cursor); };
    };
    const auto get = [stream](const QString &entity) {
        return [=](Database &db) { return StreamRepository(db).cursor(stream, entity); };
    };
    QCOMPARE(valueOf(fixture.read(get(u"order"_s))), CursorRow());
    QVERIFY(fixture.write(put(u"order"_s, open)));
    QVERIFY(fixture.write(put(u"product"_s, open)));
    QVERIFY(fixture.write(put(u"order"_s, closed)));
    QCOMPARE(valueOf(fixture.read(get(u"order"_s))), closed);
    QCOMPARE(valueOf(fixture.read(get(u"product"_s))), open);
}

void TestStoreRepositories::linksAreReplacedBySource()
{
    StoreFixture fixture;
    LinkRow row = link(fixture, 1, u"document"_s);
    QVERIFY(fixture.write(linking({row, link(fixture, 1, u"payment"_s)})));
    row.targetVersion = u"2"_s;
    row.voided = true;
    row.total = std::nullopt;
    row.updatedUtc = at(77);
    QVERIFY(fixture.write(linking({row})));
    const auto links = valueOf(fixture.read([&fixture](Database &db) {
        return LinkRepository(db).bySource(fixture.source, fixture.target, u"order"_s, {u"1"_s});
    }));
    QCOMPARE(links.size(), 2);
    row.id = 1;
    QVERIFY(links.contains(row));
}

void TestStoreRepositories::linksAreFoundFromBothSides()
{
    StoreFixture fixture;
    QVERIFY(fixture.write(linking({link(fixture, 1, u"document"_s), link(fixture, 2, u"document"_s)})));
    const auto byTarget = [&fixture](const QString &id) {
        return valueOf(fixture.read([&fixture, id](Database &db) {
            return LinkRepository(db).byTarget(fixture.target, u"invoice"_s, id);
        }));
    };
    QCOMPARE(byTarget(u"92"_s)->sourceId, u"2"_s);
    QCOMPARE(byTarget(u"93"_s), std::nullopt);
    for (const QString &number : {u"W-1"_s, u"I-1"_s}) {
        const auto found
            = valueOf(fixture.read([number](Database &db) { return LinkRepository(db).byNumber(number); }));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.value(0).sourceId, u"1"_s);
    }
}

void TestStoreRepositories::manySourceIdsAreFoundAtOnce()
{
    StoreFixture fixture;
    QList<LinkRow> rows;
    QStringList ids;
    for (int i = 0; i < 1500; ++i) {
        rows.append(link(fixture, i, u"document"_s));
        ids.append(QString::number(i * 2));
    }
    QVERIFY(fixture.write(linking(rows)));
    const auto found = fixture.read([&fixture, ids](Database &db) {
        return LinkRepository(db).bySource(fixture.source, fixture.target, u"order"_s, ids);
    });
    QCOMPARE(valueOf(found).size(), 750);
}

void TestStoreRepositories::runsKeepEveryField()
{
    StoreFixture fixture;
    RunRow row = run(fixture.stream, RunState::Running);
    row.id = valueOf(fixture.write(inserting(row)));
    row.state = RunState::CompletedWithProblems;
    row.counts.created = 99;
    row.error = Json();
    QVERIFY(fixture.write([row](Database &db) { return RunRepository(db).update(row); }));
    QCOMPARE(valueOf(fixture.read([row](Database &db) { return RunRepository(db).byId(row.id); })), row);
    for (int i = 0; i <= int(RunState::Skipped); ++i)
        QCOMPARE(runStateFromName(runStateName(RunState(i))), RunState(i));
}

void TestStoreRepositories::runsPageNewestFirst()
{
    StoreFixture fixture;
    for (int i = 0; i < 12; ++i)
        QVERIFY(fixture.write(inserting(run(i % 3 == 0 ? 1 : 2, RunState::Completed))));
    const auto page = [&fixture](qint64 stream, qint64 before, int limit) {
        QList<qint64> ids;
        for (const RunRow &row : valueOf(
                 fixture.read([=](Database &db) { return RunRepository(db).page(stream, before, limit); })))
            ids.append(row.id);
        return ids;
    };
    QCOMPARE(page(0, 0, 3), (QList<qint64>{12, 11, 10}));
    QCOMPARE(page(0, 10, 3), (QList<qint64>{9, 8, 7}));
    QCOMPARE(page(1, 0, 10), (QList<qint64>{10, 7, 4, 1}));
    QCOMPARE(page(1, 7, 10), (QList<qint64>{4, 1}));
}

void TestStoreRepositories::interruptedRunsAreClosed()
{
    StoreFixture fixture;
    for (const RunState state :
        {RunState::Running, RunState::Queued, RunState::Completed, RunState::Cancelled})
        QVERIFY(fixture.write(inserting(run(fixture.stream, state))));
    const auto close = [](Database &db) { return RunRepository(db).closeInterrupted(at(99)); };
    QCOMPARE(valueOf(fixture.write(close)), 2);
    QCOMPARE(valueOf(fixture.write(close)), 0);
    const auto rows = valueOf(fixture.read([](Database &db) { return RunRepository(db).page(0, 0, 10); }));
    QCOMPARE(rows.value(3).state, RunState::Failed);
    QCOMPARE(rows.value(3).finishedUtc, at(99));
    QCOMPARE(rows.value(3).error[u"code"].string(), u"run.interrupted"_s);
    QCOMPARE(rows.value(1).state, RunState::Completed);
    QCOMPARE(rows.value(1).finishedUtc, at(20));
}

void TestStoreRepositories::settingsAreReplaced()
{
    StoreFixture fixture;
    const auto put = [](const QByteArray &value) {
        return [value](Database &db) { return SettingsRepository(db).setValue(u"theme"_s, value); };
    };
    const auto get = [](Database &db) { return SettingsRepository(db).value(u"theme"_s); };
    QCOMPARE(valueOf(fixture.read(get)), std::nullopt);
    QVERIFY(fixture.write(put("dark")));
    QVERIFY(fixture.write(put({})));
    QCOMPARE(valueOf(fixture.read(get)), QByteArray());
}

QTEST_GUILESS_MAIN(TestStoreRepositories)
#include "tst_storerepositories.moc"
