#include "engine/store/database.h"
#include "engine/store/journalrepository.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

class TestJournalRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stateNamesReadBack();
    void keepsEveryField();
    void updateWritesProgressOnly();
    void updateOfAMissingRowIsAnError();
    void oneLiveCreatePerKey_data();
    void oneLiveCreatePerKey();
    void otherKeysTargetsAndOperationsAreFree();
    void aSecondCreateUndoesItsWholeWrite();
    void revivingARejectedCreateRespectsTheRule();
    void marksAllMembersOfACallInflight();
    void aChildsPayloadIsFrozenAsItIsSent();
    void whatIsNotReadyIsNotMarkedNorItsNeighbours_data();
    void whatIsNotReadyIsNotMarkedNorItsNeighbours();
    void findsLiveCreates();
    void countsGenerations();
    void readsByStateInOrder();
    void readsBySourceNewestFirst();
    void aFrozenCallStaysAsItIs();
};

namespace {

IntentRow create(const StoreFixture &fixture, const QString &key)
{
    IntentRow row;
    row.runId = 7;
    row.streamId = fixture.stream;
    row.targetIntegration = fixture.target;
    row.inboxId = 3;
    row.businessKey = key;
    row.purpose = u"document"_s;
    row.sourceEntity = u"order"_s;
    row.sourceId = key;
    row.entity = u"invoice"_s;
    row.operation = u"create"_s;
    row.sourceVersion = "abc";
    row.token = u"token-of-"_s + key;
    row.payload = Json::object({{u"Total"_s, Decimal::literal("110.20")}});
    row.total = Decimal::literal("110.20");
    row.currency = u"EUR"_s;
    return row;
}

auto inserting(QList<IntentRow> rows)
{
    return [rows = std::move(rows)](Database &db) { return JournalRepository(db).insert(rows); };
}

auto updating(IntentRow row)
{
    return [row = std::move(row)](Database &db) { return JournalRepository(db).update({row}); };
}

auto byId(qint64 id)
{
    return [id](Database &db) { return JournalRepository(db).byIds({id}); };
}

} // namespace

void TestJournalRepository::stateNamesReadBack()
{
    for (int i = 0; i <= int(IntentState::Superseded); ++i)
        QCOMPARE(intentStateFromName(intentStateName(IntentState(i))), IntentState(i));
    QCOMPARE(intentStateFromName(u"unheard of"), std::nullopt);
}

void TestJournalRepository::keepsEveryField()
{
    StoreFixture fixture;
    IntentRow row = create(fixture, u"k"_s);
    row.generation = 2;
    row.state = IntentState::Ambiguous;
    row.dependsOn = {11, 12};
    row.openReferences = Json::array({Json::object({{u"path"_s, u"CustomerRef.value"_s}})});
    row.remoteId = u"r"_s;
    row.remoteVersion = u"4"_s;
    row.number = u"W-1"_s;
    row.callToken = u"c"_s;
    row.attempts = 3;
    row.sentUtc = at(60);
    row.notBeforeUtc = at(90).addMSecs(123);
    row.error = Json::object({{u"code"_s, u"http.timeout"_s}});
    row.id = valueOf(fixture.write(inserting({row}))).value(0);
    QCOMPARE(valueOf(fixture.read(byId(row.id))), QList<IntentRow>{row});
    const IntentRow plain = create(fixture, u"plain"_s);
    const auto ids = valueOf(fixture.write(inserting({plain, create(fixture, u"other"_s)})));
    QCOMPARE(ids, (QList<qint64>{row.id + 1, row.id + 2}));
    IntentRow expected = plain;
    expected.id = ids.value(0);
    QCOMPARE(valueOf(fixture.read(byId(ids.value(0)))), QList<IntentRow>{expected});
}

void TestJournalRepository::updateWritesProgressOnly()
{
    StoreFixture fixture;
    IntentRow row = create(fixture, u"k"_s);
    row.id = valueOf(fixture.write(inserting({row}))).value(0);
    IntentRow changed = row;
    changed.state = IntentState::Applied;
    changed.remoteId = u"900"_s;
    changed.attempts = 1;
    changed.sentUtc = at(9);
    IntentRow forged = changed;
    forged.businessKey = u"another"_s;
    forged.sourceId = u"another"_s;
    QVERIFY(fixture.write(updating(forged)));
    QCOMPARE(valueOf(fixture.read(byId(row.id))), QList<IntentRow>{changed});
}

void TestJournalRepository::updateOfAMissingRowIsAnError()
{
    StoreFixture fixture;
    QCOMPARE(codeOf(fixture.write(updating(create(fixture, u"k"_s)))), u"journal.missing"_s);
}

void TestJournalRepository::oneLiveCreatePerKey_data()
{
    QTest::addColumn<IntentState>("first");
    QTest::addColumn<bool>("refused");
    QTest::newRow("planned") << IntentState::Planned << true;
    QTest::newRow("ready") << IntentState::Ready << true;
    QTest::newRow("inflight") << IntentState::Inflight << true;
    QTest::newRow("applied") << IntentState::Applied << true;
    QTest::newRow("adopted") << IntentState::Adopted << true;
    QTest::newRow("ambiguous") << IntentState::Ambiguous << true;
    QTest::newRow("parked") << IntentState::Parked << true;
    QTest::newRow("rejected") << IntentState::Rejected << false;
    QTest::newRow("superseded") << IntentState::Superseded << false;
}

void TestJournalRepository::oneLiveCreatePerKey()
{
    QFETCH(IntentState, first);
    QFETCH(bool, refused);
    StoreFixture fixture;
    IntentRow row = create(fixture, u"k"_s);
    row.state = first;
    QVERIFY(fixture.write(inserting({row})));
    const auto second = fixture.write(inserting({create(fixture, u"k"_s)}));
    QCOMPARE(codeOf(second), refused ? u"journal.openCreate"_s : QString());
    if (refused)
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
}

void TestJournalRepository::otherKeysTargetsAndOperationsAreFree()
{
    StoreFixture fixture;
    IntentRow update = create(fixture, u"k"_s);
    update.operation = u"update"_s;
    IntentRow elsewhere = create(fixture, u"k"_s);
    elsewhere.targetIntegration = fixture.source;
    QVERIFY(fixture.write(
        inserting({create(fixture, u"k"_s), update, update, elsewhere, create(fixture, u"other"_s)})));
}

void TestJournalRepository::aSecondCreateUndoesItsWholeWrite()
{
    StoreFixture fixture;
    QVERIFY(fixture.write(inserting({create(fixture, u"k"_s)})));
    QCOMPARE(codeOf(fixture.write(inserting({create(fixture, u"new"_s), create(fixture, u"k"_s)}))),
        u"journal.openCreate"_s);
    const auto live = valueOf(fixture.read(
        [&fixture](Database &db) { return JournalRepository(db).liveCreates(fixture.target, {u"new"_s}); }));
    QVERIFY(live.isEmpty());
}

void TestJournalRepository::revivingARejectedCreateRespectsTheRule()
{
    StoreFixture fixture;
    IntentRow rejected = create(fixture, u"k"_s);
    rejected.state = IntentState::Rejected;
    rejected.id = valueOf(fixture.write(inserting({rejected}))).value(0);
    QVERIFY(fixture.write(inserting({create(fixture, u"k"_s)})));
    rejected.state = IntentState::Ready;
    QCOMPARE(codeOf(fixture.write(updating(rejected))), u"journal.openCreate"_s);
}

void TestJournalRepository::findsLiveCreates()
{
    StoreFixture fixture;
    QList<IntentRow> rows;
    QStringList keys;
    for (int i = 0; i < 700; ++i) {
        keys.append(u"k%1"_s.arg(i));
        rows.append(create(fixture, keys.constLast()));
        rows.last().state = i % 2 == 0 ? IntentState::Adopted : IntentState::Superseded;
    }
    QVERIFY(fixture.write(inserting(rows)));
    const auto live = valueOf(fixture.read(
        [&fixture, keys](Database &db) { return JournalRepository(db).liveCreates(fixture.target, keys); }));
    QCOMPARE(live.size(), 350);
    QVERIFY(live.contains(u"k698"_s) && !live.contains(u"k699"_s));
}

void TestJournalRepository::countsGenerations()
{
    StoreFixture fixture;
    const auto last = [&fixture](Database &db) {
        return JournalRepository(db).lastGenerations(fixture.target, {u"k"_s, u"other"_s});
    };
    const QString key = JournalRepository::generationKey(u"k"_s, u"create"_s);
    QVERIFY(valueOf(fixture.read(last)).isEmpty());
    IntentRow row = create(fixture, u"k"_s);
    row.state = IntentState::Rejected;
    QVERIFY(fixture.write(inserting({row})));
    QCOMPARE(valueOf(fixture.read(last)), (QHash<QString, int>{{key, 0}}));
    row.generation = 4;
    QVERIFY(fixture.write(inserting({row})));
    QCOMPARE(valueOf(fixture.read(last)), (QHash<QString, int>{{key, 4}}));
}

// What the sender makes of journaled rows before it marks them.
static QList<IntentRow> onTheirWay(QList<IntentRow> rows)
{
    for (IntentRow &row : rows) {
        row.state = IntentState::Inflight;
        row.callToken = u"call"_s;
        row.sentUtc = at(60);
        ++row.attempts;
    }
    return rows;
}

void TestJournalRepository::marksAllMembersOfACallInflight()
{
    StoreFixture fixture;
    QList<IntentRow> rows;
    for (int i = 0; i < 700; ++i) { // more than one statement takes
        rows.append(create(fixture, QString::number(i)));
        rows.last().state = IntentState::Ready;
        rows.last().attempts = i % 3;
    }
    const QList<qint64> ids = valueOf(fixture.write(inserting(rows)));
    for (int i = 0; i < 700; ++i)
        rows[i].id = ids.at(i);
    const QList<IntentRow> marked = onTheirWay(rows.first(699));
    QVERIFY(fixture.write([marked](Database &db) { return JournalRepository(db).markInflight(marked); }));
    const auto stored
        = valueOf(fixture.read([ids](Database &db) { return JournalRepository(db).byIds(ids); }));
    QCOMPARE(stored, marked + rows.last(1));
}

void TestJournalRepository::aChildsPayloadIsFrozenAsItIsSent()
{
    StoreFixture fixture;
    IntentRow parentless = create(fixture, u"alone"_s);
    parentless.state = IntentState::Ready;
    IntentRow child = create(fixture, u"child"_s);
    child.dependsOn = QList<qint64>{4711};
    child.openReferences.append(Json::object({{u"path"_s, u"CustomerRef"_s}, {u"intent"_s, 4711}}));
    const QList<qint64> ids = valueOf(fixture.write(inserting({parentless, child})));
    parentless.id = ids.at(0);
    child.id = ids.at(1);
    child.payload.set(u"CustomerRef"_s, u"77"_s);
    child.openReferences = {};
    const QList<IntentRow> marked = onTheirWay({parentless, child});
    QVERIFY(fixture.write([marked](Database &db) { return JournalRepository(db).markInflight(marked); }));
    QCOMPARE(valueOf(fixture.read(byId(parentless.id))), marked.first(1));
    QCOMPARE(valueOf(fixture.read(byId(child.id))), marked.last(1));
}

void TestJournalRepository::whatIsNotReadyIsNotMarkedNorItsNeighbours_data()
{
    QTest::addColumn<IntentState>("state");
    for (int i = 0; i <= int(IntentState::Superseded); ++i) {
        if (IntentState(i) != IntentState::Ready)
            QTest::newRow(qPrintable(intentStateName(IntentState(i)))) << IntentState(i);
    }
}

void TestJournalRepository::whatIsNotReadyIsNotMarkedNorItsNeighbours()
{
    QFETCH(IntentState, state);
    StoreFixture fixture;
    QList<IntentRow> rows{create(fixture, u"a"_s), create(fixture, u"b"_s)};
    rows[0].state = IntentState::Ready;
    rows[1].state = state;
    const QList<qint64> ids = valueOf(fixture.write(inserting(rows)));
    rows[0].id = ids.at(0);
    rows[1].id = ids.at(1);
    const QList<IntentRow> marked = onTheirWay(rows);
    const auto done
        = fixture.write([marked](Database &db) { return JournalRepository(db).markInflight(marked); });
    QCOMPARE(codeOf(done), u"journal.missing"_s);
    const auto stored
        = valueOf(fixture.read([ids](Database &db) { return JournalRepository(db).byIds(ids); }));
    QCOMPARE(stored, rows);
}

void TestJournalRepository::readsByStateInOrder()
{
    StoreFixture fixture;
    QList<IntentRow> rows;
    for (int i = 0; i < 30; ++i) {
        rows.append(create(fixture, QString::number(i)));
        rows.last().state = IntentState(i % 3);
    }
    QVERIFY(fixture.write(inserting(rows)));
    const QList<IntentState> wanted{IntentState::Ready, IntentState::Inflight};
    const auto page = [&fixture, wanted](qint64 after) {
        return valueOf(fixture.read([&fixture, wanted, after](Database &db) {
            return JournalRepository(db).byState(fixture.stream, wanted, after, 12);
        }));
    };
    const auto first = page(0);
    const auto second = page(first.constLast().id);
    QCOMPARE(first.size(), 12);
    QCOMPARE(second.size(), 8);
    qint64 previous = 0;
    for (const IntentRow &row : first + second) {
        QVERIFY(row.id > previous && wanted.contains(row.state));
        previous = row.id;
    }
    const auto count = fixture.read([&fixture, wanted](Database &db) {
        return JournalRepository(db).countByState(fixture.stream, wanted);
    });
    QCOMPARE(valueOf(count), 20);
}

void TestJournalRepository::readsBySourceNewestFirst()
{
    StoreFixture fixture;
    IntentRow payment = create(fixture, u"k:payment"_s);
    payment.sourceId = u"k"_s;
    QVERIFY(fixture.write(inserting({create(fixture, u"k"_s), payment, create(fixture, u"other"_s)})));
    const auto rows = valueOf(fixture.read(
        [&fixture](Database &db) { return JournalRepository(db).bySource(fixture.stream, u"k"_s); }));
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.value(0).businessKey, u"k:payment"_s);
}

void TestJournalRepository::aFrozenCallStaysAsItIs()
{
    StoreFixture fixture;
    const CallRow call{u"t"_s, "POST", "/batch", "application/json", "{\"a\":1}", "hash", {1, 2, 3}, true};
    const auto put = [](CallRow row) {
        return [row = std::move(row)](Database &db) { return JournalRepository(db).putCall(row); };
    };
    const auto stored = [](Database &db) { return JournalRepository(db).call(u"t"_s); };
    QCOMPARE(valueOf(fixture.read(stored)), std::nullopt);
    QVERIFY(fixture.write(put(call)));
    QVERIFY(fixture.write(put(call)));
    CallRow changed = call;
    changed.body = "{\"a\":2}";
    QCOMPARE(codeOf(fixture.write(put(changed))), u"journal.frozenCall"_s);
    QCOMPARE(valueOf(fixture.read(stored)), call);
}

QTEST_GUILESS_MAIN(TestJournalRepository)
#include "tst_journalrepository.moc"
