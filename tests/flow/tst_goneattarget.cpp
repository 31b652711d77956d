#include "engine/store/historyrepository.h"
#include "engine/store/linkrepository.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

/// What a person deleted, merged or made inactive at the target is not followed for ever, not guessed, and
/// not made again behind that person's back.
class TestGoneAtTarget : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aMergedCustomerLeadsToTheOneItBecame();
    void aCustomerThatIsGoneIsMadeAnewOnce();
    void anInactiveCustomerStopsItsOrdersAndIsAskedOnce();
    void aMergedItemLeadsToTheOneItBecame();
    void aRecordIsPlannedAgainOnlyOncePerRun();
    void aDeletedDocumentIsNotMadeAgain();
    void aDeletedDocumentIsMadeAgainWhenAskedForByItsId();
    void nothingIsBookedOnADeletedInvoice();
    void anInvoiceThatSomebodyElsePaidIsNotPaidAgain();
    void aPartOfAnInvoiceThatSomebodyElsePaidStopsThePaymentToo();
};

namespace {

constexpr int kOrders = 40;

struct World {
    World()
    {
        sync.addOrders(kOrders);
        first = sync.finishedRun();
    }
    [[nodiscard]] Json orderWhere(const std::function<bool(const Json &)> &wanted) const
    {
        for (qint64 id = ShopPlan().firstOrderId; sync.shop.orders().row(id); ++id) {
            const Json order = sync.order(id);
            if (wanted(order))
                return order;
        }
        qFatal("no such order");
    }
    [[nodiscard]] Json completedOrder() const
    {
        return orderWhere([](const Json &order) {
            return order[u"status"].string() == u"completed" && order[u"customer_id"].integer() != 0;
        });
    }
    [[nodiscard]] Json unpaidOrder() const
    {
        return orderWhere([](const Json &order) {
            return order[u"status"].string() == u"on-hold" && order[u"date_paid_gmt"].isNull();
        });
    }
    [[nodiscard]] Json documentOf(const Json &order) const
    {
        return sync.documentsByNumber().value(order[u"number"].string()).value(0);
    }
    void edit(const Json &order, const Json &patch)
    {
        sync.clock.pass(std::chrono::minutes(2));
        sync.shop.editOrder(*order[u"id"].integer(), patch, sync.clock.nowUtc());
        sync.clock.pass(std::chrono::minutes(2));
    }
    void addNote(const Json &order) { edit(order, Json::object({{u"customer_note"_s, u"Ring twice"_s}})); }
    void pay(const Json &order)
    {
        sync.clock.pass(std::chrono::minutes(2));
        sync.shop.markPaid(*order[u"id"].integer(), sync.clock.nowUtc());
        sync.clock.pass(std::chrono::minutes(2));
    }
    QString enter(const QString &type, const Json &object)
    {
        const auto id = sync.company.enter(type, object, sync.clock.nowUtc());
        if (!id)
            qFatal("the company refused it");
        return *id;
    }
    void payAtTarget(const Json &invoice, const Decimal &amount)
    {
        const Json link = Json::object({{u"TxnId"_s, invoice[u"Id"]}, {u"TxnType"_s, u"Invoice"_s}});
        const Json line = Json::object({{u"Amount"_s, amount}, {u"LinkedTxn"_s, Json::array({link})}});
        enter(u"Payment"_s,
            Json::object({{u"CustomerRef"_s, invoice[u"CustomerRef"]}, {u"TotalAmt"_s, amount},
                {u"Line"_s, Json::array({line})}}));
    }
    void inactivate(const QString &type, const QString &id, const Json &changes = Json::object({}))
    {
        Json object = *sync.company.store().find(type, id);
        for (const JsonMember &member : changes.object())
            object.set(member.name, member.value);
        object.set(u"Active"_s, false);
        std::ignore = sync.changeAtTarget(type, object);
    }
    [[nodiscard]] QList<HistoryRow> historyOf(const QString &action)
    {
        QList<HistoryRow> rows = sync.ask([](Database &database) {
            return HistoryRepository(database).page({}, std::numeric_limits<qint64>::max(), 1000);
        });
        rows.removeIf([&action](const HistoryRow &row) { return row.action != action; });
        return rows;
    }
    [[nodiscard]] static SyncRequest byId(const Json &order)
    {
        SyncRequest request;
        request.mode = SyncRequest::Mode::SelectedIds;
        request.ids = QStringList{order[u"id"].scalarText()};
        request.recreateDeleted = true;
        return request;
    }

    SyncFixture sync;
    RunRow first;
};

QString customerOf(const Json &document)
{
    return document[u"CustomerRef"][u"value"].scalarText();
}

QString itemOf(const Json &document)
{
    return document[u"Line"].array().value(0)[u"SalesItemLineDetail"][u"ItemRef"][u"value"].scalarText();
}

} // namespace

void TestGoneAtTarget::aMergedCustomerLeadsToTheOneItBecame()
{
    World world;
    const Json order = world.completedOrder();
    const QString loser = customerOf(world.documentOf(order));
    const Json customer = Json::object({{u"DisplayName"_s, u"The surviving one"_s},
        {u"PrimaryEmailAddr"_s, Json::object({{u"Address"_s, order[u"billing"][u"email"]}})}});
    const QString winner = world.enter(u"Customer"_s, customer);
    world.inactivate(u"Customer"_s, loser);
    world.addNote(order);
    const RunRow run = world.sync.finishedRun();
    QVERIFY2(run.counts.updated == 1 && run.counts.failed == 0, qPrintable(describe(run)));
    QCOMPARE(run.state, RunState::Completed);
    QCOMPARE(customerOf(world.documentOf(order)), winner);
    QVERIFY(world.sync.openFailures().isEmpty());
    QCOMPARE(int(world.historyOf(u"unlinked"_s).size()), 1);
    QCOMPARE(world.historyOf(u"unlinked"_s).constFirst().targetId, loser);
    // The link leads to the new one from now on: no refusal, no second look.
    world.edit(order, Json::object({{u"customer_note"_s, u"Ring once"_s}}));
    const int writes = int(world.sync.writes.size());
    QCOMPARE(world.sync.finishedRun().counts.updated, 1);
    QCOMPARE(int(world.sync.writes.size()), writes + 1);
    QCOMPARE(int(world.historyOf(u"unlinked"_s).size()), 1);
}

void TestGoneAtTarget::aCustomerThatIsGoneIsMadeAnewOnce()
{
    World world;
    const Json order = world.completedOrder();
    const QString gone = customerOf(world.documentOf(order));
    const int customers = int(world.sync.documents(u"Customer"_s).size());
    // Nothing that the shop knows of this customer leads to the record any more.
    world.inactivate(u"Customer"_s, gone,
        Json::object({{u"DisplayName"_s, u"Somebody who left"_s},
            {u"PrimaryEmailAddr"_s, Json::object({{u"Address"_s, u"left@example.test"_s}})}}));
    world.addNote(order);
    const RunRow run = world.sync.finishedRun();
    QVERIFY2(run.counts.updated == 1 && run.counts.failed == 0, qPrintable(describe(run)));
    QVERIFY(customerOf(world.documentOf(order)) != gone);
    QCOMPARE(int(world.sync.documents(u"Customer"_s).size()), customers + 1);
    world.edit(order, Json::object({{u"customer_note"_s, u"Ring once"_s}}));
    QCOMPARE(world.sync.finishedRun().counts.updated, 1);
    QCOMPARE(int(world.sync.documents(u"Customer"_s).size()), customers + 1);
}

void TestGoneAtTarget::anInactiveCustomerStopsItsOrdersAndIsAskedOnce()
{
    World world;
    const Json order = world.completedOrder();
    const QString id = customerOf(world.documentOf(order));
    const int customers = int(world.sync.documents(u"Customer"_s).size());
    world.inactivate(u"Customer"_s, id);
    world.addNote(order);
    const int writes = int(world.sync.writes.size());
    const RunRow run = world.sync.finishedRun();
    QVERIFY2(run.counts.failed == 1, qPrintable(describe(run)));
    QCOMPARE(int(world.sync.writes.size()), writes + 1); // refused once, then looked at
    const QList<FailureRow> failures = world.sync.openFailures();
    QCOMPARE(int(failures.size()), 1);
    QCOMPARE(failures.constFirst().error.code, u"reference.inactive"_s);
    QVERIFY(!failures.constFirst().error.hint.isEmpty());
    QCOMPARE(int(world.sync.documents(u"Customer"_s).size()), customers);

    Json customer = *world.sync.company.store().find(u"Customer"_s, id);
    customer.set(u"Active"_s, true);
    std::ignore = world.sync.changeAtTarget(u"Customer"_s, customer);
    world.edit(order, Json::object({{u"customer_note"_s, u"Ring once"_s}}));
    const RunRow healed = world.sync.finishedRun();
    QVERIFY2(healed.counts.updated == 1, qPrintable(describe(healed)));
    QVERIFY(world.sync.openFailures().isEmpty());
    QCOMPARE(customerOf(world.documentOf(order)), id);
}

void TestGoneAtTarget::aMergedItemLeadsToTheOneItBecame()
{
    World world;
    const Json order = world.completedOrder();
    const QString loser = itemOf(world.documentOf(order));
    const Json item = *world.sync.company.store().find(u"Item"_s, loser);
    Json survivor = Json::object({{u"Name"_s, u"The surviving item"_s}, {u"Type"_s, item[u"Type"]},
        {u"IncomeAccountRef"_s, item[u"IncomeAccountRef"]}});
    if (item.contains(u"Sku"))
        survivor.set(u"Sku"_s, item[u"Sku"]);
    const QString winner = world.enter(u"Item"_s, survivor);
    world.inactivate(u"Item"_s, loser);
    world.addNote(order);
    const RunRow run = world.sync.finishedRun();
    QVERIFY2(run.counts.updated == 1 && run.counts.failed == 0, qPrintable(describe(run)));
    QCOMPARE(itemOf(world.documentOf(order)), winner);
}

void TestGoneAtTarget::aRecordIsPlannedAgainOnlyOncePerRun()
{
    World world;
    const Json order = world.completedOrder();
    // An account of the settings is no link: looking at the links does not help, and nothing goes in circles.
    world.sync.streamSettings.set(u"deposit_account"_s, u"99999"_s);
    world.addNote(order);
    const int writes = int(world.sync.writes.size());
    const RunRow run = world.sync.finishedRun();
    QVERIFY2(run.counts.failed == 1 && run.counts.waiting == 0, qPrintable(describe(run)));
    QCOMPARE(int(world.sync.writes.size()), writes + 2);
    QCOMPARE(int(world.sync.openFailures().size()), 1);
    QVERIFY(world.historyOf(u"unlinked"_s).isEmpty());
}

void TestGoneAtTarget::aDeletedDocumentIsNotMadeAgain()
{
    World world;
    const Json order = world.completedOrder();
    std::ignore = world.sync.changeAtTarget(u"SalesReceipt"_s, world.documentOf(order), u"delete"_s);
    world.addNote(order);
    const int writes = int(world.sync.writes.size());
    for (int i = 0; i < 2; ++i) {
        const RunRow run = world.sync.finishedRun(SyncFixture::full());
        QVERIFY2(run.counts.created == 0 && run.counts.failed == 1, qPrintable(describe(run)));
    }
    QCOMPARE(int(world.sync.writes.size()), writes);
    const FailureRow failure = world.sync.openFailures().value(0);
    QCOMPARE(failure.error.code, u"document.gone"_s);
    QVERIFY2(failure.error.message.contains(u"deleted at the target"), qPrintable(failure.error.message));
    QVERIFY2(failure.error.hint.contains(u"Exclude") && failure.error.hint.contains(u"by its id"),
        qPrintable(failure.error.hint));
}

void TestGoneAtTarget::aDeletedDocumentIsMadeAgainWhenAskedForByItsId()
{
    World world;
    const Json order = world.completedOrder();
    const Json before = world.documentOf(order);
    std::ignore = world.sync.changeAtTarget(u"SalesReceipt"_s, before, u"delete"_s);
    world.sync.clock.pass(std::chrono::minutes(2));
    const auto plan = world.sync.plan(World::byId(order));
    QVERIFY(plan);
    QVERIFY(std::ranges::any_of(
        *plan, [](const PlannedChange &change) { return change.action == PlannedChange::Action::Create; }));
    const RunRow run = world.sync.finishedRun(World::byId(order));
    QVERIFY2(run.counts.created == 1 && run.counts.failed == 0, qPrintable(describe(run)));
    const Json after = world.documentOf(order);
    QVERIFY(after[u"Id"].scalarText() != before[u"Id"].scalarText());
    QCOMPARE(after[u"TotalAmt"].decimal()->text(), before[u"TotalAmt"].decimal()->text());
    QCOMPARE(int(world.historyOf(u"unlinked"_s).size()), 1);
    const RunRow again = world.sync.finishedRun(World::byId(order));
    QVERIFY2(again.counts.unchanged == 1, qPrintable(describe(again)));
    QCOMPARE(int(world.sync.documentsByNumber().value(order[u"number"].string()).size()), 1);
}

void TestGoneAtTarget::nothingIsBookedOnADeletedInvoice()
{
    World world;
    const Json order = world.unpaidOrder();
    std::ignore = world.sync.changeAtTarget(u"Invoice"_s, world.documentOf(order), u"delete"_s);
    world.pay(order);
    const RunRow run = world.sync.finishedRun();
    QVERIFY2(run.counts.failed == 1 && run.counts.created == 0, qPrintable(describe(run)));
    QVERIFY(world.sync.documents(u"Payment"_s).isEmpty());
    QVERIFY(world.documentOf(order).isNull());
    QVERIFY(std::ranges::any_of(world.sync.openFailures(),
        [](const FailureRow &failure) { return failure.error.code == u"document.gone"; }));
}

void TestGoneAtTarget::anInvoiceThatSomebodyElsePaidIsNotPaidAgain()
{
    World world;
    const Json order = world.unpaidOrder();
    const Json invoice = world.documentOf(order);
    world.payAtTarget(invoice, *invoice[u"TotalAmt"].decimal());
    world.pay(order);
    const int writes = int(world.sync.writes.size());
    for (int i = 0; i < 2; ++i) {
        const RunRow run = world.sync.finishedRun(SyncFixture::full());
        QVERIFY2(run.counts.failed == 1 && run.state == RunState::CompletedWithProblems,
            qPrintable(describe(run)));
    }
    QCOMPARE(int(world.sync.writes.size()), writes);
    QCOMPARE(int(world.sync.documents(u"Payment"_s).size()), 1);
    const FailureRow failure = world.sync.openFailures().value(0);
    QCOMPARE(failure.error.code, u"payment.alreadyPaid"_s);
    QCOMPARE(failure.purpose, u"payment"_s);
    QCOMPARE(failure.state, FailureState::NeedsYou);
    QVERIFY2(failure.error.message.contains(u"already paid"), qPrintable(failure.error.message));
    const auto links = world.sync.ask([id = order[u"id"].scalarText()](Database &database) {
        return LinkRepository(database).bySource(1, 2, u"order"_s, {id});
    });
    QCOMPARE(int(links.size()), 1); // of the invoice, as it was
    QCOMPARE(links.constFirst().targetId, invoice[u"Id"].scalarText());
}

void TestGoneAtTarget::aPartOfAnInvoiceThatSomebodyElsePaidStopsThePaymentToo()
{
    World world;
    const Json order = world.unpaidOrder();
    const Json invoice = world.documentOf(order);
    world.payAtTarget(invoice, Decimal::literal("0.01"));
    world.pay(order);
    const RunRow run = world.sync.finishedRun();
    QVERIFY2(run.counts.failed == 1, qPrintable(describe(run)));
    QCOMPARE(int(world.sync.documents(u"Payment"_s).size()), 1);
    QCOMPARE(world.sync.openFailures().value(0).error.code, u"payment.alreadyPaid"_s);
}

QTEST_GUILESS_MAIN(TestGoneAtTarget)
#include "tst_goneattarget.moc"
