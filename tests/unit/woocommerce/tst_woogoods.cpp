#include "engine/connectors/woocommerce/woocommercegoods.h"
#include "engine/connectors/woocommerce/woocommercewire.h"
#include "tests/unit/woocommerce/shopworld.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Json parsed(const char *json)
{
    return Json::parse(json).value();
}

} // namespace

/// Goods: whatever has a SKU, product or variation, found and changed under one name.
class WooGoodsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void idsNameTheWayToTheRecord_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("route");
        QTest::newRow("product") << u"17"_s << u"products/17"_s;
        QTest::newRow("variation") << u"17:23"_s << u"products/17/variations/23"_s;
        for (const QString &wrong :
            {u""_s, u"0"_s, u"x"_s, u"17:"_s, u"17:0"_s, u":23"_s, u"1:2:3"_s, u"-1"_s})
            QTest::newRow(qPrintable(u"no id: \""_s + wrong + u'"')) << wrong << QString();
    }
    void idsNameTheWayToTheRecord()
    {
        QFETCH(const QString, text);
        const auto id = WooGoodsId::parse(text);
        QTEST(id ? id->route() : QString(), "route");
        if (id)
            QCOMPARE(id->text(), text);
    }

    void idsComeFromEveryList_data()
    {
        QTest::addColumn<Json>("document");
        QTest::addColumn<QString>("id");
        QTest::newRow("product") << parsed(R"({"id":17,"type":"simple","parent_id":0})") << u"17"_s;
        QTest::newRow("product below a group")
            << parsed(R"({"id":17,"type":"simple","parent_id":9})") << u"17"_s;
        QTest::newRow("variation in the products' list")
            << parsed(R"({"id":23,"type":"variation","parent_id":17})") << u"17:23"_s;
        QTest::newRow("variation of an old shop") << parsed(R"({"id":23,"parent_id":17})") << u"17:23"_s;
    }
    void idsComeFromEveryList()
    {
        QFETCH(const Json, document);
        QTEST(WooGoodsId::of(document).text(), "id");
        QTEST(WooCommerceWire().keyText(u"goods"_s, u"id"_s, document), "id");
    }

    void onlyWhatDiffersAndBelongsThereIsSent_data()
    {
        QTest::addColumn<Json>("payload");
        QTest::addColumn<Json>("document");
        QTest::addColumn<Json>("left");
        QTest::addColumn<int>("notes");
        const auto row
            = [](const char *name, const char *payload, const char *document, const char *left, int notes) {
                  QTest::newRow(name) << parsed(payload) << parsed(document) << parsed(left) << notes;
              };
        row("another price", R"({"regular_price":"5"})", R"({"regular_price":"4.00"})",
            R"({"regular_price":"5"})", 0);
        row("the same price written otherwise", R"({"regular_price":5.5})", R"({"regular_price":"5.50"})",
            "{}", 0);
        row("no price yet", R"({"regular_price":"5"})", R"({"regular_price":""})", R"({"regular_price":"5"})",
            0);
        row("the same quantity", R"({"stock_quantity":3})", R"({"manage_stock":true,"stock_quantity":3})",
            "{}", 0);
        row("another quantity", R"({"stock_quantity":3})", R"({"manage_stock":true,"stock_quantity":4})",
            R"({"stock_quantity":3})", 0);
        row("pieces are not counted", R"({"stock_quantity":3,"regular_price":"5"})",
            R"({"manage_stock":false,"stock_quantity":null,"regular_price":"4"})", R"({"regular_price":"5"})",
            1);
        row("the product counts for its variation", R"({"stock_quantity":3})",
            R"({"manage_stock":"parent","stock_quantity":9})", "{}", 1);
        row("counting is turned on", R"({"manage_stock":true,"stock_quantity":3})",
            R"({"manage_stock":false})", R"({"manage_stock":true,"stock_quantity":3})", 0);
        row("a product with variations", R"({"regular_price":"5","stock_quantity":3})",
            R"({"type":"variable","regular_price":"","manage_stock":true,"stock_quantity":2})",
            R"({"stock_quantity":3})", 1);
    }
    void onlyWhatDiffersAndBelongsThereIsSent()
    {
        QFETCH(const Json, payload);
        QFETCH(const Json, document);
        const Remainder left = WooCommerceWire().remainder(u"goods"_s, payload, document);
        QTEST(left.payload, "left");
        QTEST(int(left.notes.size()), "notes");
        // What has an entity of its own is sent as it is.
        QCOMPARE(WooCommerceWire().remainder(u"product"_s, payload, document).payload, payload);
    }

    void bothKindsAreFoundAndChanged()
    {
        ShopWorld world;
        addRecordedShop(world.shop);
        const Json child = world.shop.variations().document(83);
        const Json product = world.shop.products().document(18);
        const LookUp wanted{
            u"goods"_s, u"sku"_s, {child[u"sku"].string().toLower(), product[u"sku"].string(), u"NO-SUCH"_s}};
        const auto found = world.clock.run(world.reader->find(wanted, {}));
        QVERIFY2(found.has_value(), found ? "" : qPrintable(found.error().message));
        QStringList ids;
        for (const Record &record : *found)
            ids.append(record.id);
        ids.sort();
        QCOMPARE(ids, (QStringList{u"18"_s, u"82:83"_s}));

        const auto again
            = world.clock.run(world.reader->find({u"goods"_s, u"Id"_s, ids + QStringList{u"9:9"_s}}, {}));
        QVERIFY(again.has_value());
        QCOMPARE(again->size(), 2);
        for (const QString &id : ids) {
            const Outcome changed
                = world.sendOne(changeOf(u"goods"_s, id, parsed(R"({"regular_price":"77.70"})")));
            QVERIFY2(changed.state == Outcome::State::Applied,
                changed.error ? qPrintable(changed.error->message) : "");
            QCOMPARE(changed.remoteId, id);
        }
        QCOMPARE(world.shop.variations().document(83)[u"regular_price"].string(), u"77.70"_s);
        QCOMPARE(world.shop.products().document(18)[u"regular_price"].string(), u"77.70"_s);
    }

    void theyAreNeverMadeNorReadNorMarked()
    {
        ShopWorld world;
        const EntityDescription *goods = world.factory.description().entity(u"goods");
        QVERIFY(goods && goods->updatable);
        QVERIFY(!goods->creatable && !goods->readable && !goods->voidable && !goods->batchable);
        QVERIFY(!WooCommerceWire().freeze({newEffect(u"goods"_s, parsed(R"({"sku":"X"})"))}, u"c"_s));
        QVERIFY(!world.clock.run(world.reader->read(u"goods"_s, {}, {}, {})));
        const Json payload = parsed(R"({"regular_price":"5"})");
        QCOMPARE(WooCommerceWire().marked(u"goods"_s, payload, u"abc"_s), payload);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooGoodsTest)
#include "tst_woogoods.moc"
