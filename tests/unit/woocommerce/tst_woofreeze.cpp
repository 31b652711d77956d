#include "engine/connectors/woocommerce/woocommerceanswer.h"
#include "engine/connectors/woocommerce/woocommercefreeze.h"
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

/// Frozen calls: the right request, the right bytes, and nothing that a shop would misunderstand in silence.
class WooFreezeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachChangeHasItsRequest_data()
    {
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<QByteArray>("verb");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const Effect &effect, const char *verb, const char *path,
                             const char *body) {
            QTest::newRow(name) << effect << QByteArray(verb) << QByteArray(path) << QByteArray(body);
        };
        row("new product", newEffect(u"product"_s, parsed(R"({"name":"A","regular_price":"9.90"})")), "POST",
            "/wp-json/wc/v3/products", R"({"name":"A","regular_price":"9.90"})");
        row("price given as a number", changeOf(u"product"_s, u"18"_s, parsed(R"({"regular_price":0.333})")),
            "PUT", "/wp-json/wc/v3/products/18", R"({"regular_price":"0.333"})");
        row("price taken away", changeOf(u"product"_s, u"18"_s, parsed(R"({"sale_price":null})")), "PUT",
            "/wp-json/wc/v3/products/18", R"({"sale_price":""})");
        row("stock is managed where it is given",
            changeOf(u"product"_s, u"18"_s, parsed(R"({"stock_quantity":7})")), "PUT",
            "/wp-json/wc/v3/products/18", R"({"stock_quantity":7,"manage_stock":true})");
        row("stock as text", changeOf(u"product"_s, u"18"_s, parsed(R"({"stock_quantity":"-3"})")), "PUT",
            "/wp-json/wc/v3/products/18", R"({"stock_quantity":-3,"manage_stock":true})");
        row("variation below its product",
            changeOf(u"variation"_s, u"83"_s, parsed(R"({"parent_id":82,"regular_price":"5"})")), "PUT",
            "/wp-json/wc/v3/products/82/variations/83", R"({"regular_price":"5"})");
        row("new variation", newEffect(u"variation"_s, parsed(R"({"parent_id":"82","sku":"V-1"})")), "POST",
            "/wp-json/wc/v3/products/82/variations", R"({"sku":"V-1"})");
        row("goods that are a product", changeOf(u"goods"_s, u"18"_s, parsed(R"({"regular_price":5.50})")),
            "PUT", "/wp-json/wc/v3/products/18", R"({"regular_price":"5.50"})");
        row("goods that are a variation, whose stock is not switched on by the way",
            changeOf(u"goods"_s, u"82:83"_s, parsed(R"({"stock_quantity":4})")), "PUT",
            "/wp-json/wc/v3/products/82/variations/83", R"({"stock_quantity":4})");
        row("new customer", newEffect(u"customer"_s, parsed(R"({"email":"a@example.com"})")), "POST",
            "/wp-json/wc/v3/customers", R"({"email":"a@example.com"})");
        row("status of an order", changeOf(u"order"_s, u"131"_s, parsed(R"({"status":"completed"})")), "PUT",
            "/wp-json/wc/v3/orders/131", R"({"status":"completed"})");
        row("line of an order taken out",
            changeOf(u"order"_s, u"131"_s, parsed(R"({"line_items":[{"id":7,"quantity":0}]})")), "PUT",
            "/wp-json/wc/v3/orders/131", R"({"line_items":[{"id":7,"quantity":0}]})");
        row("new order with amounts as numbers",
            newEffect(u"order"_s, parsed(R"({"line_items":[{"product_id":18,"quantity":2,"total":9.5}]})")),
            "POST", "/wp-json/wc/v3/orders",
            R"({"line_items":[{"product_id":18,"quantity":2,"total":"9.5"}]})");
        row("refund never asks the payment gateway",
            newEffect(u"refund"_s, parsed(R"({"parent_id":131,"amount":10,"api_refund":true})")), "POST",
            "/wp-json/wc/v3/orders/131/refunds", R"({"amount":"10","api_refund":false})");
        row("void goes to the trash", voidOf(u"order"_s, u"131"_s), "DELETE",
            "/wp-json/wc/v3/orders/131?force=false", "");
    }
    void eachChangeHasItsRequest()
    {
        QFETCH(const Effect, effect);
        const auto call = freezeWooCall({effect}, u"c"_s);
        QVERIFY2(call.has_value(), call ? "" : qPrintable(call.error().message));
        QTEST(call->verb, "verb");
        QTEST(call->path, "path");
        QTEST(call->body, "body");
        QCOMPARE(call->contentType, call->body.isEmpty() ? QByteArray() : QByteArray("application/json"));
        QVERIFY(!call->isBatch);
        QCOMPARE(call->token, effect.token);
        QVERIFY(call->effects.first().payload.isNull());
        QCOMPARE(*freezeWooCall({effect}, u"c"_s), *call);
    }

    void nonsenseIsRefusedWithItsField_data()
    {
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<QString>("field");
        QTest::newRow("price that is no number")
            << newEffect(u"product"_s, parsed(R"({"regular_price":"abc"})")) << u"regular_price"_s;
        QTest::newRow("price with a comma")
            << newEffect(u"product"_s, parsed(R"({"regular_price":"1,234.50"})")) << u"regular_price"_s;
        QTest::newRow("sale price above the regular one")
            << newEffect(u"product"_s, parsed(R"({"regular_price":"5","sale_price":"9"})"))
            << u"sale_price"_s;
        QTest::newRow("half a piece in stock")
            << newEffect(u"product"_s, parsed(R"({"stock_quantity":1.5})")) << u"stock_quantity"_s;
        QTest::newRow("stock in words")
            << newEffect(u"product"_s, parsed(R"({"stock_quantity":"many"})")) << u"stock_quantity"_s;
        QTest::newRow("variation without its product")
            << newEffect(u"variation"_s, parsed(R"({"sku":"V-1"})")) << u"parent_id"_s;
        QTest::newRow("refund without its order")
            << newEffect(u"refund"_s, parsed(R"({"amount":"1"})")) << u"parent_id"_s;
        QTest::newRow("refund without an amount")
            << newEffect(u"refund"_s, parsed(R"({"parent_id":131})")) << u"amount"_s;
        QTest::newRow("refund of nothing")
            << newEffect(u"refund"_s, parsed(R"({"parent_id":131,"amount":"0.00"})")) << u"amount"_s;
        QTest::newRow("negative refund")
            << newEffect(u"refund"_s, parsed(R"({"parent_id":131,"amount":"-1"})")) << u"amount"_s;
        QTest::newRow("customer without an address")
            << newEffect(u"customer"_s, parsed(R"({"first_name":"A"})")) << u"email"_s;
        QTest::newRow("order line of nothing")
            << newEffect(u"order"_s, parsed(R"({"line_items":[{"name":"x","quantity":1}]})"))
            << u"line_items[0].product_id"_s;
        QTest::newRow("order line without pieces")
            << newEffect(u"order"_s, parsed(R"({"line_items":[{"product_id":1,"quantity":0}]})"))
            << u"line_items[0].quantity"_s;
        QTest::newRow("order line of half a piece")
            << newEffect(u"order"_s, parsed(R"({"line_items":[{"product_id":1,"quantity":1.5}]})"))
            << u"line_items[0].quantity"_s;
        QTest::newRow("fee that is no amount")
            << newEffect(u"order"_s, parsed(R"({"fee_lines":[{"name":"x","total":"free"}]})"))
            << u"fee_lines[0].total"_s;
    }
    void nonsenseIsRefusedWithItsField()
    {
        QFETCH(const Effect, effect);
        const auto call = freezeWooCall({effect}, u"c"_s);
        QVERIFY(!call);
        QCOMPARE(call.error().code, u"woo.payload"_s);
        QCOMPARE(call.error().kind, ErrorKind::Validation);
        QTEST(call.error().field, "field");
        QVERIFY(!call.error().hint.isEmpty());
    }

    void whatCannotBeDoneIsRefused_data()
    {
        QTest::addColumn<QList<Effect>>("effects");
        const Json name = parsed(R"({"name":"A"})");
        Effect tooLong = newEffect(u"product"_s, name);
        tooLong.token = QString(37, u'x');
        QTest::newRow("nothing") << QList<Effect>();
        QTest::newRow("unknown entity") << QList<Effect>{newEffect(u"invoice"_s, name)};
        QTest::newRow("coupon") << QList<Effect>{newEffect(u"coupon"_s, name)};
        QTest::newRow("tax rate") << QList<Effect>{changeOf(u"tax"_s, u"1"_s, name)};
        QTest::newRow("change of a refund") << QList<Effect>{changeOf(u"refund"_s, u"1"_s, name)};
        QTest::newRow("deleting a customer") << QList<Effect>{voidOf(u"customer"_s, u"3"_s)};
        QTest::newRow("id that is no number") << QList<Effect>{changeOf(u"product"_s, u"1/../2"_s, name)};
        QTest::newRow("no id") << QList<Effect>{changeOf(u"product"_s, {}, name)};
        QTest::newRow("token too long") << QList<Effect>{tooLong};
        QTest::newRow("two lists in a batch") << QList<Effect>{
            newEffect(u"product"_s, name), newEffect(u"customer"_s, parsed(R"({"email":"a@example.com"})"))};
        QTest::newRow("variations of two products in a batch")
            << QList<Effect>{newEffect(u"variation"_s, parsed(R"({"parent_id":82})")),
                   newEffect(u"variation"_s, parsed(R"({"parent_id":87})"))};
        QTest::newRow("orders in a batch")
            << QList<Effect>{changeOf(u"order"_s, u"1"_s, name), changeOf(u"order"_s, u"2"_s, name)};
        QTest::newRow("deletes in a batch")
            << QList<Effect>{voidOf(u"product"_s, u"1"_s), voidOf(u"product"_s, u"2"_s)};
        QTest::newRow("refunds in a batch")
            << QList<Effect>(2, newEffect(u"refund"_s, parsed(R"({"parent_id":1,"amount":"1"})")));
        QTest::newRow("101 rows") << QList<Effect>(101, newEffect(u"product"_s, name));
    }
    void whatCannotBeDoneIsRefused()
    {
        QFETCH(const QList<Effect>, effects);
        const auto call = freezeWooCall(effects, u"c"_s);
        QVERIFY(!call);
        QCOMPARE(call.error().code, u"woo.freeze"_s);
    }

    void batchSortsCreatesAndUpdates()
    {
        const QList<Effect> effects{newEffect(u"product"_s, parsed(R"({"sku":"A"})"), u"1"_s),
            changeOf(u"product"_s, u"18"_s, parsed(R"({"stock_quantity":2})"), u"2"_s),
            newEffect(u"product"_s, parsed(R"({"sku":"B"})"), u"3"_s)};
        const auto call = freezeWooCall(effects, u"call"_s);
        QVERIFY(call.has_value());
        QVERIFY(call->isBatch);
        QCOMPARE(call->path, QByteArray("/wp-json/wc/v3/products/batch"));
        QCOMPARE(call->body,
            QByteArray(R"({"create":[{"sku":"A"},{"sku":"B"}],)"
                       R"("update":[{"stock_quantity":2,"manage_stock":true,"id":18}]})"));
        QCOMPARE(wooSentRow(*call, 0)[u"sku"].string(), u"A"_s);
        QCOMPARE(wooSentRow(*call, 1)[u"id"].integer(), 18);
        QCOMPARE(wooSentRow(*call, 2)[u"sku"].string(), u"B"_s);
    }

    void oneBadRowIsNamedBeforeABatchIsMade()
    {
        const auto call = freezeWooCall({newEffect(u"product"_s, parsed(R"({"sku":"A"})")),
                                            newEffect(u"product"_s, parsed(R"({"regular_price":"x"})"))},
            u"call"_s);
        QCOMPARE(call.error().field, u"regular_price"_s);
    }

    void productsAndCustomersAreBatched()
    {
        const WooCommerceWire wire;
        QCOMPARE(wire.batchSize(u"product"_s, Operation::Create), 25);
        QCOMPARE(wire.batchSize(u"product"_s, Operation::Update), 100);
        QCOMPARE(wire.batchSize(u"product"_s, Operation::Void), 1);
        QCOMPARE(wire.batchSize(u"customer"_s, Operation::Create), 25);
        QCOMPARE(wire.batchSize(u"customer"_s, Operation::Update), 100);
        for (const QString &alone : {u"order"_s, u"refund"_s, u"variation"_s, u"unknown"_s})
            QCOMPARE(wire.batchSize(alone, Operation::Create), 1);
    }

    void onlyOneListAndOneOperationShareACall()
    {
        const WooCommerceWire wire;
        QSet<QString> kinds;
        for (const QString &entity : {u"product"_s, u"customer"_s}) {
            for (const Operation operation : {Operation::Create, Operation::Update})
                kinds.insert(wire.batchKind(entity, operation));
        }
        QCOMPARE(kinds.size(), 4);
        QCOMPARE(wire.batchKind(u"customer"_s, Operation::Update),
            wire.batchKind(u"customer"_s, Operation::Update));
    }

    void onlyAbsoluteChangesMayBeRepeated()
    {
        const WooCommerceWire wire;
        for (const QString &entity : {u"product"_s, u"variation"_s, u"customer"_s}) {
            QVERIFY(wire.mayRepeat(entity, Operation::Update));
            QVERIFY(!wire.mayRepeat(entity, Operation::Create));
        }
        QVERIFY(wire.mayRepeat(u"order"_s, Operation::Void));
        QVERIFY(!wire.mayRepeat(u"order"_s, Operation::Update)); // lines without an id are added
        QVERIFY(!wire.mayRepeat(u"refund"_s, Operation::Create));
        QVERIFY(!wire.mayRepeat(u"unknown"_s, Operation::Update));
    }

    void probesUseWhatIdentifiesARecord_data()
    {
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<LookUp>("expected");
        const WooCommerceWire wire;
        const auto marked = [&wire](const QString &entity, const char *json) {
            return newEffect(entity, wire.marked(entity, parsed(json), u"abc"_s));
        };
        QTest::newRow("SKU") << marked(u"product"_s, R"({"sku":"A-1"})")
                             << LookUp{u"product"_s, u"sku"_s, {u"a-1"_s}};
        QTest::newRow("product without SKU")
            << marked(u"product"_s, R"({"name":"x"})") << LookUp{u"product"_s, u"marker"_s, {u"abc"_s}};
        QTest::newRow("e-mail") << marked(u"customer"_s, R"({"email":"A@Example.com"})")
                                << LookUp{u"customer"_s, u"email"_s, {u"a@example.com"_s}};
        QTest::newRow("address of an order") << marked(u"order"_s, R"({"billing":{"email":"A@example.com"}})")
                                             << LookUp{u"order"_s, u"billing_email"_s, {u"a@example.com"_s}};
        QTest::newRow("order of nobody")
            << marked(u"order"_s, R"({"status":"pending"})") << LookUp{u"order"_s, u"marker"_s, {u"abc"_s}};
        QTest::newRow("refund below its order") << marked(u"refund"_s, R"({"parent_id":131,"amount":"1"})")
                                                << LookUp{u"refund"_s, u"marker"_s, {u"131:abc"_s}};
        QTest::newRow("variation below its product") << marked(u"variation"_s, R"({"parent_id":82})")
                                                     << LookUp{u"variation"_s, u"marker"_s, {u"82:abc"_s}};
        QTest::newRow("order of the shop") << newEffect(u"order"_s, parsed(R"({"id":7,"number":"2026-7"})"))
                                           << LookUp{u"order"_s, u"number"_s, {u"2026-7"_s}};
        QTest::newRow("change") << changeOf(u"order"_s, u"131"_s, parsed("{}"))
                                << LookUp{u"order"_s, u"id"_s, {u"131"_s}};
        QTest::newRow("nothing to look for")
            << newEffect(u"refund"_s, parsed(R"({"parent_id":131})")) << LookUp{u"refund"_s, u"marker"_s, {}};
    }
    void probesUseWhatIdentifiesARecord()
    {
        QFETCH(const Effect, effect);
        QFETCH(const LookUp, expected);
        const LookUp probe = WooCommerceWire().probe(effect);
        QCOMPARE(probe.entity, expected.entity);
        QCOMPARE(probe.key, expected.key);
        QCOMPARE(probe.values, expected.values);
    }

    void secondMarkerReplacesTheFirst()
    {
        const WooCommerceWire wire;
        Json payload = wire.marked(u"order"_s, parsed(R"({"meta_data":[{"key":"a","value":1}]})"), u"one"_s);
        payload = wire.marked(u"order"_s, payload, u"two"_s);
        QCOMPARE(payload[u"meta_data"].array().size(), 2);
        QCOMPARE(wire.markerOf(u"order"_s, payload), u"two"_s);
    }

    void trashedRecordIsWorthNothing()
    {
        const WooCommerceWire wire;
        const Json trashed = parsed(R"({"status":"trash","total":"12.50"})");
        QCOMPARE(wire.totalOf(u"order"_s, trashed), Decimal(0));
        QVERIFY(!wire.isUsable(u"order"_s, trashed));
        QCOMPARE(wire.totalOf(u"product"_s, trashed), Decimal(0));
        QVERIFY(!wire.totalOf(u"product"_s, parsed(R"({"status":"publish"})")));
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::WooFreezeTest)
#include "tst_woofreeze.moc"
