#include "engine/store/inboxrepository.h"
#include "engine/store/intentclaims.h"
#include "engine/store/linkrepository.h"
#include "tests/support/syncfixture.h"

#include <QTest>

#include <algorithm>

using namespace uds;
using namespace Qt::StringLiterals;

/// Two streams between the same accounts share what they both need: one record, one link, one attempt.
class TestTwoStreams : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void customersBeforeOrders();
    void ordersBeforeCustomers();
    void aCustomerWhoChangesTheMailStaysOne();
    void aGuestWhoRegistersStaysOne();
    void productsAfterOrdersAreTheirItems();
    void ordersAfterProductsUseTheirItems();
    void aCustomerThatAnotherStreamLeftUndecidedHoldsNothingBack_data();
    void aCustomerThatAnotherStreamLeftUndecidedHoldsNothingBack();
    void anOrderStreamThatDiedIsFinishedForItsCustomers();
    void whatARunningStreamHoldsIsNotTouched();
};

namespace {

const QString kOrders = u"woo-orders-to-quickbooks"_s;
const QString kCustomers = u"woo-customers-to-quickbooks"_s;
const QString kProducts = u"woo-products-to-quickbooks"_s;

struct World {
    explicit World(int orders = 60) { sync.addOrders(orders); }
    RunRow run(const QString &preset, const SyncRequest &request = {})
    {
        sync.clock.pass(std::chrono::minutes(2));
        sync.preset = preset;
        const RunRow row = sync.finishedRun(request);
        if (row.state == RunState::Failed)
            qFatal("%s", qPrintable(describe(row)));
        return row;
    }
    /// Live customers at the company by mail address.
    [[nodiscard]] QHash<QString, int> customersByMail() const
    {
        QHash<QString, int> counts;
        for (const Json &customer : sync.documents(u"Customer"_s))
            ++counts[customer[u"PrimaryEmailAddr"][u"Address"].string().toLower()];
        counts.remove({});
        return counts;
    }
    [[nodiscard]] bool everyCustomerIsOne() const
    {
        return std::ranges::all_of(customersByMail(), [](int count) { return count == 1; });
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
    [[nodiscard]] Json documentOf(const Json &order) const
    {
        return sync.documentsByNumber().value(order[u"number"].string()).value(0);
    }
    /// The records that a link of this customer leads to.
    [[nodiscard]] QSet<QString> targetsOf(const QString &customerId)
    {
        QSet<QString> targets;
        const auto links = sync.ask([customerId](Database &database) {
            return LinkRepository(database).bySource(1, 2, u"customer"_s, {customerId});
        });
        for (const LinkRow &link : links) {
            if (!link.gone)
                targets.insert(link.targetId);
        }
        return targets;
    }

    SyncFixture sync;
};

bool isCompletedOfACustomer(const Json &order)
{
    return order[u"status"].string() == u"completed" && order[u"customer_id"].integer() != 0;
}

} // namespace

void TestTwoStreams::customersBeforeOrders()
{
    World world;
    const RunRow customers = world.run(kCustomers);
    QVERIFY2(customers.counts.created > 5 && customers.counts.failed == 0, qPrintable(describe(customers)));
    const RunRow orders = world.run(kOrders);
    QVERIFY2(orders.counts.failed == 0, qPrintable(describe(orders)));
    QVERIFY(world.everyCustomerIsOne());
    const Json order = world.orderWhere(isCompletedOfACustomer);
    QCOMPARE(world.targetsOf(order[u"customer_id"].scalarText()),
        QSet<QString>{world.documentOf(order)[u"CustomerRef"][u"value"].scalarText()});
}

void TestTwoStreams::ordersBeforeCustomers()
{
    World world;
    world.run(kOrders);
    const int before = int(world.customersByMail().size());
    const RunRow customers = world.run(kCustomers);
    QVERIFY2(customers.counts.failed == 0 && customers.counts.updated > 5, qPrintable(describe(customers)));
    QVERIFY(world.everyCustomerIsOne());
    QCOMPARE(int(world.customersByMail().size()), before + customers.counts.created);
    const Json order = world.orderWhere(isCompletedOfACustomer);
    QCOMPARE(world.targetsOf(order[u"customer_id"].scalarText()),
        QSet<QString>{world.documentOf(order)[u"CustomerRef"][u"value"].scalarText()});
    const RunRow again = world.run(kCustomers, SyncFixture::full());
    QVERIFY2(again.counts.updated == 0 && again.counts.created == 0, qPrintable(describe(again)));
}

void TestTwoStreams::aCustomerWhoChangesTheMailStaysOne()
{
    for (const QString &firstStream : {kOrders, kCustomers}) {
        World world;
        world.run(firstStream);
        const Json order = world.orderWhere(isCompletedOfACustomer);
        Json customer = world.sync.shop.customers().document(*order[u"customer_id"].integer());
        Json billing = customer[u"billing"];
        billing.set(u"email"_s, u"moved@example.test"_s);
        customer.set(u"billing"_s, billing);
        customer.set(u"email"_s, u"moved@example.test"_s);
        world.sync.shop.addCustomer(customer);
        world.run(kCustomers, SyncFixture::full());
        world.run(kOrders);
        world.run(kCustomers);
        const QSet<QString> targets = world.targetsOf(order[u"customer_id"].scalarText());
        QCOMPARE(int(targets.size()), 1);
        QCOMPARE(world.documentOf(order)[u"CustomerRef"][u"value"].scalarText(), *targets.cbegin());
        QCOMPARE(world.customersByMail().value(u"moved@example.test"_s), 1);
        QCOMPARE(world.customersByMail().value(order[u"billing"][u"email"].string()), 0);
    }
}

void TestTwoStreams::aGuestWhoRegistersStaysOne()
{
    World world;
    const Json order = world.orderWhere(isCompletedOfACustomer);
    world.sync.shop.editOrder(*order[u"id"].integer(), Json::object({{u"customer_id"_s, 0}}),
        world.sync.clock.nowUtc().addSecs(-60));
    world.run(kOrders);
    const RunRow customers = world.run(kCustomers);
    QVERIFY2(customers.counts.failed == 0, qPrintable(describe(customers)));
    QVERIFY(world.everyCustomerIsOne());
    QCOMPARE(world.targetsOf(order[u"customer_id"].scalarText()),
        QSet<QString>{world.documentOf(order)[u"CustomerRef"][u"value"].scalarText()});
}

void TestTwoStreams::productsAfterOrdersAreTheirItems()
{
    World world;
    world.run(kOrders);
    const int items = int(world.sync.documents(u"Item"_s).size());
    const RunRow products = world.run(kProducts);
    QVERIFY2(products.counts.failed == 0 && products.counts.updated > 3, qPrintable(describe(products)));
    QCOMPARE(int(world.sync.documents(u"Item"_s).size()), items + products.counts.created);
}

void TestTwoStreams::ordersAfterProductsUseTheirItems()
{
    World world;
    const RunRow products = world.run(kProducts);
    QVERIFY2(products.counts.failed == 0 && products.counts.created > 3, qPrintable(describe(products)));
    const QList<Json> before = world.sync.documents(u"Item"_s);
    world.run(kOrders);
    QSet<QString> skus;
    for (const Json &item : world.sync.documents(u"Item"_s)) {
        const QString sku = item[u"Sku"].string();
        QVERIFY2(sku.isEmpty() || !skus.contains(sku), qPrintable(sku));
        skus.insert(sku);
    }
}

void TestTwoStreams::aCustomerThatAnotherStreamLeftUndecidedHoldsNothingBack_data()
{
    QTest::addColumn<KillPlan::Moment>("moment");
    QTest::newRow("killed before the request left") << KillPlan::Moment::BeforeSending;
    QTest::newRow("killed when a part was applied") << KillPlan::Moment::AfterPart;
    QTest::newRow("killed before the answer came") << KillPlan::Moment::AfterApplying;
}

void TestTwoStreams::aCustomerThatAnotherStreamLeftUndecidedHoldsNothingBack()
{
    QFETCH(KillPlan::Moment, moment);
    World world;
    world.sync.preset = kCustomers;
    world.sync.kill = {1, moment, true};
    QVERIFY(!world.sync.run());
    // The customers stream is switched off: nothing of it runs ever again.
    const RunRow orders = world.run(kOrders);
    QVERIFY2(orders.counts.waiting == 0 && orders.counts.failed == 0, qPrintable(describe(orders)));
    QVERIFY2(orders.counts.created > 30, qPrintable(describe(orders)));
    QVERIFY(world.everyCustomerIsOne());
    QVERIFY2(world.sync.violations.isEmpty(), qPrintable(world.sync.violations.join(u'\n')));
}

void TestTwoStreams::anOrderStreamThatDiedIsFinishedForItsCustomers()
{
    World world;
    world.sync.preset = kOrders;
    world.sync.kill = {1, KillPlan::Moment::AfterApplying, true};
    QVERIFY(!world.sync.run());
    const RunRow customers = world.run(kCustomers);
    QVERIFY2(customers.counts.waiting == 0 && customers.counts.failed == 0, qPrintable(describe(customers)));
    QVERIFY(world.everyCustomerIsOne());
    const RunRow orders = world.run(kOrders);
    QVERIFY2(orders.counts.waiting == 0 && orders.counts.failed == 0, qPrintable(describe(orders)));
    QVERIFY(world.everyCustomerIsOne());
    for (const QList<Json> &documents : world.sync.documentsByNumber())
        QCOMPARE(int(documents.size()), 1);
}

void TestTwoStreams::whatARunningStreamHoldsIsNotTouched()
{
    World world;
    const auto store = world.sync.openStore();
    const auto scene = [](Database &database) -> Result<IntentClaims::Holding> {
        RunRow running;
        running.streamId = 1;
        running.state = RunState::Running;
        const auto first = RunRepository(database).insert(running);
        running.streamId = 2;
        const auto second = RunRepository(database).insert(running);
        IntentRow customer;
        customer.runId = *first;
        customer.streamId = 1;
        customer.targetIntegration = 2;
        customer.businessKey = u"shop/customer/17/document"_s;
        customer.sourceEntity = u"customer"_s;
        customer.operation = u"create"_s;
        customer.state = IntentState::Inflight;
        const auto parent = JournalRepository(database).insert({customer});
        IntentRow order = customer;
        order.runId = *second;
        order.streamId = 2;
        order.businessKey = u"shop/order/105/document"_s;
        order.sourceEntity = u"order"_s;
        order.state = IntentState::Planned;
        order.dependsOn = *parent;
        std::ignore = JournalRepository(database).insert({order});
        const IntentClaims::Claimant claimant{*second, 2, 2, u"order"_s};
        const auto whileRunning = IntentClaims(database).claim(claimant);
        if (!whileRunning || whileRunning->streams.contains(1))
            return fail(ErrorKind::Internal, u"test"_s, u"a running run lost its intent"_s);
        running.id = *first;
        running.streamId = 1;
        running.state = RunState::Cancelled;
        if (const auto closed = RunRepository(database).update(running); !closed)
            return fail(closed.error());
        return IntentClaims(database).claim(claimant);
    };
    const auto holding = world.sync.clock.run(store->write(scene));
    QVERIFY2(holding, qPrintable(holding ? QString() : holding.error().message));
    QVERIFY(holding->streams.contains(1));
    const auto query = [&holding](Database &database) {
        return IntentClaims(database).byState(*holding, {IntentState::Inflight}, 0, 10);
    };
    QCOMPARE(int(world.sync.clock.run(store->read(query))->size()), 1);
}

QTEST_GUILESS_MAIN(TestTwoStreams)
#include "tst_twostreams.moc"
