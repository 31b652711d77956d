#include "engine/store/journalrepository.h"
#include "engine/sync/tokens.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

constexpr int kOrders = 20;
constexpr qint64 kFirstOrder = 100001;

/// A shop of 20 orders whose books are in step, unless told otherwise.
struct World {
    explicit World(CompanyOptions company = {})
        : sync(1, std::move(company))
    {
        sync.addOrders(kOrders);
        id = firstOf(u"completed"_s);
    }
    [[nodiscard]] qint64 firstOf(const QString &status) const
    {
        for (qint64 one = kFirstOrder; one < kFirstOrder + kOrders; ++one) {
            const Json order = sync.order(one);
            if (order[u"status"].string() == status && order[u"customer_id"].integer() != 0)
                return one;
        }
        qFatal("no such order");
    }
    void editOrder(const Json &patch)
    {
        sync.clock.pass(std::chrono::minutes(1));
        sync.shop.editOrder(id, patch, sync.clock.nowUtc());
        sync.clock.pass(std::chrono::minutes(1));
    }
    void addNote() { editOrder(Json::object({{u"customer_note"_s, u"Please ring twice"_s}})); }
    void setStatus(const QString &status) { editOrder(Json::object({{u"status"_s, status}})); }
    [[nodiscard]] Json document() const
    {
        return sync.documentsByNumber().value(QString::number(id)).value(0);
    }
    [[nodiscard]] QList<PlannedChange> planned(SyncRequest request = {})
    {
        const auto plan = sync.plan(std::move(request));
        if (!plan)
            qFatal("%s", qPrintable(plan.error().message));
        return *plan;
    }
    /// Of the order that the test is about.
    [[nodiscard]] PlannedChange decision(SyncRequest request = {}, const QString &purpose = u"document"_s)
    {
        const QList<PlannedChange> plan = planned(std::move(request));
        const auto found = std::ranges::find_if(plan, [&](const PlannedChange &change) {
            return change.sourceId == QString::number(id) && change.purpose == purpose;
        });
        if (found == plan.cend())
            qFatal("nothing was decided");
        return *found;
    }
    [[nodiscard]] SyncRequest onlyThis() const
    {
        SyncRequest request;
        request.mode = SyncRequest::Mode::SelectedIds;
        request.ids = QStringList{QString::number(id)};
        return request;
    }
    /// The customer of the order was, or may have been, created by an intent in that state.
    void journalCustomer(IntentState state)
    {
        IntentRow row;
        row.streamId = 1;
        row.targetIntegration = 2;
        row.sourceEntity = u"customer"_s;
        row.sourceId = sync.order(id)[u"customer_id"].scalarText();
        row.purpose = u"reference"_s;
        row.businessKey = customerKey();
        row.entity = u"Customer"_s;
        row.operation = u"create"_s;
        row.token = u"uds-of-the-test"_s;
        row.state = state;
        const auto store = sync.openStore();
        const auto insert = [row](Database &database) { return JournalRepository(database).insert({row}); };
        if (!sync.clock.run(store->write(insert)))
            qFatal("the intent was not written");
    }
    [[nodiscard]] QString customerKey() const
    {
        return businessKey({u"woocommerce:https://shop.example.test"_s, u"quickbooks:"_s + QString(realm),
            u"customer"_s, sync.order(id)[u"customer_id"].scalarText(), u"document"_s});
    }

    SyncFixture sync;
    const QString realm = CompanyOptions().realmId;
    qint64 id = 0;
};

Json customerNamed(const QString &name, const QString &mail)
{
    return Json::object(
        {{u"DisplayName"_s, name}, {u"PrimaryEmailAddr"_s, Json::object({{u"Address"_s, mail}})}});
}

} // namespace

/// What the planner decides about single records in states that are hard to come by.
class TestPlanner : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void thePlanOfAShopInStepIsEmptyOfWork();
    void equalQuestionsGetEqualPlans();
    void aTotalChangedAtTheTargetStopsTheUpdate();
    void aNoteChangedAtTheTargetDoesNot();
    void aDocumentDeletedAtTheTargetStopsTheUpdate();
    void aVoidedDocumentIsNotMadeAgain();
    void aVoidedDocumentIsLeftAloneWhileItsOrderStaysCancelled();
    void anOrderThatWasNeverSentIsNotVoided();
    void aNumberOfAForeignDocumentStopsTheCreate();
    void aPrefixGetsPastAForeignNumber();
    void aCustomerOfUnknownOutcomeStopsTheCreate();
    void aCustomerBeingMadeIsWaitedForNotMadeTwice();
    void anInactiveCustomerStopsTheCreate();
    void twoCustomersWithOneMailStopTheCreate();
    void anExistingCustomerIsAdopted();
    void aRecordThatDiffersFromThePlanWaits();
    void aPaymentComesAfterItsDocument();
};

void TestPlanner::thePlanOfAShopInStepIsEmptyOfWork()
{
    World world;
    world.sync.finishedRun();
    for (const PlannedChange &change : world.planned(SyncFixture::full()))
        QVERIFY2(change.action == Action::Unchanged || change.action == Action::Skipped,
            qPrintable(change.number + u' ' + plannedActionName(change.action)));
}

void TestPlanner::equalQuestionsGetEqualPlans()
{
    World world;
    const auto first = world.planned();
    world.sync.clock.pass(std::chrono::hours(30));
    QVERIFY(world.planned() == first);
}

void TestPlanner::aTotalChangedAtTheTargetStopsTheUpdate()
{
    World world;
    world.sync.finishedRun();
    const Json before = world.document();
    Json edited = before;
    JsonArray lines = before[u"Line"].array();
    Json line = lines.constFirst();
    line.remove(u"Id");
    lines.append(line);
    edited.set(u"Line"_s, lines);
    const Json after = world.sync.changeAtTarget(u"SalesReceipt"_s, edited);
    world.addNote();
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Blocked);
    QCOMPARE(change.error->code, u"document.editedAtTarget"_s);
    QCOMPARE(change.error->kind, ErrorKind::Conflict);
    QVERIFY(!change.error->hint.isEmpty());
    for (const Json &document : {before, after})
        QVERIFY2(change.error->message.contains(document[u"TotalAmt"].decimal()->text()),
            qPrintable(change.error->message));

    SyncRequest overwrite = world.onlyThis();
    overwrite.overwriteTargetEdits = true;
    const PlannedChange decided = world.decision(overwrite);
    QCOMPARE(decided.action, Action::Update);
    QCOMPARE(decided.remoteVersion, after[u"SyncToken"].scalarText());
}

void TestPlanner::aNoteChangedAtTheTargetDoesNot()
{
    World world;
    world.sync.finishedRun();
    Json edited = world.document();
    edited.set(u"CustomerMemo"_s, Json::object({{u"value"_s, u"Called, will ring back"_s}}));
    const Json after = world.sync.changeAtTarget(u"SalesReceipt"_s, edited);
    world.addNote();
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Update);
    QCOMPARE(change.remoteVersion, after[u"SyncToken"].scalarText());
}

void TestPlanner::aDocumentDeletedAtTheTargetStopsTheUpdate()
{
    World world;
    world.sync.finishedRun();
    std::ignore = world.sync.changeAtTarget(u"SalesReceipt"_s, world.document(), u"delete"_s);
    world.addNote();
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Blocked);
    QCOMPARE(change.error->code, u"document.gone"_s);
    QVERIFY(!change.error->hint.isEmpty());
}

void TestPlanner::aVoidedDocumentIsNotMadeAgain()
{
    World world;
    world.sync.finishedRun();
    world.setStatus(u"cancelled"_s);
    QCOMPARE(world.sync.finishedRun().counts.voided, 1);
    world.setStatus(u"completed"_s);
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Blocked);
    QCOMPARE(change.error->code, u"document.wasVoided"_s);
    QVERIFY(!change.error->hint.isEmpty());
}

void TestPlanner::aVoidedDocumentIsLeftAloneWhileItsOrderStaysCancelled()
{
    World world;
    world.sync.finishedRun();
    world.setStatus(u"cancelled"_s);
    world.sync.finishedRun();
    const PlannedChange change = world.decision(world.onlyThis());
    QCOMPARE(change.action, Action::Unchanged);
}

void TestPlanner::anOrderThatWasNeverSentIsNotVoided()
{
    World world;
    world.setStatus(u"cancelled"_s);
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Skipped);
    QVERIFY(!change.reason.isEmpty());
}

void TestPlanner::aNumberOfAForeignDocumentStopsTheCreate()
{
    World world;
    const Json customer = customerNamed(u"Walk-in"_s, u"walkin@example.test"_s);
    const auto customerId = world.sync.company.enter(u"Customer"_s, customer, world.sync.clock.nowUtc());
    QVERIFY(customerId);
    const Json line = Json::object({{u"Amount"_s, 5}, {u"DetailType"_s, u"SalesItemLineDetail"_s},
        {u"SalesItemLineDetail"_s,
            Json::object({{u"ItemRef"_s, Json::object({{u"value"_s, u"SHIPPING_ITEM_ID"_s}})}})}});
    const Json foreign = Json::object({{u"DocNumber"_s, QString::number(world.id)},
        {u"CustomerRef"_s, Json::object({{u"value"_s, *customerId}})}, {u"Line"_s, Json::array({line})}});
    const auto foreignId = world.sync.company.enter(u"SalesReceipt"_s, foreign, world.sync.clock.nowUtc());
    QVERIFY(foreignId);
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Blocked);
    QCOMPARE(change.error->code, u"document.numberTaken"_s);
    QVERIFY2(change.error->message.contains(*foreignId), qPrintable(change.error->message));
    QVERIFY(!change.error->hint.isEmpty());
}

void TestPlanner::aPrefixGetsPastAForeignNumber()
{
    World world;
    world.sync.streamSettings = Json::object({{u"docnumber_prefix"_s, u"W-"_s}});
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Create);
    QCOMPARE(change.targetNumber, u"W-%1"_s.arg(world.id));
}

void TestPlanner::aCustomerOfUnknownOutcomeStopsTheCreate()
{
    World world;
    world.journalCustomer(IntentState::Parked);
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Blocked);
    QCOMPARE(change.error->code, u"reference.unknownOutcome"_s);
    QVERIFY(!change.error->hint.isEmpty());
}

void TestPlanner::aCustomerBeingMadeIsWaitedForNotMadeTwice()
{
    World world;
    world.journalCustomer(IntentState::Ambiguous);
    const QString key = world.customerKey();
    const QList<PlannedChange> plan = world.planned();
    for (const PlannedChange &change : plan)
        QVERIFY(change.businessKey != key); // no second create
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Create);
    QVERIFY(change.openReferences.values().contains(key));
}

void TestPlanner::anInactiveCustomerStopsTheCreate()
{
    World world;
    const Json billing = world.sync.order(world.id)[u"billing"];
    const auto id = world.sync.company.enter(
        u"Customer"_s, customerNamed(u"Somebody"_s, billing[u"email"].string()), world.sync.clock.nowUtc());
    QVERIFY(id);
    Json customer = *world.sync.company.store().find(u"Customer"_s, *id);
    customer.set(u"Active"_s, false);
    std::ignore = world.sync.changeAtTarget(u"Customer"_s, customer);
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Blocked);
    QCOMPARE(change.error->code, u"reference.inactive"_s);
    QVERIFY(!change.error->hint.isEmpty());
}

void TestPlanner::twoCustomersWithOneMailStopTheCreate()
{
    World world;
    const QString mail = world.sync.order(world.id)[u"billing"][u"email"].string();
    for (const QString &name : {u"First"_s, u"Second"_s})
        QVERIFY(
            world.sync.company.enter(u"Customer"_s, customerNamed(name, mail), world.sync.clock.nowUtc()));
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Blocked);
    QCOMPARE(change.error->code, u"reference.severalMatches"_s);
    QVERIFY(!change.error->hint.isEmpty());
}

void TestPlanner::anExistingCustomerIsAdopted()
{
    World world;
    const QString mail = world.sync.order(world.id)[u"billing"][u"email"].string();
    const auto id = world.sync.company.enter(
        u"Customer"_s, customerNamed(u"Known before"_s, mail.toUpper()), world.sync.clock.nowUtc());
    QVERIFY(id);
    const PlannedChange change = world.decision();
    QCOMPARE(change.action, Action::Create);
    QCOMPARE(change.payload[u"CustomerRef"][u"value"].scalarText(), *id);
}

void TestPlanner::aRecordThatDiffersFromThePlanWaits()
{
    World world;
    SyncRequest planned = world.onlyThis();
    const PlannedChange before = world.decision(planned);
    planned.expectedPayloads.insert(plannedKey(before), before.payloadHash);
    QCOMPARE(world.decision(planned).action, Action::Create);
    world.addNote();
    const PlannedChange after = world.decision(planned);
    QCOMPARE(after.action, Action::Waiting);
    QVERIFY(!after.reason.isEmpty());
}

void TestPlanner::aPaymentComesAfterItsDocument()
{
    World world;
    world.id = world.firstOf(u"on-hold"_s);
    world.sync.finishedRun();
    world.sync.clock.pass(std::chrono::minutes(1));
    world.sync.shop.markPaid(world.id, world.sync.clock.nowUtc());
    world.sync.clock.pass(std::chrono::minutes(1));
    const PlannedChange payment = world.decision({}, u"payment"_s);
    QCOMPARE(payment.action, Action::Create);
    QCOMPARE(payment.entity, u"Payment"_s);
    QVERIFY(payment.after.isEmpty()); // the invoice is there already
    QCOMPARE(
        payment.total->rounded(2).text(), world.sync.order(world.id)[u"total"].decimal()->rounded(2).text());
}

QTEST_GUILESS_MAIN(TestPlanner)
#include "tst_planner.moc"
