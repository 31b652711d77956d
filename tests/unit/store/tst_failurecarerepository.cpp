#include "engine/store/database.h"
#include "engine/store/failurecarerepository.h"
#include "engine/store/journalrepository.h"

#include <QtTest>

#include "storefixture.h"

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

FailureRow failure(const StoreFixture &fixture, const QString &id)
{
    FailureRow row;
    row.streamId = fixture.stream;
    row.sourceEntity = u"order"_s;
    row.sourceId = id;
    row.purpose = u"document"_s;
    row.error = {ErrorKind::Validation, u"code"_s, u"message"_s, {}, {}, {}, std::nullopt};
    row.firstSeenUtc = row.lastSeenUtc = at(1);
    return row;
}

FailureCareRow care(qint64 failureId)
{
    FailureCareRow row;
    row.failureId = failureId;
    row.assignee = u"Ann"_s;
    row.note = u"asked the shop"_s;
    row.acknowledgedBy = u"Bob"_s;
    row.acknowledgedUtc = at(2);
    row.excludedBy = u"Cleo"_s;
    row.excludeReason = u"test order"_s;
    row.excludedUntilUtc = at(100);
    row.stateBefore = FailureState::WillRetry;
    row.automaticTries = 3;
    row.plannedForTries = 4;
    row.nextTryUtc = at(50);
    row.circumstances = "print";
    return row;
}

auto putting(const FailureCareRow &row)
{
    return [row](Database &db) { return FailureCareRepository(db).put({row}); };
}

IntentRow intent(const StoreFixture &fixture, const QString &token, const QList<qint64> &dependsOn)
{
    IntentRow row;
    row.streamId = fixture.stream;
    row.targetIntegration = fixture.target;
    row.businessKey = token;
    row.purpose = token;
    row.sourceEntity = u"order"_s;
    row.sourceId = u"1"_s;
    row.number = u"105"_s;
    row.entity = u"Invoice"_s;
    row.operation = u"create"_s;
    row.sourceVersion = "v";
    row.token = token;
    row.dependsOn = dependsOn;
    row.state = dependsOn.isEmpty() ? IntentState::Parked : IntentState::Planned;
    return row;
}

QHash<qint64, int> crashed(StoreFixture &fixture)
{
    return valueOf(fixture.write(
        [id = fixture.stream](Database &db) { return FailureCareRepository(db).takeCrashed(id); }));
}

void mark(StoreFixture &fixture, const QList<qint64> &ids)
{
    QVERIFY(fixture.write([id = fixture.stream, ids](
                              Database &db) { return FailureCareRepository(db).markPlanning(id, ids); }));
}

} // namespace

class TestFailureCareRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsEveryField()
    {
        StoreFixture fixture;
        QVERIFY(fixture.write([&fixture](Database &db) {
            return FailureRepository(db).put({failure(fixture, u"1"_s), failure(fixture, u"2"_s)});
        }));
        QVERIFY(fixture.write(putting(care(1))));
        FailureCareRow changed = care(1);
        changed.note = u"solved"_s;
        QVERIFY(fixture.write(putting(changed)));
        const auto all = valueOf(fixture.read([&fixture](Database &db) {
            return FailureCareRepository(db).unresolved(fixture.stream, 0, 10);
        }));
        QCOMPARE(all.size(), 2);
        QCOMPARE(all.at(0).care, changed);
        FailureCareRow none;
        none.failureId = 2;
        QCOMPARE(all.at(1).care, none);
    }

    void onlyExclusionsWhoseTimeIsOverHaveEnded()
    {
        StoreFixture fixture;
        QVERIFY(fixture.write([&fixture](Database &db) {
            return FailureRepository(db).put({failure(fixture, u"1"_s), failure(fixture, u"2"_s)});
        }));
        QVERIFY(fixture.write(putting(care(1))));
        QVERIFY(fixture.write(putting(care(2))));
        QVERIFY(fixture.write(
            [](Database &db) { return FailureRepository(db).setState({1}, FailureState::Excluded); }));
        const auto endedAt = [&fixture](qint64 seconds) {
            return valueOf(fixture.read(
                [seconds](Database &db) { return FailureCareRepository(db).ended(at(seconds)); }));
        };
        QCOMPARE(endedAt(99).size(), 0);
        QCOMPARE(endedAt(100).size(), 1);
        QCOMPARE(endedAt(100).first().failure.id, 1);
    }

    void theChainOfWhatWaitsIsComplete()
    {
        StoreFixture fixture;
        const auto fill = [&fixture](Database &db) -> Result<QList<qint64>> {
            JournalRepository journal(db);
            const auto first = journal.insert({intent(fixture, u"document"_s, {})});
            const auto second = journal.insert({intent(fixture, u"payment"_s, {first->first()})});
            const auto third = journal.insert({intent(fixture, u"refund"_s, {7, second->first()})});
            std::ignore = journal.insert({intent(fixture, u"stranger"_s, {first->first() + 10})});
            return QList<qint64>{first->first(), second->first(), third->first()};
        };
        const QList<qint64> ids = valueOf(fixture.write(fill));
        const auto chain = valueOf(fixture.read([&fixture, id = ids.at(0)](Database &db) {
            return FailureCareRepository(db).dependants(fixture.stream, id);
        }));
        QCOMPARE(chain.size(), 2);
        QCOMPARE(chain.at(0).purpose, u"payment"_s);
        QCOMPARE(chain.at(0).waitsFor, ids.at(0));
        QCOMPARE(chain.at(1).purpose, u"refund"_s);
        QCOMPARE(chain.at(1).waitsFor, ids.at(1));
    }

    void marksThatAreLeftCountAsCrashes()
    {
        StoreFixture fixture;
        QVERIFY(crashed(fixture).isEmpty());
        mark(fixture, {1, 2});
        mark(fixture, {2, 3});
        QCOMPARE(crashed(fixture), (QHash<qint64, int>{{2, 1}, {3, 1}}));
        QCOMPARE(crashed(fixture), (QHash<qint64, int>{{2, 1}, {3, 1}})); // counted once
        mark(fixture, {3});
        QCOMPARE(crashed(fixture), (QHash<qint64, int>{{2, 1}, {3, 2}}));
        QVERIFY(fixture.write([&fixture](Database &db) {
            return FailureCareRepository(db).forgetCrashes(fixture.stream, {3});
        }));
        QCOMPARE(crashed(fixture), (QHash<qint64, int>{{2, 1}}));
    }
};

QTEST_GUILESS_MAIN(TestFailureCareRepository)
#include "tst_failurecarerepository.moc"
