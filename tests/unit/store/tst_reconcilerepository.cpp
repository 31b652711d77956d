#include "engine/store/database.h"
#include "engine/store/failurerepository.h"
#include "engine/store/journalrepository.h"
#include "engine/store/reconcilerepository.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

SignOffRow november(const StoreFixture &fixture)
{
    SignOffRow row;
    row.streamId = fixture.stream;
    row.from = QDate(2026, 11, 1);
    row.to = QDate(2026, 11, 30);
    row.basis = u"accounts"_s;
    row.fingerprint = "print";
    row.localFingerprint = "local";
    row.differences = 2;
    row.signedBy = u"Ann"_s;
    row.note = u"month end"_s;
    row.signedUtc = at(5);
    return row;
}

qint64 keep(StoreFixture &fixture, const SignOffRow &row)
{
    return valueOf(fixture.write([row](Database &db) { return ReconcileRepository(db).signOff(row); }));
}

QList<SignOffRow> standing(StoreFixture &fixture)
{
    return valueOf(
        fixture.read([id = fixture.stream](Database &db) { return ReconcileRepository(db).standing(id); }));
}

bool noteChange(StoreFixture &fixture, qint64 signOff, const QByteArray &print)
{
    const SignOffEventRow event{0, signOff, at(9), print, u"changed"_s};
    return valueOf(
        fixture.write([event](Database &db) { return ReconcileRepository(db).noteChange(event); }));
}

LedgerScope scopeOf(const StoreFixture &fixture)
{
    return {fixture.stream, fixture.source, fixture.target, u"order"_s};
}

InboxRow captured(const StoreFixture &fixture, const QString &id)
{
    InboxRow row;
    row.streamId = fixture.stream;
    row.entity = u"order"_s;
    row.sourceId = id;
    row.number = u"W-"_s + id;
    row.modifiedUtc = at(1);
    row.contentHash = "hash";
    row.document = "{}";
    return row;
}

IntentRow applied(const StoreFixture &fixture, const QString &id, const QString &token)
{
    IntentRow row;
    row.streamId = fixture.stream;
    row.targetIntegration = fixture.target;
    row.businessKey = u"key/"_s + token;
    row.purpose = u"document"_s;
    row.sourceEntity = u"order"_s;
    row.sourceId = id;
    row.entity = u"Invoice"_s;
    row.operation = u"create"_s;
    row.sourceVersion = "v";
    row.token = token;
    row.state = IntentState::Applied;
    row.payload = Json::object({{u"TxnDate"_s, u"2026-11-02"_s}});
    row.total = Decimal::literal("12.50");
    row.currency = u"USD"_s;
    return row;
}

LinkRow linkOf(const StoreFixture &fixture, const QString &id)
{
    LinkRow row;
    row.sourceIntegration = fixture.source;
    row.targetIntegration = fixture.target;
    row.sourceEntity = u"order"_s;
    row.sourceId = id;
    row.purpose = u"document"_s;
    row.targetEntity = u"Invoice"_s;
    row.targetId = u"t"_s + id;
    row.targetNumber = u"I-"_s + id;
    row.total = Decimal::literal("12.50");
    row.updatedUtc = at(1);
    return row;
}

} // namespace

class TestReconcileRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField()
    {
        StoreFixture fixture;
        SignOffRow row = november(fixture);
        row.id = keep(fixture, row);
        QCOMPARE(standing(fixture), QList<SignOffRow>{row});
    }

    void theNewestSignOffOfAPeriodStands()
    {
        StoreFixture fixture;
        std::ignore = keep(fixture, november(fixture));
        SignOffRow later = november(fixture);
        later.signedBy = u"Bob"_s;
        std::ignore = keep(fixture, later);
        SignOffRow other = november(fixture);
        other.to = QDate(2026, 11, 15);
        std::ignore = keep(fixture, other);
        const QList<SignOffRow> rows = standing(fixture);
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows.last().signedBy, u"Bob"_s);
    }

    void aChangeIsNotedOncePerState()
    {
        StoreFixture fixture;
        const qint64 id = keep(fixture, november(fixture));
        QVERIFY(noteChange(fixture, id, "one"));
        QVERIFY(!noteChange(fixture, id, "one"));
        QVERIFY(noteChange(fixture, id, "two"));
        QCOMPARE(standing(fixture).first().changedUtc, at(9));
        const auto events
            = valueOf(fixture.read([id](Database &db) { return ReconcileRepository(db).events(id); }));
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.first().fingerprint, QByteArray("one"));
    }

    void theLedgerJoinsRecordDocumentAndLastChange()
    {
        StoreFixture fixture;
        const auto fill = [&fixture](Database &db) -> Result<void> {
            if (const auto done = InboxRepository(db).capture(
                    {captured(fixture, u"1"_s), captured(fixture, u"2"_s), captured(fixture, u"3"_s)},
                    InboxRepository::Known::Absorb);
                !done)
                return fail(done.error());
            IntentRow refused = applied(fixture, u"1"_s, u"b"_s);
            refused.state = IntentState::Rejected;
            refused.total = Decimal::literal("99");
            if (const auto done = JournalRepository(db).insert({applied(fixture, u"1"_s, u"a"_s), refused});
                !done)
                return fail(done.error());
            LinkRow gone = linkOf(fixture, u"2"_s);
            gone.gone = true;
            if (const auto done = LinkRepository(db).put({linkOf(fixture, u"1"_s), gone}); !done)
                return done;
            FailureRow failure;
            failure.streamId = fixture.stream;
            failure.sourceEntity = u"order"_s;
            failure.sourceId = u"3"_s;
            failure.purpose = u"document"_s;
            failure.error = {ErrorKind::Validation, u"code"_s, u"Too long"_s, {}, {}, {}, std::nullopt};
            failure.amount = Decimal::literal("7");
            failure.currency = u"EUR"_s;
            return FailureRepository(db).put({failure});
        };
        QVERIFY(fixture.write(fill));
        const auto rows = valueOf(fixture.read(
            [&fixture](Database &db) { return ReconcileRepository(db).ledger(scopeOf(fixture), 0, 10); }));
        QCOMPARE(rows.size(), 3);
        QCOMPARE(rows.at(0).link.targetId, u"t1"_s);
        QCOMPARE(rows.at(0).total, std::optional(Decimal::literal("12.50")));
        QCOMPARE(rows.at(0).currency, u"USD"_s);
        QVERIFY(rows.at(0).payload.contains("2026-11-02"));
        QCOMPARE(rows.at(1).link.id, 0);
        QVERIFY(!rows.at(1).total);
        QCOMPARE(rows.at(2).failure, u"Too long"_s);
        QCOMPARE(rows.at(2).failureState, u"needs_you"_s);
        QCOMPARE(rows.at(2).total, std::optional(Decimal::literal("7")));
        const auto next = valueOf(fixture.read([&fixture, after = rows.at(0).record.id](Database &db) {
            return ReconcileRepository(db).ledger(scopeOf(fixture), after, 1);
        }));
        QCOMPARE(next.size(), 1);
        QCOMPARE(next.first().record.sourceId, u"2"_s);
    }

    void linksAreFoundByTheirDocuments()
    {
        StoreFixture fixture;
        QVERIFY(fixture.write([&fixture](Database &db) {
            return LinkRepository(db).put({linkOf(fixture, u"1"_s), linkOf(fixture, u"2"_s)});
        }));
        const auto links = valueOf(fixture.read([&fixture](Database &db) {
            return ReconcileRepository(db).linksTo(fixture.target, u"Invoice"_s, {u"t2"_s, u"t9"_s});
        }));
        QCOMPARE(links.size(), 1);
        QCOMPARE(links.value(u"t2"_s).sourceId, u"2"_s);
    }
};

QTEST_GUILESS_MAIN(TestReconcileRepository)
#include "tst_reconcilerepository.moc"
