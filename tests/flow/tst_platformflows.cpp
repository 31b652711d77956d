#include "engine/mapping/mappinglibrary.h"
#include "tests/flow/platformworld.h"

#include <QTest>

#include <functional>

using namespace uds;
using namespace Qt::StringLiterals;

/// Every shipped stream through the whole engine: it creates once, then rests, follows a change, survives
/// lost answers without a duplicate, and leaves a store in which the doctor finds nothing.
class TestPlatformFlows : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyShippedStreamIsHere();
    void createsOnceAndFollowsAChange_data();
    void createsOnceAndFollowsAChange();
    void aLostAnswerMakesNoDuplicate_data();
    void aLostAnswerMakesNoDuplicate();
    void variationsAreItemsOfOrdersToo();
    void customersBothWaysComeToRest();
    void guestsOfTheShopDoNotBecomeAccounts();
    void aCustomerOfBothSidesIsAdoptedOnce();
    void returningCustomersEchoAtMostOnce();
    void linesThatLeaveAnOrderLeaveTheWarehouse();
    void aChangeInTheRepeatedHourIsSeen();
};

namespace {

constexpr qint64 kProduct = 1001;
const QString kToShop = u"quickbooks-customers-to-woo"_s;
const QString kToBooks = u"woo-customers-to-quickbooks"_s;
const QString kOrders = u"woo-orders-to-quickbooks"_s;
const QString kItems = u"quickbooks-items-to-woo"_s;

void addRefund(SyncFixture &sync, qint64 id, const QString &amount)
{
    qint64 order = ShopPlan().firstOrderId;
    while (sync.order(order)[u"status"].string() != u"completed")
        ++order;
    sync.shop.addRefund(dated(
        Json::object({{u"id"_s, id}, {u"parent_id"_s, order}, {u"amount"_s, amount},
            {u"reason"_s, u"goodwill"_s}, {u"refunded_payment"_s, false}, {u"line_items"_s, Json::array({})},
            {u"shipping_lines"_s, Json::array({})}, {u"fee_lines"_s, Json::array({})},
            {u"tax_lines"_s, Json::array({})}, {u"meta_data"_s, Json::array({})}}),
        sync));
}

void addBooksCustomer(SyncFixture &sync, const QString &name, const QString &mail)
{
    const auto entered = sync.company.enter(u"Customer"_s,
        Json::object({{u"DisplayName"_s, name}, {u"GivenName"_s, name.section(u' ', 0, 0)},
            {u"FamilyName"_s, name.section(u' ', 1)},
            {u"PrimaryEmailAddr"_s, Json::object({{u"Address"_s, mail}})},
            {u"BillAddr"_s,
                Json::object({{u"Line1"_s, u"1 Ledger Lane"_s}, {u"City"_s, u"Austin"_s},
                    {u"CountrySubDivisionCode"_s, u"TX"_s}, {u"PostalCode"_s, u"73301"_s},
                    {u"Country"_s, u"United States"_s}})}}),
        sync.clock.nowUtc());
    if (!entered)
        qFatal("the company refused a customer");
}

Json booksCustomer(const SyncFixture &sync, const QString &mail)
{
    for (const Json &customer : sync.documents(u"Customer"_s)) {
        if (customer[u"PrimaryEmailAddr"][u"Address"].string() == mail)
            return customer;
    }
    return {};
}

Json shopCustomer(const SyncFixture &sync, const QString &mail)
{
    const qint64 id = sync.shop.customers().idOfKey(mail);
    return id == 0 ? Json() : sync.shop.customers().document(id);
}

void setShopPhone(SyncFixture &sync, const QString &mail, const QString &phone)
{
    Json customer = shopCustomer(sync, mail);
    Json billing = customer[u"billing"];
    billing.set(u"phone"_s, phone);
    customer.set(u"billing"_s, billing);
    sync.shop.addCustomer(dated(customer, sync));
}

void setBooksPhone(SyncFixture &sync, const QString &mail, const QString &phone)
{
    const Json held = booksCustomer(sync, mail);
    std::ignore = sync.changeAtTarget(u"Customer"_s,
        Json::object({{u"Id"_s, held[u"Id"]}, {u"SyncToken"_s, held[u"SyncToken"]}, {u"sparse"_s, true},
            {u"PrimaryPhone"_s, Json::object({{u"FreeFormNumber"_s, phone}})}}));
}

struct Flow {
    QString preset;
    QString target; ///< type at the company, table of the warehouse, "customer" or "goods" of the shop
    std::function<void(SyncFixture &)> change;
    std::function<QString(const SyncFixture &)> seen; ///< at the target, of what the change is about
    QString expected; ///< afterwards
    QStringList before = {}; ///< streams that bring what this one needs
    std::function<void(SyncFixture &)> prepare = [](SyncFixture &) {};
};

Json rowWith(const SyncFixture &sync, const QString &table, const QString &id)
{
    for (const Json &row : sync.rows(table)) {
        if (row[u"source_id"].scalarText() == id)
            return row;
    }
    return {};
}

const QString kPerson = u"person00000@example.com"_s; // the first generated customer
const QString kClerk = u"clerk@books.example.com"_s;
const QString kPhone = u"+1 555 0199"_s;

QList<Flow> flowsToTheBooks()
{
    const auto dearer = [](SyncFixture &sync) {
        sync.shop.editProduct(kProduct,
            Json::object({{u"price"_s, u"99.50"_s}, {u"regular_price"_s, u"99.50"_s}}), sync.clock.nowUtc());
    };
    return {
        {kOrders, u"Payment"_s,
            [](SyncFixture &sync) {
                qint64 order = ShopPlan().firstOrderId;
                while (sync.order(order)[u"status"].string() != u"on-hold")
                    ++order;
                sync.shop.markPaid(order, sync.clock.nowUtc());
            },
            [](const SyncFixture &sync) { return number(sync.documents(u"Payment"_s).size()); }, u"1"_s},
        {u"woo-refunds-to-quickbooks"_s, u"RefundReceipt"_s,
            [](SyncFixture &sync) { addRefund(sync, 900002, u"2.00"_s); },
            [](const SyncFixture &sync) { return number(sync.documents(u"RefundReceipt"_s).size()); }, u"2"_s,
            {kOrders}},
        {kToBooks, u"Customer"_s, [](SyncFixture &sync) { setShopPhone(sync, kPerson, kPhone); },
            [](const SyncFixture &sync) {
                return booksCustomer(sync, kPerson)[u"PrimaryPhone"][u"FreeFormNumber"].string();
            },
            kPhone},
        {u"woo-products-to-quickbooks"_s, u"Item"_s, dearer,
            [](const SyncFixture &sync) { return itemWith(sync, u"GEN-0001"_s)[u"UnitPrice"].scalarText(); },
            u"99.50"_s},
        {u"woo-variations-to-quickbooks"_s, u"Item"_s,
            [](SyncFixture &sync) {
                sync.shop.addVariation(kHoodie, variation(sync, kVariation, u"Blue"_s, u"44.25"_s));
            },
            [](const SyncFixture &sync) {
                return itemWith(sync, u"HOODIE-BLUE"_s)[u"UnitPrice"].scalarText();
            },
            u"44.25"_s},
        {kToShop, u"customer"_s, [](SyncFixture &sync) { setBooksPhone(sync, kClerk, kPhone); },
            [](const SyncFixture &sync) { return shopCustomer(sync, kClerk)[u"billing"][u"phone"].string(); },
            kPhone},
        {kItems, u"goods"_s,
            [](SyncFixture &sync) { editItem(sync, u"GEN-0001"_s, u"UnitPrice"_s, u"99.50"_s); },
            [](const SyncFixture &sync) {
                return sync.shop.products().document(kProduct)[u"regular_price"].string();
            },
            u"99.50"_s, {}, addInventory},
    };
}

QList<Flow> flowsToTheWarehouse()
{
    return {
        {u"woo-orders-to-warehouse"_s, u"orders"_s,
            [](SyncFixture &sync) {
                sync.shop.editOrder(ShopPlan().firstOrderId, Json::object({{u"status"_s, u"cancelled"_s}}),
                    sync.clock.nowUtc());
            },
            [](const SyncFixture &sync) {
                return rowWith(sync, u"orders"_s, number(ShopPlan().firstOrderId))[u"status"].string();
            },
            u"cancelled"_s},
        {u"woo-products-to-warehouse"_s, u"products"_s,
            [](SyncFixture &sync) {
                sync.shop.editProduct(
                    kProduct, Json::object({{u"name"_s, u"Renamed"_s}}), sync.clock.nowUtc());
            },
            [](const SyncFixture &sync) {
                return rowWith(sync, u"products"_s, number(kProduct))[u"name"].string();
            },
            u"Renamed"_s},
        {u"woo-customers-to-warehouse"_s, u"customers"_s,
            [](SyncFixture &sync) { setShopPhone(sync, kPerson, kPhone); },
            [](const SyncFixture &sync) {
                return rowWith(sync, u"customers"_s, u"2001"_s)[u"phone"].string();
            },
            kPhone},
        {u"quickbooks-invoices-to-warehouse"_s, u"invoices"_s,
            [](SyncFixture &sync) {
                const Json held = sync.documents(u"Invoice"_s).constFirst();
                std::ignore = sync.changeAtTarget(u"Invoice"_s,
                    Json::object({{u"Id"_s, held[u"Id"]}, {u"SyncToken"_s, held[u"SyncToken"]},
                        {u"sparse"_s, true}, {u"DueDate"_s, u"2027-03-31"_s}}));
            },
            [](const SyncFixture &sync) {
                const Json held = sync.documents(u"Invoice"_s).constFirst();
                return rowWith(sync, u"invoices"_s, held[u"Id"].scalarText())[u"due_on"].string();
            },
            u"2027-03-31"_s, {kOrders}},
        {u"quickbooks-customers-to-warehouse"_s, u"customers"_s,
            [](SyncFixture &sync) { setBooksPhone(sync, kClerk, kPhone); },
            [](const SyncFixture &sync) {
                const Json held = booksCustomer(sync, kClerk);
                return rowWith(sync, u"customers"_s, held[u"Id"].scalarText())[u"phone"].string();
            },
            kPhone},
    };
}

QList<Flow> flows()
{
    return flowsToTheBooks() + flowsToTheWarehouse();
}

struct World {
    explicit World(quint64 seed = 1)
        : sync(seed)
    {
        sync.shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
        sync.addOrders(40);
        addHoodie(sync);
        addRefund(sync, 900001, u"3.00"_s);
        addBooksCustomer(sync, u"Clara Clerk"_s, kClerk);
        addBooksCustomer(sync, u"Leo Ledger"_s, u"leo@books.example.com"_s);
    }
    /// What this flow has made at its target.
    [[nodiscard]] qsizetype held(const Flow &flow) const
    {
        if (flow.target == u"goods") // nothing is made there
            return sync.shop.products().size() + sync.shop.variations().size();
        if (flow.target == u"customer")
            return sync.shop.ledger().size();
        if (flow.target[0].isLower())
            return sync.rows(flow.target).size();
        // An order may become any of these.
        return sync.documents(flow.target).size() + sync.documents(u"Invoice"_s).size()
            + sync.documents(u"SalesReceipt"_s).size();
    }

    SyncFixture sync;
};

void addFlows()
{
    QTest::addColumn<int>("index");
    const QList<Flow> all = flows();
    for (int i = 0; i < all.size(); ++i)
        QTest::newRow(qPrintable(all.at(i).preset)) << i;
}

void compareRuns(const RunRow &run, bool writes)
{
    QVERIFY2(run.counts.failed == 0 && run.counts.waiting == 0, qPrintable(describe(run)));
    QVERIFY2((run.counts.created + run.counts.updated > 0) == writes, qPrintable(describe(run)));
}

} // namespace

void TestPlatformFlows::everyShippedStreamIsHere()
{
    QStringList here;
    for (const Flow &flow : flows())
        here.append(flow.preset);
    here.sort();
    QCOMPARE(here, MappingLibrary::presets());
}

void TestPlatformFlows::createsOnceAndFollowsAChange_data()
{
    addFlows();
}

void TestPlatformFlows::createsOnceAndFollowsAChange()
{
    QFETCH(const int, index);
    const Flow flow = flows().at(index);
    World world;
    SyncFixture &sync = world.sync;
    for (const QString &preset : flow.before)
        runOf(sync, preset);
    flow.prepare(sync);
    const RunRow first = runOf(sync, flow.preset);
    const bool makes = flow.target != u"goods";
    QVERIFY2((makes ? first.counts.created : first.counts.updated) > 0, qPrintable(describe(first)));
    compareRuns(first, true);
    compareRuns(runOf(sync, flow.preset), false);
    QCOMPARE(writesOf(sync, flow.preset, SyncFixture::full()), 0);

    sync.clock.pass(std::chrono::minutes(5));
    QVERIFY(flow.seen(sync) != flow.expected);
    flow.change(sync);
    compareRuns(runOf(sync, flow.preset), true);
    QCOMPARE(flow.seen(sync), flow.expected);
    QCOMPARE(writesOf(sync, flow.preset, SyncFixture::full()), 0);
    QCOMPARE(illness(sync), QString());
    QCOMPARE(sync.violations, QStringList());
}

void TestPlatformFlows::aLostAnswerMakesNoDuplicate_data()
{
    addFlows();
}

void TestPlatformFlows::aLostAnswerMakesNoDuplicate()
{
    QFETCH(const int, index);
    const Flow flow = flows().at(index);
    World calm(3);
    World rough(3);
    for (const QString &preset : flow.before) {
        runOf(calm.sync, preset);
        runOf(rough.sync, preset);
    }
    flow.prepare(calm.sync);
    flow.prepare(rough.sync);
    runOf(calm.sync, flow.preset);
    FaultRates rates;
    rates.applyThenDrop = 0.4;
    rough.sync.setFaults(rates);
    rough.sync.preset = flow.preset;
    std::ignore = rough.sync.run(); // whatever it came to
    rough.sync.stopFaults();
    for (int i = 0; i < 3; ++i)
        runOf(rough.sync, flow.preset);
    const RunRow last = runOf(rough.sync, flow.preset, SyncFixture::full());
    compareRuns(last, false);
    QVERIFY(rough.held(flow) > 0);
    QCOMPARE(rough.held(flow), calm.held(flow));
    QCOMPARE(illness(rough.sync), QString());
    QCOMPARE(rough.sync.violations, QStringList());
}

void TestPlatformFlows::variationsAreItemsOfOrdersToo()
{
    World world;
    SyncFixture &sync = world.sync;
    Json order = sync.order(ShopPlan().firstOrderId);
    JsonArray lines = order[u"line_items"].array();
    lines[0].set(u"product_id"_s, kHoodie);
    lines[0].set(u"variation_id"_s, kVariation);
    lines[0].set(u"name"_s, u"Hoodie - Blue"_s);
    lines[0].set(u"sku"_s, u"HOODIE-BLUE"_s);
    order.set(u"line_items"_s, lines);
    order.set(u"status"_s, u"completed"_s);
    sync.shop.addOrder(dated(order, sync));
    runOf(sync, kOrders);
    const Json before = itemWith(sync, u"HOODIE-BLUE"_s);
    QCOMPARE(before[u"Name"].string(), u"Hoodie - Blue"_s);

    const RunRow run = runOf(sync, u"woo-variations-to-quickbooks"_s);
    QVERIFY2(run.counts.created == 1 && run.counts.updated == 1, qPrintable(describe(run)));
    const Json after = itemWith(sync, u"HOODIE-BLUE"_s);
    QCOMPARE(after[u"Id"].scalarText(), before[u"Id"].scalarText());
    QCOMPARE(after[u"UnitPrice"].scalarText(), u"40.00"_s);
    QCOMPARE(after[u"Description"].string(), u"Warm."_s);
}

void TestPlatformFlows::customersBothWaysComeToRest()
{
    World world;
    SyncFixture &sync = world.sync;
    const qsizetype everybody = sync.shop.customers().size() + 2;
    const qsizetype companysOwn = sync.documents(u"Customer"_s).size() - 2;
    for (const QString &preset : {kToBooks, kToShop})
        QVERIFY(writesOf(sync, preset) > 0);
    for (const QString &preset : {kToBooks, kToShop, kToBooks, kToShop})
        QCOMPARE(writesOf(sync, preset, SyncFixture::full()), 0);
    QCOMPARE(sync.shop.customers().size(), everybody);
    QCOMPARE(sync.documents(u"Customer"_s).size(), everybody + companysOwn);
    QCOMPARE(shopCustomer(sync, kClerk)[u"billing"][u"country"].string(), u"US"_s);

    setShopPhone(sync, kPerson, kPhone);
    QCOMPARE(writesOf(sync, kToBooks), 1);
    setBooksPhone(sync, kClerk, kPhone);
    QCOMPARE(writesOf(sync, kToShop), 1);
    for (const QString &preset : {kToBooks, kToShop, kToBooks, kToShop})
        QCOMPARE(writesOf(sync, preset, SyncFixture::full()), 0);
    QCOMPARE(illness(sync), QString());
}

void TestPlatformFlows::guestsOfTheShopDoNotBecomeAccounts()
{
    World world;
    SyncFixture &sync = world.sync;
    const qsizetype accounts = sync.shop.customers().size();
    runOf(sync, kOrders); // makes customers in the books, of guests too
    runOf(sync, kToShop);
    QCOMPARE(sync.shop.customers().size(), accounts + 2);
}

void TestPlatformFlows::aCustomerOfBothSidesIsAdoptedOnce()
{
    World world;
    SyncFixture &sync = world.sync;
    addBooksCustomer(sync, u"Anna Known"_s, kPerson);
    const qsizetype customers = sync.documents(u"Customer"_s).size();
    const qsizetype accounts = sync.shop.customers().size();
    runOf(sync, kToShop);
    QCOMPARE(sync.shop.customers().size(), accounts + 2);
    QCOMPARE(shopCustomer(sync, kPerson)[u"first_name"].string(), u"Anna"_s);
    runOf(sync, kToBooks);
    QCOMPARE(sync.documents(u"Customer"_s).size(), customers + accounts - 1);
    for (const QString &preset : {kToShop, kToBooks})
        QCOMPARE(writesOf(sync, preset, SyncFixture::full()), 0);
    QCOMPARE(illness(sync), QString());
}

// Told to let every customer go both ways, each side adopts the other's once; a change comes back at most
// once, with the values that are there, and then both rest.
void TestPlatformFlows::returningCustomersEchoAtMostOnce()
{
    World world;
    SyncFixture &sync = world.sync;
    sync.streamSettings = Json::object({{u"shop_customers_too"_s, true}, {u"books_customers_too"_s, true}});
    for (const QString &preset : {kToBooks, kToShop, kToBooks})
        runOf(sync, preset);
    const qsizetype customers = sync.documents(u"Customer"_s).size();
    const qsizetype accounts = sync.shop.customers().size();
    for (const QString &preset : {kToShop, kToBooks, kToShop})
        QCOMPARE(writesOf(sync, preset, SyncFixture::full()), 0);

    setShopPhone(sync, kPerson, kPhone);
    QCOMPARE(writesOf(sync, kToBooks), 1);
    QVERIFY(writesOf(sync, kToShop) <= 1);
    for (const QString &preset : {kToBooks, kToShop, kToBooks})
        QCOMPARE(writesOf(sync, preset, SyncFixture::full()), 0);
    setBooksPhone(sync, kPerson, u"+1 555 0177"_s);
    QCOMPARE(writesOf(sync, kToShop), 1);
    QCOMPARE(shopCustomer(sync, kPerson)[u"billing"][u"phone"].string(), u"+1 555 0177"_s);
    QVERIFY(writesOf(sync, kToBooks) <= 1);
    for (const QString &preset : {kToShop, kToBooks, kToShop})
        QCOMPARE(writesOf(sync, preset, SyncFixture::full()), 0);
    QCOMPARE(sync.documents(u"Customer"_s).size(), customers);
    QCOMPARE(sync.shop.customers().size(), accounts);
    QCOMPARE(illness(sync), QString());
}

void TestPlatformFlows::linesThatLeaveAnOrderLeaveTheWarehouse()
{
    const QString toWarehouse = u"woo-orders-to-warehouse"_s;
    World world;
    SyncFixture &sync = world.sync;
    runOf(sync, toWarehouse);
    const qint64 order = ShopPlan().firstOrderId;
    const auto linesOf = [&sync](qint64 id) {
        return std::ranges::count_if(sync.rows(u"order_lines"_s),
            [id](const Json &row) { return row[u"order_source_id"].string() == number(id); });
    };
    const auto others = sync.rows(u"order_lines"_s).size() - linesOf(order);
    const JsonArray items = sync.order(order)[u"line_items"].array();
    QVERIFY(linesOf(order) >= 1);
    Json none = Json::object({});
    for (const QString &list :
        {u"line_items"_s, u"shipping_lines"_s, u"fee_lines"_s, u"tax_lines"_s, u"coupon_lines"_s})
        none.set(list, Json::array({}));
    Json one = none;
    one.set(u"line_items"_s, Json::array({items.first()}));
    sync.clock.pass(std::chrono::minutes(5));
    sync.shop.editOrder(order, one, sync.clock.nowUtc());
    runOf(sync, toWarehouse);
    QCOMPARE(linesOf(order), 1);
    sync.clock.pass(std::chrono::minutes(5));
    sync.shop.editOrder(order, none, sync.clock.nowUtc());
    runOf(sync, toWarehouse);
    QCOMPARE(linesOf(order), 0);
    QCOMPARE(sync.rows(u"order_lines"_s).size(), others);
}

// When summer time ends the shop's clock shows an hour twice: a change then can carry a time that is an hour
// before the last look.
void TestPlatformFlows::aChangeInTheRepeatedHourIsSeen()
{
    const QString toBooks = u"woo-products-to-quickbooks"_s;
    World world;
    SyncFixture &sync = world.sync;
    runOf(sync, toBooks);
    const QString sku = sync.shop.products().document(kProduct)[u"sku"].string();
    sync.clock.pass(std::chrono::hours(3));
    const auto dearer = [&sync](qint64 id, const QString &price, const QDateTime &whenUtc) {
        sync.shop.editProduct(id, Json::object({{u"price"_s, price}, {u"regular_price"_s, price}}), whenUtc);
    };
    dearer(kProduct + 1, u"11.11"_s, sync.clock.nowUtc());
    runOf(sync, toBooks); // has read up to now
    dearer(kProduct, u"99.50"_s, sync.clock.nowUtc().addSecs(-3600));
    QCOMPARE(writesOf(sync, toBooks), 1);
    QCOMPARE(itemWith(sync, sku)[u"UnitPrice"].scalarText(), u"99.50"_s);
}

QTEST_GUILESS_MAIN(TestPlatformFlows)
#include "tst_platformflows.moc"
