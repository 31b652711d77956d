#include "engine/api/failurecare.h"
#include "engine/store/failurecarerepository.h"
#include "engine/store/historyrepository.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/rowreader.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

/// What people decide about failed records holds through later runs, and a record that ends the program does
/// not stop the others.
class TestFailureCare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void anExclusionOutlivesChangesOfTheRecord();
    void anExclusionReturnsAfterItsEndDate();
    void theEndOfAnExclusionGivesBackWhatWasBefore();
    void aRecordThatEndsTheProgramIsSetAside();
    void aKilledRunLosesNothingToTheQuarantine();
};

namespace {

constexpr int kOrders = 12;

struct World {
    World() { sync.addOrders(kOrders); }
    [[nodiscard]] Json completedOrder(int skipped = 0) const
    {
        for (qint64 id = ShopPlan().firstOrderId; sync.shop.orders().row(id); ++id) {
            const Json order = sync.order(id);
            if (order[u"status"].string() == u"completed" && skipped-- == 0)
                return order;
        }
        qFatal("no such order");
    }
    /// One completed order that cannot be mapped, until somebody corrects it.
    Json spoilOne()
    {
        const Json order = completedOrder();
        edit(order, Json::object({{u"currency"_s, u"XYZ"_s}}));
        return order;
    }
    void edit(const Json &order, const Json &patch)
    {
        sync.clock.pass(std::chrono::minutes(2));
        sync.shop.editOrder(*order[u"id"].integer(), patch, sync.clock.nowUtc());
        sync.clock.pass(std::chrono::minutes(2));
    }
    template <typename Work>
    auto write(Work work)
    {
        const auto store = sync.openStore();
        const auto done = sync.clock.run(store->write(work));
        if (!done)
            qFatal("%s", qPrintable(done.error().code));
        return *done;
    }
    void exclude(qint64 failureId, const QDateTime &untilUtc = {})
    {
        const FailureExclusion exclusion{u"Entered by hand."_s, untilUtc, u"Ann"_s};
        const auto store = sync.openStore();
        const auto work
            = [&](Database &database) { return excludeFailures(database, {failureId}, exclusion); };
        if (!sync.clock.run(store->write(work)))
            qFatal("not excluded");
    }
    [[nodiscard]] CaredFailure failureOf(const Json &order)
    {
        const auto all = sync.ask(
            [](Database &database) { return FailureCareRepository(database).unresolved(0, 0, 1000); });
        for (const CaredFailure &cared : all) {
            if (cared.failure.sourceId == order[u"id"].scalarText())
                return cared;
        }
        return {};
    }
    [[nodiscard]] InboxRow inboxOf(const Json &order)
    {
        const auto row = sync.ask([&order](Database &database) {
            return InboxRepository(database).bySource(1, u"order"_s, order[u"id"].scalarText());
        });
        return row.value_or(InboxRow());
    }
    [[nodiscard]] bool isBooked(const Json &order) const
    {
        return sync.documentsByNumber().contains(order[u"number"].string());
    }
    [[nodiscard]] bool isUnderWay()
    {
        return sync.ask([](Database &database) {
            return readNumber(database.run(u"SELECT COUNT(*) FROM planning_marks WHERE inbox_ids <> ''"_s));
        }) > 0;
    }
    [[nodiscard]] qint64 countedEnds()
    {
        return sync.ask([](Database &database) {
            return readNumber(database.run(u"SELECT MAX(crashes) FROM planning_crashes"_s));
        });
    }
    /// A run in which the program ends while it plans; false when no run can be stopped there.
    [[nodiscard]] bool endWhilePlanning()
    {
        const int before = m_ends++; // those that this run is to find and count
        for (int request = 1; request < 60; ++request) {
            sync.kill = {request, KillPlan::Moment::BeforeSending, false};
            if (sync.run())
                return false;
            if (isUnderWay() && countedEnds() == before)
                return true;
        }
        return false;
    }
    int m_ends = 0;
    SyncFixture sync;
};

} // namespace

void TestFailureCare::anExclusionOutlivesChangesOfTheRecord()
{
    World world;
    const Json order = world.spoilOne();
    std::ignore = world.sync.finishedRun();
    const CaredFailure failed = world.failureOf(order);
    QVERIFY(failed.failure.id != 0);
    world.exclude(failed.failure.id);
    QCOMPARE(world.inboxOf(order).state, InboxState::Excluded);
    QVERIFY(world.inboxOf(order).reason.contains(u"Entered by hand."_s));
    for (int i = 0; i < 2; ++i) {
        world.edit(
            order, Json::object({{u"currency"_s, u"USD"_s}, {u"customer_note"_s, QString::number(i)}}));
        std::ignore = world.sync.finishedRun();
        QVERIFY(!world.isBooked(order));
        QCOMPARE(world.failureOf(order).failure.state, FailureState::Excluded);
    }
}

void TestFailureCare::anExclusionReturnsAfterItsEndDate()
{
    World world;
    const Json order = world.spoilOne();
    std::ignore = world.sync.finishedRun();
    const QDateTime until = world.sync.clock.nowUtc().addDays(2);
    world.exclude(world.failureOf(order).failure.id, until);
    const auto returnAt = [&world](const QDateTime &now) {
        return world.write([now](Database &database) { return returnEnded(database, now); });
    };
    QCOMPARE(returnAt(until.addSecs(-1)), 0);
    QCOMPARE(world.failureOf(order).failure.state, FailureState::Excluded);
    QCOMPARE(returnAt(until), 1);
    const CaredFailure back = world.failureOf(order);
    QCOMPARE(back.failure.state, FailureState::WillRetry);
    QCOMPARE(back.care.nextTryUtc, until);
    QVERIFY(!back.care.excludedUntilUtc.isValid());
    QCOMPARE(world.inboxOf(order).state, InboxState::Failed);
    QCOMPARE(returnAt(until.addDays(1)), 0);
}

void TestFailureCare::theEndOfAnExclusionGivesBackWhatWasBefore()
{
    World world;
    const Json order = world.spoilOne();
    std::ignore = world.sync.finishedRun();
    const CaredFailure before = world.failureOf(order);
    world.exclude(before.failure.id, world.sync.clock.nowUtc().addDays(2));
    const auto store = world.sync.openStore();
    const auto include
        = [id = before.failure.id](Database &database) { return includeFailures(database, {id}); };
    QVERIFY(world.sync.clock.run(store->write(include)));
    const CaredFailure after = world.failureOf(order);
    QCOMPARE(after.failure, before.failure);
    QVERIFY(after.care.excludeReason.isEmpty());
    world.edit(order, Json::object({{u"currency"_s, u"USD"_s}}));
    std::ignore = world.sync.finishedRun();
    QVERIFY(world.isBooked(order));
}

void TestFailureCare::aRecordThatEndsTheProgramIsSetAside()
{
    World world;
    std::ignore = world.sync.finishedRun();
    const Json order = world.completedOrder();
    world.edit(order, Json::object({{u"customer_note"_s, u"Ring twice"_s}})); // the only one that is pending
    for (int i = 0; i < 6; ++i)
        QVERIFY2(world.endWhilePlanning(), qPrintable(QString::number(i)));
    world.edit(world.completedOrder(1), Json::object({{u"customer_note"_s, u"Leave it"_s}}));
    const RunRow run = world.sync.finishedRun();
    QCOMPARE(run.counts.updated, 1); // the stream goes on
    QCOMPARE(world.failureOf(order).failure.error.code, u"record.crashed"_s);
    QCOMPARE(world.inboxOf(order).state, InboxState::Failed);
    QCOMPARE(run.state, RunState::Completed);
    QVERIFY(!world.isUnderWay());
    // Corrected at the source, it is tried like any other.
    world.edit(order, Json::object({{u"customer_note"_s, u"mended"_s}}));
    std::ignore = world.sync.finishedRun();
    QCOMPARE(world.failureOf(order).failure.id, 0);
}

void TestFailureCare::aKilledRunLosesNothingToTheQuarantine()
{
    World world;
    QVERIFY(world.endWhilePlanning());
    QVERIFY(world.endWhilePlanning());
    std::ignore = world.sync.finishedRun();
    QCOMPARE(world.sync.openFailures().size(), 0);
    World undisturbed;
    std::ignore = undisturbed.sync.finishedRun();
    QCOMPARE(world.sync.documentsByNumber().size(), undisturbed.sync.documentsByNumber().size());
}

QTEST_GUILESS_MAIN(TestFailureCare)
#include "tst_failurecare.moc"
