#include "engine/api/plancontent.h"
#include "engine/api/planexclusion.h"
#include "engine/simulators/shopgenerator.h"
#include "engine/store/historyrepository.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/streamrepository.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace uds;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Nothing is sent that nobody planned, and no run changes more than it may.
class TestPlanSafety : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void planningWritesNothingAndShowsEverything();
    void theNextRunSendsWhatWasPlanned();
    void anUntouchedPlanIsAppliedAndNothingMore();
    void whatChangedAtTheTargetSinceIsHeld_data();
    void whatChangedAtTheTargetSinceIsHeld();
    void whatChangedAtTheSourceSinceIsHeld();
    void whatWasLeftOutIsNotSent();
    void voidsOfDeletedRecordsAreApplied();
    void theBrakeStopsBeforeTheFirstWrite_data();
    void theBrakeStopsBeforeTheFirstWrite();
    void theBrakeStopsBeforeThePortionThatIsTooMuch();
    void theBrakeStopsVoidsOfDeletedRecords();
    void manyChangesAreAskedForWhereSomebodyCanBe();
};

namespace {

struct World {
    explicit World(int orders, const Json &settings = Json::object({}))
    {
        sync.streamSettings = settings;
        sync.addOrders(orders);
    }
    /// Their documents are in the books.
    World &booked()
    {
        sync.streamSettings.set(u"brake_creates"_s, 0);
        sync.finishedRun();
        pass();
        return *this;
    }
    void pass() { sync.clock.pass(2min); }
    [[nodiscard]] QList<qint64> ordersIn(const QString &status, qsizetype most) const
    {
        QList<qint64> ids;
        for (qint64 id = ShopPlan().firstOrderId; sync.shop.orders().row(id) && ids.size() < most; ++id) {
            if (sync.order(id)[u"status"].string() == status)
                ids.append(id);
        }
        return ids;
    }
    QList<qint64> edit(qsizetype count, const Json &patch)
    {
        const QList<qint64> ids = ordersIn(u"completed"_s, count);
        for (const qint64 id : ids)
            sync.shop.editOrder(id, patch, sync.clock.nowUtc());
        pass();
        return ids;
    }
    QList<qint64> note(qsizetype count)
    {
        return edit(count, Json::object({{u"customer_note"_s, u"Ring twice"_s}}));
    }
    qsizetype noteAll()
    {
        const QList<qint64> open = ordersIn(u"processing"_s, 1000);
        for (const qint64 id : open)
            sync.shop.editOrder(
                id, Json::object({{u"customer_note"_s, u"Ring twice"_s}}), sync.clock.nowUtc());
        return open.size() + note(1000).size();
    }
    QList<qint64> cancel(qsizetype count)
    {
        return edit(count, Json::object({{u"status"_s, u"cancelled"_s}}));
    }
    [[nodiscard]] Plan plan(const SyncRequest &request = {})
    {
        const auto changes = sync.plan(request);
        if (!changes)
            qFatal("%s", qPrintable(changes.error().message));
        Plan made;
        made.mode = request.mode == SyncRequest::Mode::Full ? RunMode::Full : RunMode::Incremental;
        for (const PlannedChange &change : *changes)
            made.changes.append(planChange(change));
        made.counts = plannedCounts(made.changes);
        return made;
    }
    [[nodiscard]] Json document(qint64 order) const
    {
        return sync.documentsByNumber().value(sync.order(order)[u"number"].string()).value(0);
    }
    [[nodiscard]] QString memo(qint64 order) const
    {
        return document(order)[u"CustomerMemo"][u"value"].string();
    }
    [[nodiscard]] int pending()
    {
        return sync.ask([](Database &database) { return InboxRepository(database).pendingCount(1); });
    }
    [[nodiscard]] qsizetype documents() const
    {
        return sync.documents(u"Invoice"_s).size() + sync.documents(u"SalesReceipt"_s).size();
    }

    SyncFixture sync;
};

QString codeOf(const RunRow &run)
{
    return run.error[u"code"].string();
}

int sentIn(const Plan &plan)
{
    return int(std::ranges::count_if(plan.changes, isSent));
}

SyncRequest overBrake(SyncRequest request = {})
{
    request.overBrake = true;
    return request;
}

} // namespace

void TestPlanSafety::planningWritesNothingAndShowsEverything()
{
    World world(250);
    const Plan plan = world.plan(SyncFixture::full());
    QCOMPARE(world.sync.unsafeRequests(), 0);
    QVERIFY(world.sync.writes.isEmpty());
    QSet<QString> shown;
    for (const PlanChange &change : plan.changes) {
        if (change.sourceEntity == u"order")
            shown.insert(change.sourceId);
    }
    QCOMPARE(shown.size(), 250);
    QCOMPARE(plan.counts.read, 250);
    const auto cursor
        = world.sync.ask([](Database &database) { return StreamRepository(database).cursor(1, u"order"_s); });
    QCOMPARE(cursor, CursorRow());
    QCOMPARE(world.pending(), 0);
}

void TestPlanSafety::theNextRunSendsWhatWasPlanned()
{
    World world(250);
    const Plan plan = world.plan();
    const RunRow run = world.sync.finishedRun();
    QCOMPARE(run.counts, plan.counts);
    for (const PlanChange &change : plan.changes) {
        if (!isSent(change) || change.purpose != u"document")
            continue;
        const Json sent = world.document(change.sourceId.toLongLong());
        QVERIFY(!sent.isNull());
        for (const JsonMember &field : change.payload.object()) {
            if (field.value.isString() || field.value.isNumber())
                QVERIFY2(sent[field.name].scalarText() == field.value.scalarText(), qPrintable(field.name));
        }
        QCOMPARE(*sent[u"TotalAmt"].decimal(), *change.amount);
    }
}

void TestPlanSafety::anUntouchedPlanIsAppliedAndNothingMore()
{
    World world(40);
    world.booked();
    const QList<qint64> changed = world.note(3);
    const QList<qint64> cancelled = world.cancel(1); // one of the three: it is not completed any more
    const Plan plan = world.plan();
    QCOMPARE(plan.counts.updated, 2);
    QCOMPARE(plan.counts.voided, 1);
    world.sync.shop.editOrder(world.ordersIn(u"completed"_s, 5).last(),
        Json::object({{u"customer_note"_s, u"Not planned"_s}}), world.sync.clock.nowUtc());
    const qsizetype writes = world.sync.writes.size();
    const RunRow run = world.sync.finishedRun(overBrake(requestToApply(plan)));
    QVERIFY2(run.state == RunState::Completed, qPrintable(describe(run)));
    QCOMPARE(run.counts.updated, 2);
    QCOMPARE(run.counts.voided, 1);
    QVERIFY(world.sync.writes.size() - writes <= sentIn(plan));
    QVERIFY(world.document(cancelled.first())[u"TotalAmt"].decimal()->isZero());
    QCOMPARE(world.memo(changed.last()), u"Ring twice"_s);
    const qsizetype before = world.sync.writes.size();
    QCOMPARE(world.sync.finishedRun(overBrake(requestToApply(plan))).counts.updated, 0);
    QCOMPARE(world.sync.writes.size(), before);
}

void TestPlanSafety::whatChangedAtTheTargetSinceIsHeld_data()
{
    QTest::addColumn<bool>("isVoid");
    QTest::newRow("update") << false;
    QTest::newRow("void") << true;
}

void TestPlanSafety::whatChangedAtTheTargetSinceIsHeld()
{
    QFETCH(bool, isVoid);
    World world(40);
    world.booked();
    const QList<qint64> ids = isVoid ? world.cancel(2) : world.note(2);
    const Plan plan = world.plan();
    QCOMPARE(sentIn(plan), 2);
    Json touched = world.document(ids.first());
    const QString type
        = touched.contains(u"Deposit") || world.sync.documents(u"SalesReceipt"_s).contains(touched)
        ? u"SalesReceipt"_s
        : u"Invoice"_s;
    world.pass(); // the plan used up the company's calls of this second
    // The total stays: only the version tells.
    world.sync.changeAtTarget(type,
        Json::object({{u"Id"_s, touched[u"Id"]}, {u"SyncToken"_s, touched[u"SyncToken"]}, {u"sparse"_s, true},
            {u"PrivateNote"_s, touched[u"PrivateNote"].string() + u" - called them"_s}}));
    touched = world.document(ids.first());
    QVERIFY(touched[u"PrivateNote"].string().endsWith(u"called them"_s));
    const RunRow run = world.sync.finishedRun(requestToApply(plan));
    QCOMPARE(run.counts.waiting, 1);
    QCOMPARE(isVoid ? run.counts.voided : run.counts.updated, 1);
    QCOMPARE(world.document(ids.first()), touched);
    QVERIFY(world.document(ids.last()) != touched);
    // A new look at it sends it.
    const RunRow later = world.sync.finishedRun();
    QCOMPARE(isVoid ? later.counts.voided : later.counts.updated, 1);
}

void TestPlanSafety::whatChangedAtTheSourceSinceIsHeld()
{
    World world(40);
    world.booked();
    const QList<qint64> ids = world.note(2);
    const Plan plan = world.plan();
    world.sync.shop.editOrder(
        ids.first(), Json::object({{u"customer_note"_s, u"Other words"_s}}), world.sync.clock.nowUtc());
    const RunRow run = world.sync.finishedRun(requestToApply(plan));
    QCOMPARE(run.counts.updated, 1);
    QCOMPARE(run.counts.waiting, 1);
    QVERIFY(world.memo(ids.first()) != u"Other words"_s && world.memo(ids.first()) != u"Ring twice"_s);
    QCOMPARE(world.memo(ids.last()), u"Ring twice"_s);
}

void TestPlanSafety::whatWasLeftOutIsNotSent()
{
    World world(40);
    const Plan whole = world.plan();
    const auto customer = std::ranges::find_if(whole.changes,
        [](const PlanChange &change) { return change.targetEntity == u"Customer" && isSent(change); });
    QVERIFY(customer != whole.changes.cend());
    const auto plan = planWithout(whole, {planKey(*customer)});
    QVERIFY(plan);
    const int dependants = sentIn(whole) - sentIn(*plan) - 1;
    QVERIFY(dependants > 0);
    const RunRow run = world.sync.finishedRun(requestToApply(*plan));
    QCOMPARE(run.counts.created, plan->counts.created);
    QVERIFY(run.counts.created < whole.counts.created);
    const QList<Json> customers = world.sync.documents(u"Customer"_s);
    QVERIFY(std::ranges::none_of(customers, [&customer](const Json &made) {
        return made[u"DisplayName"].string() == customer->payload[u"DisplayName"].string();
    }));
    // It was this plan's matter: the next run takes them.
    world.pass();
    QCOMPARE(run.counts.created + world.sync.finishedRun().counts.created, whole.counts.created);
}

void TestPlanSafety::voidsOfDeletedRecordsAreApplied()
{
    World world(40, Json::object({{u"void_trashed"_s, true}}));
    world.booked();
    const QList<qint64> ids = world.ordersIn(u"completed"_s, 3);
    world.sync.shop.trashOrder(ids.at(0), world.sync.clock.nowUtc());
    world.sync.shop.deleteOrder(ids.at(1));
    const QString first = world.sync.order(ids.at(0))[u"number"].string();
    world.pass();
    const Plan plan = world.plan(SyncFixture::full());
    QCOMPARE(plan.counts.voided, 2);
    world.sync.shop.trashOrder(ids.at(2), world.sync.clock.nowUtc()); // after the plan
    const RunRow run = world.sync.finishedRun(requestToApply(plan));
    QCOMPARE(run.counts.voided, 2);
    QVERIFY(world.sync.documentsByNumber().value(first).value(0)[u"TotalAmt"].decimal()->isZero());
    QVERIFY(!world.document(ids.at(2))[u"TotalAmt"].decimal()->isZero());
}

void TestPlanSafety::theBrakeStopsBeforeTheFirstWrite_data()
{
    QTest::addColumn<Json>("settings");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("code");
    QTest::newRow("voids by count") << Json::object({{u"brake_voids"_s, 3}, {u"brake_voids_percent"_s, 0}})
                                    << u"void"_s << u"brake.voids"_s;
    QTest::newRow("voids by percent")
        << Json::object({{u"brake_voids"_s, 0}}) << u"void"_s << u"brake.voids"_s;
    QTest::newRow("updates by percent") << Json::object({}) << u"update"_s << u"brake.updates"_s;
    QTest::newRow("creates") << Json::object({{u"brake_creates"_s, 5}}) << u"create"_s << u"brake.creates"_s;
    QTest::newRow("money") << Json::object({{u"brake_money"_s, u"100.00"_s}}) << u"create"_s
                           << u"brake.money"_s;
}

void TestPlanSafety::theBrakeStopsBeforeTheFirstWrite()
{
    QFETCH(Json, settings);
    QFETCH(QString, what);
    QFETCH(QString, code);
    const bool isUpdate = what == u"update";
    World world(isUpdate ? 450 : 60, settings);
    if (what != u"create")
        world.booked();
    if (isUpdate)
        QCOMPARE(world.noteAll() > 200, true);
    if (what == u"void")
        world.cancel(8);
    const qsizetype before = world.sync.writes.size();
    const RunRow stopped = world.sync.finishedRun();
    QVERIFY2(stopped.state == RunState::Failed, qPrintable(describe(stopped)));
    QCOMPARE(codeOf(stopped), code);
    QVERIFY(stopped.error[u"message"].string().contains(u"Nothing was sent"_s));
    QVERIFY(stopped.error[u"hint"].string().contains(u"--over-brake"_s));
    QCOMPARE(world.sync.writes.size(), before);
    QVERIFY(world.pending() > 0);
    QCOMPARE(stopped.counts.waiting, stopped.counts.read); // and it says so
    QVERIFY(stopped.counts.read > 0);
    // It stays so until somebody has looked.
    QCOMPARE(codeOf(world.sync.finishedRun()), code);
    QCOMPARE(world.sync.writes.size(), before);
    const RunRow over = world.sync.finishedRun(overBrake());
    QVERIFY2(over.state != RunState::Failed, qPrintable(describe(over)));
    QVERIFY(over.counts.created + over.counts.updated + over.counts.voided > 5);
    QCOMPARE(world.pending(), 0);
}

void TestPlanSafety::theBrakeStopsBeforeThePortionThatIsTooMuch()
{
    World world(1300, Json::object({{u"brake_creates"_s, 700}}));
    const RunRow stopped = world.sync.finishedRun();
    QCOMPARE(codeOf(stopped), u"brake.creates"_s);
    QVERIFY(stopped.counts.created > 0);
    QVERIFY(world.documents() <= 700);
    QCOMPARE(world.documents(), qsizetype(stopped.counts.created)); // the portion before is finished
    const RunRow over = world.sync.finishedRun(overBrake());
    QVERIFY2(over.state != RunState::Failed, qPrintable(describe(over)));
    QCOMPARE(world.pending(), 0);
    for (const QList<Json> &documents : world.sync.documentsByNumber())
        QCOMPARE(documents.size(), 1);
    World free(1300);
    free.sync.finishedRun();
    QCOMPARE(world.documents(), free.documents());
}

void TestPlanSafety::theBrakeStopsVoidsOfDeletedRecords()
{
    World world(60, Json::object({{u"void_trashed"_s, true}, {u"brake_voids"_s, 3}}));
    world.booked();
    for (const qint64 id : world.ordersIn(u"completed"_s, 4))
        world.sync.shop.trashOrder(id, world.sync.clock.nowUtc());
    world.pass();
    const qsizetype before = world.sync.writes.size();
    const RunRow stopped = world.sync.finishedRun(SyncFixture::full());
    QCOMPARE(codeOf(stopped), u"brake.voids"_s);
    QCOMPARE(world.sync.writes.size(), before);
    QCOMPARE(world.sync.finishedRun(overBrake(SyncFixture::full())).counts.voided, 4);
}

void TestPlanSafety::manyChangesAreAskedForWhereSomebodyCanBe()
{
    World world(40);
    SyncRequest attended;
    attended.asksAbove = true;
    const RunRow asked = world.sync.finishedRun(attended);
    QCOMPARE(asked.state, RunState::Cancelled);
    QCOMPARE(codeOf(asked), u"run.confirm"_s);
    QVERIFY(world.sync.writes.isEmpty());
    const Plan plan = world.plan();
    QVERIFY(sentIn(plan) > 10);
    QCOMPARE(world.sync.finishedRun(requestToApply(plan)).counts.created, plan.counts.created);
    world.pass();
    world.note(3);
    QCOMPARE(world.sync.finishedRun(attended).counts.updated, 3);
    world.sync.streamSettings.set(u"confirm_above"_s, 0);
    world.note(12);
    world.edit(12, Json::object({{u"customer_note"_s, u"Again"_s}}));
    QVERIFY(world.sync.finishedRun(attended).counts.updated > 10);
}

QTEST_GUILESS_MAIN(TestPlanSafety)
#include "tst_plansafety.moc"
