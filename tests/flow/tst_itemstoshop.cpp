#include "tests/flow/platformworld.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// Prices and quantities of the books in the shop: found by SKU, brought up to date, never made.
class TestItemsToShop : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void priceAndQuantityReachProductAndVariation();
    void whatIsEqualIsNotSent();
    void anUnknownSkuIsAFailedRecordAndNothingIsMade();
    void aSkuThatTurnsUpIsFoundOnRetry();
    void onlyWhatHasAPriceOrQuantityFlows_data();
    void onlyWhatHasAPriceOrQuantityFlows();
    void quantitiesOfKindsWithoutStockStayAway();
    void partsOfPiecesAreRoundedDown();
    void stockManagedElsewhereIsNotSwitchedOn();
    void stockIsSwitchedOnWhenTold();
    void aProductWithVariationsHasNoPriceOfItsOwn();
    void ownWritesMakeNoEcho();
    void changesOfTheShopMakeNoEcho();
    void theShopsTrashIsLeftAlone();
    void aSkuThatMovedInTheShopIsNotFollowed();
    void anItemWithAnotherSkuIsAnotherProduct();
    void aDeletedProductIsNotMadeAgain();
    void twoItemsWithOneSkuDoNotFight();
    void aReplacedItemGivesWay_data();
    void aReplacedItemGivesWay();
};

namespace {

constexpr qint64 kProduct = 1001; // GEN-0001
const QString kItems = u"quickbooks-items-to-woo"_s;
const QString kProducts = u"woo-products-to-quickbooks"_s;

struct World {
    World()
    {
        sync.shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
        sync.addOrders(40);
        addHoodie(sync);
    }
    [[nodiscard]] Json product(qint64 id = kProduct) const { return sync.shop.products().document(id); }
    [[nodiscard]] Json blue() const { return sync.shop.variations().document(kVariation); }
    void editProduct(const Json &patch, qint64 id = kProduct)
    {
        sync.clock.pass(std::chrono::minutes(2));
        sync.shop.editProduct(id, patch, sync.clock.nowUtc());
    }
    void deleteProduct()
    {
        const ShopSettings &shop = sync.shop.settings();
        HttpRequest request;
        request.verb = "DELETE";
        request.url
            = QUrl(shop.address.toString() + u"/wp-json/wc/v3/products/%1?force=true"_s.arg(kProduct));
        const QByteArray key = shop.consumerKey + ':' + shop.consumerSecret;
        request.headers = {{"Authorization", "Basic " + key.toBase64()}};
        if (sync.shop.answer(request, sync.clock.nowUtc()).status != 200)
            qFatal("the shop refused to delete a product");
    }
    [[nodiscard]] QString onlyFailure()
    {
        const QList<FailureRow> failures = sync.openFailures();
        return failures.size() == 1 ? failures.first().error.code : number(failures.size()) + u" failures"_s;
    }
    [[nodiscard]] qsizetype goods() const
    {
        return sync.shop.products().size() + sync.shop.variations().size();
    }

    SyncFixture sync;
};

QStringList notesOf(SyncFixture &sync, const QString &sku)
{
    sync.clock.pass(std::chrono::minutes(2));
    sync.preset = kItems;
    const auto plan = sync.plan(SyncFixture::full());
    if (!plan)
        qFatal("%s", qPrintable(plan.error().message));
    QStringList notes;
    for (const PlannedChange &change : *plan) {
        if (change.targetNumber == sku)
            notes += change.notes;
    }
    return notes;
}

} // namespace

void TestItemsToShop::priceAndQuantityReachProductAndVariation()
{
    World world;
    const qsizetype goods = world.goods();
    world.editProduct(Json::object({{u"manage_stock"_s, true}, {u"stock_quantity"_s, 3}}));
    Json blue = variation(world.sync, kVariation, u"Blue"_s, u"40.00"_s);
    blue.set(u"manage_stock"_s, true);
    blue.set(u"stock_quantity"_s, 1);
    world.sync.shop.addVariation(kHoodie, blue);
    addStockItem(world.sync, u"GEN-0001"_s, u"17.25"_s, u"12"_s);
    addStockItem(world.sync, u"hoodie-blue"_s, u"44.10"_s, u"0"_s); // letters' case does not matter

    const RunRow run = runOf(world.sync, kItems);
    QVERIFY2(run.counts.updated == 2 && run.counts.failed == 0, qPrintable(describe(run)));
    QCOMPARE(world.product()[u"regular_price"].string(), u"17.25"_s);
    QCOMPARE(world.product()[u"stock_quantity"].token(), QByteArray("12"));
    QCOMPARE(world.blue()[u"regular_price"].string(), u"44.10"_s);
    QCOMPARE(world.blue()[u"stock_status"].string(), u"outofstock"_s);
    QCOMPARE(world.goods(), goods);
    QCOMPARE(writesOf(world.sync, kItems), 0);
    QCOMPARE(writesOf(world.sync, kItems, SyncFixture::full()), 0);

    editItem(world.sync, u"hoodie-blue"_s, u"UnitPrice"_s, Json(Decimal::literal("39.99")));
    QCOMPARE(writesOf(world.sync, kItems), 1);
    QCOMPARE(world.blue()[u"regular_price"].string(), u"39.99"_s);
    QCOMPARE(writesOf(world.sync, kItems, SyncFixture::full()), 0);
    QCOMPARE(illness(world.sync), QString());
    QCOMPARE(world.sync.violations, QStringList());
}

void TestItemsToShop::whatIsEqualIsNotSent()
{
    World world;
    world.editProduct(Json::object({{u"regular_price"_s, u"17.50"_s}, {u"stock_quantity"_s, 12}}));
    addStockItem(world.sync, u"GEN-0001"_s, u"17.5"_s, u"12"_s);
    QCOMPARE(writesOf(world.sync, kItems), 0);
    // It is known from now on: a change is sent.
    editItem(world.sync, u"GEN-0001"_s, u"UnitPrice"_s, 18);
    QCOMPARE(writesOf(world.sync, kItems), 1);
    // Somebody typed the books' new price into the shop first.
    world.editProduct(Json::object({{u"regular_price"_s, u"19.00"_s}}));
    editItem(world.sync, u"GEN-0001"_s, u"UnitPrice"_s, 19);
    QCOMPARE(writesOf(world.sync, kItems), 0);
}

void TestItemsToShop::anUnknownSkuIsAFailedRecordAndNothingIsMade()
{
    World world;
    const qsizetype goods = world.goods();
    addStockItem(world.sync, u"NOT-THERE"_s, u"5.00"_s, u"1"_s);
    QCOMPARE(writesOf(world.sync, kItems), 0);
    QCOMPARE(world.goods(), goods);
    const QList<FailureRow> failures = world.sync.openFailures();
    QCOMPARE(failures.size(), 1);
    QCOMPARE(failures.first().error.code, u"reference.notFound"_s);
    QVERIFY2(
        failures.first().error.message.contains(u"NOT-THERE"), qPrintable(failures.first().error.message));
    QVERIFY(failures.first().error.hint.contains(u"retry"_s));
}

void TestItemsToShop::aSkuThatTurnsUpIsFoundOnRetry()
{
    World world;
    addStockItem(world.sync, u"GREEN"_s, u"5.00"_s, u"1"_s);
    runOf(world.sync, kItems);
    QCOMPARE(world.onlyFailure(), u"reference.notFound"_s);
    world.editProduct(Json::object({{u"sku"_s, u"GREEN"_s}}));
    SyncRequest retry;
    retry.mode = SyncRequest::Mode::SelectedIds;
    retry.ids = {itemWith(world.sync, u"GREEN"_s)[u"Id"].scalarText()};
    QCOMPARE(writesOf(world.sync, kItems, retry), 1);
    QCOMPARE(world.product()[u"regular_price"].string(), u"5.00"_s);
    QVERIFY(world.sync.openFailures().isEmpty());
}

void TestItemsToShop::onlyWhatHasAPriceOrQuantityFlows_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<bool>("isSet");
    QTest::newRow("inactive") << u"Active"_s << false;
    QTest::newRow("without a SKU") << u"Sku"_s << true;
    QTest::newRow("without a price") << u"UnitPrice"_s << true;
}

void TestItemsToShop::onlyWhatHasAPriceOrQuantityFlows()
{
    QFETCH(QString, member);
    QFETCH(bool, isSet);
    World world;
    Json item = Json::object({{u"Name"_s, u"Advice"_s}, {u"Sku"_s, u"GEN-0001"_s}, {u"Type"_s, u"Service"_s},
        {u"UnitPrice"_s, 50}});
    if (isSet)
        item.remove(member);
    addItem(world.sync, item);
    if (!isSet)
        editItem(world.sync, u"GEN-0001"_s, member, false);
    const Json before = world.product();
    const RunRow run = runOf(world.sync, kItems);
    QVERIFY2(run.counts.failed == 0 && run.counts.updated == 0, qPrintable(describe(run)));
    QCOMPARE(world.product(), before);
}

void TestItemsToShop::quantitiesOfKindsWithoutStockStayAway()
{
    World world;
    const QByteArray stock = world.product()[u"stock_quantity"].token();
    addItem(world.sync,
        Json::object({{u"Name"_s, u"Advice"_s}, {u"Sku"_s, u"GEN-0001"_s}, {u"Type"_s, u"NonInventory"_s},
            {u"UnitPrice"_s, 50}, {u"QtyOnHand"_s, 4}}));
    QCOMPARE(writesOf(world.sync, kItems), 1);
    QCOMPARE(world.product()[u"regular_price"].string(), u"50"_s);
    QCOMPARE(world.product()[u"stock_quantity"].token(), stock);
    QVERIFY(!world.sync.writes.last().body.contains("stock"));
}

void TestItemsToShop::partsOfPiecesAreRoundedDown()
{
    World world;
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7.9"_s);
    runOf(world.sync, kItems);
    QCOMPARE(world.product()[u"stock_quantity"].token(), QByteArray("7"));
}

void TestItemsToShop::stockManagedElsewhereIsNotSwitchedOn()
{
    World world;
    world.editProduct(Json::object({{u"manage_stock"_s, false}, {u"stock_quantity"_s, Json()}}));
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    const QStringList notes = notesOf(world.sync, u"GEN-0001"_s);
    QVERIFY2(notes.join(u' ').contains(u"does not count"), qPrintable(notes.join(u' ')));
    QCOMPARE(writesOf(world.sync, kItems), 1);
    QCOMPARE(world.product()[u"regular_price"].string(), u"2.00"_s);
    QVERIFY(!world.product()[u"manage_stock"].boolean());
    QVERIFY(world.product()[u"stock_quantity"].isNull());
    // With nothing else to say nothing is sent.
    editItem(world.sync, u"GEN-0001"_s, u"QtyOnHand"_s, 9);
    QCOMPARE(writesOf(world.sync, kItems), 0);
}

void TestItemsToShop::stockIsSwitchedOnWhenTold()
{
    World world;
    world.sync.streamSettings = Json::object({{u"switch_on_stock"_s, true}, {u"prices"_s, false}});
    world.editProduct(Json::object({{u"manage_stock"_s, false}, {u"stock_quantity"_s, Json()}}));
    const QString price = world.product()[u"regular_price"].string();
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    addStockItem(world.sync, u"HOODIE-BLUE"_s, u"2.00"_s, u"8"_s);
    QCOMPARE(writesOf(world.sync, kItems), 2);
    QVERIFY(world.product()[u"manage_stock"].boolean());
    QCOMPARE(world.product()[u"stock_quantity"].token(), QByteArray("7"));
    QCOMPARE(world.product()[u"regular_price"].string(), price);
    QCOMPARE(world.blue()[u"stock_quantity"].token(), QByteArray("8"));
}

void TestItemsToShop::aProductWithVariationsHasNoPriceOfItsOwn()
{
    World world;
    addStockItem(world.sync, u"HOODIE"_s, u"2.00"_s, u"7"_s);
    const QStringList notes = notesOf(world.sync, u"HOODIE"_s);
    QVERIFY2(notes.join(u' ').contains(u"variations"), qPrintable(notes.join(u' ')));
    QCOMPARE(writesOf(world.sync, kItems), 0);
    QCOMPARE(world.product(kHoodie)[u"regular_price"].string(), QString());
}

// What this stream wrote into the shop is a changed product there: the stream of products sees the books
// agree.
void TestItemsToShop::ownWritesMakeNoEcho()
{
    World world;
    runOf(world.sync, kProducts);
    QCOMPARE(writesOf(world.sync, kItems), 0); // the books got everything from the shop
    editItem(world.sync, u"GEN-0001"_s, u"UnitPrice"_s, Json(Decimal::literal("99.50")));
    QCOMPARE(writesOf(world.sync, kItems), 1);
    QCOMPARE(world.product()[u"regular_price"].string(), u"99.50"_s);
    for (const QString &preset : {kProducts, kItems, kProducts, kItems})
        QCOMPARE(writesOf(world.sync, preset), 0);
    for (const QString &preset : {kProducts, kItems})
        QCOMPARE(writesOf(world.sync, preset, SyncFixture::full()), 0);
    QCOMPARE(illness(world.sync), QString());
}

void TestItemsToShop::changesOfTheShopMakeNoEcho()
{
    World world;
    for (const QString &preset : {kProducts, kItems})
        runOf(world.sync, preset);
    world.editProduct(Json::object({{u"price"_s, u"5.55"_s}, {u"regular_price"_s, u"5.55"_s}}));
    QCOMPARE(writesOf(world.sync, kProducts), 1);
    for (const QString &preset : {kItems, kProducts, kItems})
        QCOMPARE(writesOf(world.sync, preset), 0);
    QCOMPARE(world.product()[u"regular_price"].string(), u"5.55"_s);
}

void TestItemsToShop::theShopsTrashIsLeftAlone()
{
    World world;
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    runOf(world.sync, kItems);
    world.editProduct(Json::object({{u"status"_s, u"trash"_s}}));
    editItem(world.sync, u"GEN-0001"_s, u"UnitPrice"_s, 3);
    QCOMPARE(writesOf(world.sync, kItems), 0);
    QCOMPARE(world.onlyFailure(), u"document.inactive"_s);
}

void TestItemsToShop::aSkuThatMovedInTheShopIsNotFollowed()
{
    World world;
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    runOf(world.sync, kItems);
    world.editProduct(Json::object({{u"sku"_s, u"SOMETHING-ELSE"_s}}));
    editItem(world.sync, u"GEN-0001"_s, u"UnitPrice"_s, 3);
    QCOMPARE(writesOf(world.sync, kItems), 0);
    QCOMPARE(world.onlyFailure(), u"document.otherKey"_s);
    QCOMPARE(world.product()[u"regular_price"].string(), u"2.00"_s);
}

void TestItemsToShop::anItemWithAnotherSkuIsAnotherProduct()
{
    World world;
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    runOf(world.sync, kItems);
    editItem(world.sync, u"GEN-0001"_s, u"Sku"_s, u"GEN-0002"_s);
    QCOMPARE(writesOf(world.sync, kItems), 1);
    QCOMPARE(world.product(kProduct + 1)[u"regular_price"].string(), u"2.00"_s);
    editItem(world.sync, u"GEN-0002"_s, u"UnitPrice"_s, 3);
    QCOMPARE(writesOf(world.sync, kItems), 1);
    QCOMPARE(world.product(kProduct + 1)[u"regular_price"].string(), u"3"_s);
    QCOMPARE(world.product()[u"regular_price"].string(), u"2.00"_s);
    QCOMPARE(illness(world.sync), QString());
}

void TestItemsToShop::aDeletedProductIsNotMadeAgain()
{
    World world;
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    runOf(world.sync, kItems);
    world.deleteProduct();
    const qsizetype goods = world.goods();
    editItem(world.sync, u"GEN-0001"_s, u"UnitPrice"_s, 3);
    QCOMPARE(writesOf(world.sync, kItems), 0);
    QCOMPARE(world.onlyFailure(), u"document.gone"_s);
    SyncRequest retry;
    retry.mode = SyncRequest::Mode::SelectedIds;
    retry.ids = {itemWith(world.sync, u"GEN-0001"_s)[u"Id"].scalarText()};
    retry.recreateDeleted = true;
    QCOMPARE(writesOf(world.sync, kItems, retry), 0);
    QCOMPARE(world.onlyFailure(), u"reference.notFound"_s);
    QCOMPARE(world.goods(), goods);
}

// Each would undo the other's price for ever.
void TestItemsToShop::twoItemsWithOneSkuDoNotFight()
{
    World world;
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    addItem(world.sync,
        Json::object({{u"Name"_s, u"The same once more"_s}, {u"Sku"_s, u"GEN-0001"_s},
            {u"Type"_s, u"NonInventory"_s}, {u"UnitPrice"_s, 50}}));
    runOf(world.sync, kItems);
    QCOMPARE(world.onlyFailure(), u"reference.taken"_s);
    QCOMPARE(world.product()[u"regular_price"].string(), u"2.00"_s);
    QCOMPARE(writesOf(world.sync, kItems, SyncFixture::full()), 0);
    QCOMPARE(illness(world.sync), QString());
}

void TestItemsToShop::aReplacedItemGivesWay_data()
{
    QTest::addColumn<bool>("runBetween");
    QTest::newRow("seen in one run") << false;
    QTest::newRow("seen one after the other") << true;
}

void TestItemsToShop::aReplacedItemGivesWay()
{
    QFETCH(bool, runBetween);
    World world;
    addStockItem(world.sync, u"GEN-0001"_s, u"2.00"_s, u"7"_s);
    runOf(world.sync, kItems);
    editItem(world.sync, u"GEN-0001"_s, u"Active"_s, false);
    if (runBetween)
        runOf(world.sync, kItems);
    addItem(world.sync,
        Json::object({{u"Name"_s, u"The new one"_s}, {u"Sku"_s, u"GEN-0001"_s},
            {u"Type"_s, u"NonInventory"_s}, {u"UnitPrice"_s, 50}}));
    QCOMPARE(writesOf(world.sync, kItems), 1);
    QCOMPARE(world.product()[u"regular_price"].string(), u"50"_s);
    QVERIFY(world.sync.openFailures().isEmpty());
    QCOMPARE(writesOf(world.sync, kItems, SyncFixture::full()), 0);
    QCOMPARE(illness(world.sync), QString());
}

QTEST_GUILESS_MAIN(TestItemsToShop)
#include "tst_itemstoshop.moc"
