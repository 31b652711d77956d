#include "engine/store/database.h"
#include "engine/store/inboxrepository.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

class TestInboxRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField();
    void captures_data();
    void captures();
    void equalContentTwiceInOnePageIsOneRow();
    void aFinishedRecordLosesItsDocumentAndKeepsItsHash_data();
    void aFinishedRecordLosesItsDocumentAndKeepsItsHash();
    void cursorAndRowsCommitTogether();
    void pendingPagesFollowTheIds();
    void findsManyIdsAtOnce();
    void anUnknownStreamIsRefused();
};

namespace {

InboxRow order(qint64 stream, int id, const QByteArray &content)
{
    InboxRow row;
    row.streamId = stream;
    row.entity = u"order"_s;
    row.sourceId = QString::number(id);
    row.number = u"W-%1"_s.arg(id);
    row.modifiedUtc = at(id);
    row.contentHash = "hash of " + content;
    row.document = content;
    return row;
}

QList<InboxRow> orders(qint64 stream, int count)
{
    QList<InboxRow> rows;
    for (int i = 1; i <= count; ++i)
        rows.append(order(stream, i, QByteArray::number(i)));
    return rows;
}

auto capturing(QList<InboxRow> rows, InboxRepository::Known known = InboxRepository::Known::Absorb)
{
    return [rows = std::move(rows), known](Database &db) { return InboxRepository(db).capture(rows, known); };
}

auto finding(qint64 stream, int id)
{
    return [stream, id](Database &db) {
        return InboxRepository(db).bySource(stream, u"order"_s, QString::number(id));
    };
}

} // namespace

void TestInboxRepository::keepsEveryField()
{
    StoreFixture fixture;
    InboxRow row = order(fixture.stream, 105, "{\"id\":105}");
    QCOMPARE(valueOf(fixture.write(capturing({row}))), (CaptureCounts{1, 0}));
    const auto found = valueOf(fixture.read(finding(fixture.stream, 105)));
    QVERIFY(found);
    row.id = found->id;
    QCOMPARE(*found, row);
    const auto byNumber = fixture.read([](Database &db) { return InboxRepository(db).byNumber(u"W-105"_s); });
    QCOMPARE(valueOf(byNumber), QList<InboxRow>{row});
}

void TestInboxRepository::captures_data()
{
    QTest::addColumn<InboxState>("before");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("recapture");
    QTest::addColumn<int>("fresh");
    QTest::addColumn<InboxState>("after");
    QTest::newRow("same content of a done record is absorbed")
        << InboxState::Done << QByteArray("a") << false << 0 << InboxState::Done;
    QTest::newRow("same content of a failed record is absorbed")
        << InboxState::Failed << QByteArray("a") << false << 0 << InboxState::Failed;
    QTest::newRow("same content still pending stays pending")
        << InboxState::Pending << QByteArray("a") << false << 0 << InboxState::Pending;
    QTest::newRow("changed content makes a done record pending")
        << InboxState::Done << QByteArray("b") << false << 1 << InboxState::Pending;
    QTest::newRow("changed content makes an excluded record pending")
        << InboxState::Excluded << QByteArray("b") << false << 1 << InboxState::Pending;
    QTest::newRow("recapture of same content makes a done record pending")
        << InboxState::Done << QByteArray("a") << true << 1 << InboxState::Pending;
}

void TestInboxRepository::captures()
{
    QFETCH(InboxState, before);
    QFETCH(QByteArray, content);
    QFETCH(bool, recapture);
    QFETCH(int, fresh);
    QFETCH(InboxState, after);
    StoreFixture fixture;
    QVERIFY(fixture.write(capturing({order(fixture.stream, 1, "a")})));
    const qint64 id = valueOf(fixture.read(finding(fixture.stream, 1)))->id;
    QVERIFY(fixture.write(
        [id, before](Database &db) { return InboxRepository(db).setState({id}, before, u"why"_s); }));
    const auto known = recapture ? InboxRepository::Known::Recapture : InboxRepository::Known::Absorb;
    const auto counts = valueOf(fixture.write(capturing({order(fixture.stream, 1, content)}, known)));
    QCOMPARE(counts, (CaptureCounts{fresh, 1 - fresh}));
    const auto row = valueOf(fixture.read(finding(fixture.stream, 1)));
    QCOMPARE(row->id, id);
    QCOMPARE(row->state, after);
    if (fresh == 1) {
        QCOMPARE(row->document, content);
        QCOMPARE(row->reason, QString());
    }
}

void TestInboxRepository::equalContentTwiceInOnePageIsOneRow()
{
    StoreFixture fixture;
    const InboxRow row = order(fixture.stream, 1, "a");
    QCOMPARE(valueOf(fixture.write(capturing({row, row}))), (CaptureCounts{1, 1}));
    const auto count
        = fixture.read([&](Database &db) { return InboxRepository(db).pendingCount(fixture.stream); });
    QCOMPARE(valueOf(count), 1);
}

void TestInboxRepository::aFinishedRecordLosesItsDocumentAndKeepsItsHash_data()
{
    QTest::addColumn<InboxState>("state");
    QTest::addColumn<QByteArray>("document");
    QTest::newRow("done") << InboxState::Done << QByteArray();
    QTest::newRow("excluded") << InboxState::Excluded << QByteArray();
    QTest::newRow("failed keeps it for the retry") << InboxState::Failed << QByteArray("a");
    QTest::newRow("planned keeps it") << InboxState::Planned << QByteArray("a");
}

void TestInboxRepository::aFinishedRecordLosesItsDocumentAndKeepsItsHash()
{
    QFETCH(InboxState, state);
    QFETCH(QByteArray, document);
    StoreFixture fixture;
    QVERIFY(fixture.write(capturing({order(fixture.stream, 1, "a")})));
    const qint64 id = valueOf(fixture.read(finding(fixture.stream, 1)))->id;
    QVERIFY(fixture.write(
        [id, state](Database &db) { return InboxRepository(db).setState({id}, state, u"why"_s); }));
    const auto row = valueOf(fixture.read(finding(fixture.stream, 1)));
    QCOMPARE(row->state, state);
    QCOMPARE(row->reason, u"why"_s);
    QCOMPARE(row->contentHash, QByteArray("hash of a"));
    QCOMPARE(row->document, document);
}

void TestInboxRepository::cursorAndRowsCommitTogether()
{
    StoreFixture fixture;
    const qint64 stream = fixture.stream;
    const CursorRow cursor{at(100), at(200), "page 2"};
    const auto page = [stream, cursor](Database &db, bool succeed) -> Result<void> {
        const auto counts = InboxRepository(db).capture(orders(stream, 3), InboxRepository::Known::Absorb);
        if (!counts)
            return fail(counts.error());
        if (const auto put = StreamRepository(db).putCursor(stream, u"order"_s, cursor); !put)
            return put;
        return succeed ? Result<void>() : fail(ErrorKind::Network, u"test.cut"_s, u"cut"_s);
    };
    const auto stored = [stream](Database &db) { return StreamRepository(db).cursor(stream, u"order"_s); };
    const auto count = [stream](Database &db) { return InboxRepository(db).pendingCount(stream); };
    QCOMPARE(codeOf(fixture.write([page](Database &db) { return page(db, false); })), u"test.cut"_s);
    QCOMPARE(valueOf(fixture.read(stored)), CursorRow());
    QCOMPARE(valueOf(fixture.read(count)), 0);
    QVERIFY(fixture.write([page](Database &db) { return page(db, true); }));
    QCOMPARE(valueOf(fixture.read(stored)), cursor);
    QCOMPARE(valueOf(fixture.read(count)), 3);
}

void TestInboxRepository::pendingPagesFollowTheIds()
{
    StoreFixture fixture;
    const qint64 stream = fixture.stream;
    QVERIFY(fixture.write(capturing(orders(stream, 25))));
    QList<QString> seen;
    qint64 after = 0;
    for (int page = 0; page < 3; ++page) {
        const auto rows = valueOf(fixture.read(
            [stream, after](Database &db) { return InboxRepository(db).pending(stream, after, 10); }));
        for (const InboxRow &row : rows)
            seen.append(row.sourceId);
        after = rows.constLast().id;
    }
    QCOMPARE(seen.size(), 25);
    QCOMPARE(seen.constFirst(), u"1"_s);
    QCOMPARE(seen.constLast(), u"25"_s);
}

void TestInboxRepository::findsManyIdsAtOnce()
{
    StoreFixture fixture;
    const qint64 stream = fixture.stream;
    QVERIFY(fixture.write(capturing(orders(stream, 1203))));
    QList<qint64> ids;
    for (qint64 i = 1; i <= 1203; ++i)
        ids.append(i);
    const auto rows = valueOf(fixture.read([ids](Database &db) { return InboxRepository(db).byIds(ids); }));
    QCOMPARE(rows.size(), 1203);
    QVERIFY(
        fixture.write([ids](Database &db) { return InboxRepository(db).setState(ids, InboxState::Done); }));
    const auto left
        = fixture.read([stream](Database &db) { return InboxRepository(db).pendingCount(stream); });
    QCOMPARE(valueOf(left), 0);
    QVERIFY(valueOf(fixture.read([](Database &db) { return InboxRepository(db).byIds({}); })).isEmpty());
}

void TestInboxRepository::anUnknownStreamIsRefused()
{
    StoreFixture fixture;
    QCOMPARE(codeOf(fixture.write(capturing({order(999, 1, "a")}))), u"store.constraint"_s);
}

QTEST_GUILESS_MAIN(TestInboxRepository)
#include "tst_inboxrepository.moc"
