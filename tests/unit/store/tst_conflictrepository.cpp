#include "engine/store/agreementrepository.h"
#include "engine/store/conflictrepository.h"
#include "engine/store/database.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

/// What two records last agreed on, whichever side asks, and at most one unsettled conflict of a pair.
class TestConflictRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anAgreementIsOneFromBothSides();
    void aProposalIsReplacedAndForgotten();
    void aPairHasOneOpenConflict();
    void aDecisionHoldsForItsValuesOnly_data();
    void aDecisionHoldsForItsValuesOnly();
    void pagesAreNewestFirst();
    void settledConflictsAreCountedByWhatSettledThem();
};

namespace {

class Kept : public StoreFixture {
public:
    template <typename Work>
    void put(Work work)
    {
        QCOMPARE(codeOf(write(std::move(work))), QString());
    }
    template <typename Work>
    [[nodiscard]] auto get(Work work)
    {
        return valueOf(read(std::move(work)));
    }
};

ConflictRow conflict(const StoreFixture &fixture, const QString &id = u"77"_s)
{
    ConflictRow row;
    row.streamId = fixture.stream;
    row.sourceIntegration = fixture.source;
    row.sourceEntity = u"customer"_s;
    row.sourceId = id;
    row.targetIntegration = fixture.target;
    row.targetEntity = u"Customer"_s;
    row.targetId = u"5"_s + id;
    row.number = u"Anna"_s;
    row.code = u"conflict.fields"_s;
    row.reason = u"both"_s;
    row.fields = Json::array({Json::object({{u"path"_s, u"phone"_s}, {u"base"_s, u"1"_s}})});
    row.fingerprint = "values";
    row.strategy = u"ask"_s;
    row.firstSeenUtc = row.lastSeenUtc = at(1);
    return row;
}

ConflictRow turned(ConflictRow row)
{
    std::swap(row.sourceIntegration, row.targetIntegration);
    std::swap(row.sourceEntity, row.targetEntity);
    std::swap(row.sourceId, row.targetId);
    return row;
}

auto putting(QList<ConflictRow> rows)
{
    return [rows = std::move(rows)](Database &db) { return ConflictRepository(db).put(rows); };
}

auto pageOf(std::optional<ConflictState> state, qint64 beforeId = 1000, int limit = 100)
{
    return [=](Database &db) { return ConflictRepository(db).page({state, 0}, beforeId, limit); };
}

} // namespace

void TestConflictRepository::anAgreementIsOneFromBothSides()
{
    Kept fixture;
    const AgreementRow row{fixture.source, u"customer"_s, u"77"_s, fixture.target, u"Customer"_s, u"58"_s,
        Json(u"shop"_s), Json(u"books"_s), at(1)};
    AgreementRow newer{fixture.target, u"Customer"_s, u"58"_s, fixture.source, u"customer"_s, u"77"_s,
        Json(u"books 2"_s), Json(u"shop 2"_s), at(2)};
    const auto put = [](const AgreementRow &one) {
        return [one](Database &db) { return AgreementRepository(db).put({one}); };
    };
    const auto seenFrom = [](qint64 source, qint64 target, const QString &entity, const QString &id) {
        return [=](Database &db) { return AgreementRepository(db).bySource({source, target, entity}, {id}); };
    };
    fixture.put(put(row));
    QCOMPARE(fixture.get(seenFrom(fixture.source, fixture.target, u"customer"_s, u"77"_s)),
        QList<AgreementRow>{row});
    fixture.put(put(newer));
    QCOMPARE(fixture.get(seenFrom(fixture.target, fixture.source, u"Customer"_s, u"58"_s)),
        QList<AgreementRow>{newer});
    const auto again = fixture.get(seenFrom(fixture.source, fixture.target, u"customer"_s, u"77"_s));
    QCOMPARE(again.size(), 1);
    QCOMPARE(again.constFirst().targetDocument, Json(u"books 2"_s));
}

void TestConflictRepository::aProposalIsReplacedAndForgotten()
{
    Kept fixture;
    const AgreementProposal first{fixture.target, u"key"_s, Json(u"a"_s), {}, {}};
    const AgreementProposal second{
        fixture.target, u"key"_s, Json(u"b"_s), Json(u"base"_s), Json::array({u"phone"_s})};
    const auto proposed = [&fixture](Database &db) {
        return AgreementRepository(db).proposed(fixture.target, {u"key"_s, u"other"_s});
    };
    fixture.put([&](Database &db) { return AgreementRepository(db).propose({first}); });
    QCOMPARE(fixture.get(proposed), QList<AgreementProposal>{first});
    fixture.put([&](Database &db) { return AgreementRepository(db).propose({second}); });
    QCOMPARE(fixture.get(proposed), QList<AgreementProposal>{second});
    fixture.put(
        [&](Database &db) { return AgreementRepository(db).forgetProposals(fixture.target, {u"key"_s}); });
    QVERIFY(fixture.get(proposed).isEmpty());
}

void TestConflictRepository::aPairHasOneOpenConflict()
{
    Kept fixture;
    const ConflictRow row = conflict(fixture);
    QCOMPARE(conflictPairKey(row), conflictPairKey(turned(row)));
    fixture.put(putting({row}));
    fixture.put(putting({turned(row)}));
    QCOMPARE(fixture.get(pageOf(ConflictState::Open)).size(), 1);
    const auto live
        = [key = conflictPairKey(row)](Database &db) { return ConflictRepository(db).live({key}); };
    ConflictRow expected = turned(row);
    expected.id = fixture.get(live).constFirst().id;
    QCOMPARE(fixture.get(live), QList<ConflictRow>{expected});
    fixture.put(
        [key = conflictPairKey(row)](Database &db) { return ConflictRepository(db).settle({key}, at(5)); });
    QVERIFY(fixture.get(live).isEmpty());
    fixture.put(putting({row}));
    QCOMPARE(fixture.get(pageOf({})).size(), 2);
}

void TestConflictRepository::aDecisionHoldsForItsValuesOnly_data()
{
    QTest::addColumn<QByteArray>("seenAgain");
    QTest::addColumn<ConflictState>("state");
    QTest::newRow("the same values") << QByteArray("values") << ConflictState::Decided;
    QTest::newRow("other values") << QByteArray("others") << ConflictState::Open;
}

void TestConflictRepository::aDecisionHoldsForItsValuesOnly()
{
    QFETCH(const QByteArray, seenAgain);
    QFETCH(const ConflictState, state);
    Kept fixture;
    ConflictRow row = conflict(fixture);
    fixture.put(putting({row}));
    const qint64 id = fixture.get(pageOf({})).constFirst().id;
    const ConflictRepository::Decision decision{u"fields"_s, Json::object({{u"phone"_s, u"source"_s}})};
    fixture.put([&](Database &db) { return ConflictRepository(db).decide(id, decision); });
    row.fingerprint = seenAgain;
    fixture.put(putting({row}));
    const auto now = fixture.get([id](Database &db) { return ConflictRepository(db).byId(id); });
    QVERIFY(now);
    QCOMPARE(now->state, state);
    QCOMPARE(now->choice, state == ConflictState::Decided ? decision.choice : QString());
    QCOMPARE(now->choices, state == ConflictState::Decided ? decision.choices : Json());
}

void TestConflictRepository::pagesAreNewestFirst()
{
    Kept fixture;
    for (const QString &id : {u"1"_s, u"2"_s, u"3"_s})
        fixture.put(putting({conflict(fixture, id)}));
    const auto newest = fixture.get(pageOf(ConflictState::Open, 1000, 2));
    QCOMPARE(newest.size(), 2);
    QCOMPARE(newest.at(0).sourceId, u"3"_s);
    const auto rest = fixture.get(pageOf(ConflictState::Open, newest.at(1).id, 2));
    QCOMPARE(rest.size(), 1);
    QCOMPARE(rest.at(0).sourceId, u"1"_s);
    QVERIFY(fixture.get(pageOf(ConflictState::Settled)).isEmpty());
}

void TestConflictRepository::settledConflictsAreCountedByWhatSettledThem()
{
    Kept fixture;
    ConflictRow byRule = conflict(fixture, u"1"_s);
    byRule.state = ConflictState::Settled;
    byRule.strategy = u"newest"_s;
    byRule.settledUtc = at(10);
    ConflictRow older = byRule;
    older.settledUtc = at(1);
    fixture.put(putting({byRule, byRule, older, conflict(fixture, u"2"_s), conflict(fixture, u"3"_s)}));
    const auto open = fixture.get(pageOf(ConflictState::Open));
    fixture.put([&](Database &db) {
        return ConflictRepository(db).decide(open.constFirst().id, {u"source"_s, {}});
    });
    fixture.put([&](Database &db) {
        return ConflictRepository(db).settle({conflictPairKey(open.constFirst())}, at(11));
    });
    const auto statistics
        = fixture.get([](Database &db) { return ConflictRepository(db).statistics(at(5)); });
    QCOMPARE(statistics.open, 1);
    QCOMPARE(statistics.decided, 0);
    QCOMPARE(statistics.settledByPerson, 1);
    QCOMPARE(statistics.settledByStrategy, (QList<std::pair<QString, qint64>>{{u"newest"_s, 2}}));
}

QTEST_GUILESS_MAIN(TestConflictRepository)
#include "tst_conflictrepository.moc"
