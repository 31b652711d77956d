#include "engine/simulators/recordedshop.h"
#include "engine/simulators/shopgenerator.h"
#include "engine/simulators/shopsimulator.h"
#include "tests/unit/simulators/recordedexchanges.h"

#include <QTest>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(13, 10, 55), Qt::UTC);

/// Requests about things this simulator does not have, or to records the recordings changed before.
const QStringList kLeftOut{u"/tags"_s, u"/categories"_s, u"/classes"_s, u"/settings"_s, u"/notes"_s,
    u"/coupons"_s, u"/taxes"_s, u"gtin"_s, u"_method="_s, u"orders?"_s, u"refunds/251"_s, u"refunds/"_s};
/// By their note: a body that was not JSON, PATCH and the like, checks of the schema that are not copied.
const QStringList kLeftOutNotes{u"JSON array"_s, u"PATCH"_s, u"Override"_s, u"form"_s, u"billing email"_s,
    u"without content type"_s, u"fractional"_s, u"GTIN"_s, u"bad currency"_s,
    u"another product in an order"_s, u"unknown key"_s, u"not a list"_s, u"username"_s, u"twice"_s,
    u"trash"_s, u"refund"_s, u"order line id"_s};

bool isLeftOut(const RecordedExchange &exchange)
{
    const QString target = exchange.request.url.toString(QUrl::FullyEncoded);
    const auto in
        = [](const QString &text) { return [text](const QString &part) { return text.contains(part); }; };
    return exchange.request.verb == "GET" || exchange.request.verb == "HEAD"
        || !exchange.auth.contains(u"read_write"_s)
        || std::any_of(kLeftOut.begin(), kLeftOut.end(), in(target))
        || std::any_of(kLeftOutNotes.begin(), kLeftOutNotes.end(), in(exchange.note));
}

/// "created", or the code of each row's error.
QStringList rowCodes(const Json &answer)
{
    QStringList codes;
    for (const QString &operation : {u"create"_s, u"update"_s, u"delete"_s}) {
        const JsonArray rows = answer[operation].array();
        for (const Json &row : rows)
            codes.append(operation + u' ' + row[u"error"][u"code"].string());
    }
    return codes;
}

HttpResponse sendBytes(
    ShopSimulator &shop, const QByteArray &verb, const QString &path, const QByteArray &body)
{
    HttpRequest request;
    request.verb = verb;
    request.url = QUrl(u"https://shop.example.test/wp-json/wc/v3/"_s + path);
    request.body = body;
    const ShopSettings &settings = shop.settings();
    request.headers.append(HttpHeader{
        "Authorization", "Basic " + (settings.consumerKey + ':' + settings.consumerSecret).toBase64()});
    return shop.answer(request, kNow);
}

HttpResponse send(ShopSimulator &shop, const QByteArray &verb, const QString &path, const Json &body = {})
{
    return sendBytes(shop, verb, path, body.isNull() ? QByteArray() : body.bytes());
}

Json made(const HttpResponse &answer)
{
    return Json::parse(answer.body).value_or(Json());
}

void open(ShopSimulator &shop)
{
    addRecordedShop(shop);
    shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
}

} // namespace

/// The writing half of the simulated shop against what the real one answered.
class ShopWritingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAreAnsweredLikeRecorded_data()
    {
        QTest::addColumn<RecordedExchange>("exchange");
        QTest::addColumn<Json>("body");
        for (const QString &file : {u"http/errors.json"_s, u"http/batch.json"_s}) {
            const Json document = recordedFile(file);
            for (const Json &row : document[u"exchanges"].array()) {
                const RecordedExchange exchange = recordedExchange(row);
                if (!isLeftOut(exchange))
                    QTest::newRow(qPrintable(exchange.note)) << exchange << row[u"request"][u"body"];
            }
        }
    }
    void writesAreAnsweredLikeRecorded()
    {
        QFETCH(const RecordedExchange, exchange);
        QFETCH(const Json, body);
        ShopSimulator shop;
        open(shop);
        const Json trash = recordedFile(u"products-trash.json"_s);
        for (const Json &product : trash.array())
            shop.addProduct(product);
        // What the recording had made before its failing row.
        send(shop, "POST", u"products"_s, Json::object({{u"sku"_s, u"BATCH-A"_s}}));
        const bool isFirst = exchange.note.contains(u"all good"_s);
        if (isFirst)
            QCOMPARE(
                send(shop, "DELETE", u"products/%1?force=true"_s.arg(shop.products().highestId())).status,
                200);
        const QByteArray sent = body.isNull() ? QByteArray() : body.bytes();
        const HttpResponse answer = sendBytes(shop, exchange.request.verb,
            exchange.request.url.toString(QUrl::FullyEncoded).section(u"wc/v3/"_s, 1),
            exchange.note.startsWith(u"broken"_s) ? QByteArray("{") : sent);
        QCOMPARE(answer.status, exchange.status);
        if (exchange.body.isNull())
            return;
        const Json given = made(answer);
        QCOMPARE(given[u"code"].string(), exchange.body[u"code"].string());
        QCOMPARE(rowCodes(given), rowCodes(exchange.body));
        if (exchange.body[u"data"][u"params"].isObject())
            QCOMPARE(given[u"data"][u"params"], exchange.body[u"data"][u"params"]);
    }

    void refundsAreRefusedLikeRecorded_data()
    {
        QTest::addColumn<Json>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("above what is left")
            << Json::object({{u"amount"_s, u"99999"_s}, {u"api_refund"_s, false}}) << 500
            << u"woocommerce_rest_cannot_create_order_refund"_s;
        QTest::newRow("negative") << Json::object({{u"amount"_s, u"-1"_s}, {u"api_refund"_s, false}}) << 500
                                  << u"woocommerce_rest_invalid_order_refund"_s;
        QTest::newRow("without amount") << Json::object({{u"api_refund"_s, false}}) << 201 << QString();
        QTest::newRow("amount as a number")
            << Json::object({{u"amount"_s, 2}, {u"api_refund"_s, false}}) << 400 << u"rest_invalid_param"_s;
        QTest::newRow("gateway asked") << Json::object({{u"amount"_s, u"1.00"_s}}) << 500
                                       << u"woocommerce_rest_cannot_create_order_refund"_s;
    }
    void refundsAreRefusedLikeRecorded()
    {
        QFETCH(const Json, body);
        ShopSimulator shop;
        open(shop);
        const HttpResponse answer = send(shop, "POST", u"orders/132/refunds"_s, body);
        QTEST(answer.status, "status");
        QTEST(made(answer)[u"code"].string(), "code");
        if (answer.status == 500)
            QVERIFY(made(answer)[u"data"].isNumber()); // a bare number, as there
    }

    void unknownStatusInABatchThrowsAnOrderBack()
    {
        ShopSimulator shop;
        open(shop);
        send(shop, "PUT", u"orders/132"_s, Json::object({{u"status"_s, u"processing"_s}}));
        const Json rows = Json::array({Json::object({{u"id"_s, 132}, {u"status"_s, u"shipped"_s}})});
        const HttpResponse answer
            = send(shop, "POST", u"orders/batch"_s, Json::object({{u"update"_s, rows}}));
        QCOMPARE(answer.status, 200);
        QCOMPARE(shop.orders().document(132)[u"status"].string(), u"pending"_s);
    }

    void priceThatIsNoneIsErasedWithoutAWord()
    {
        ShopSimulator shop;
        open(shop);
        QCOMPARE(
            send(shop, "PUT", u"products/64"_s, Json::object({{u"regular_price"_s, u"abc"_s}})).status, 200);
        QCOMPARE(shop.products().document(64)[u"regular_price"].string(), QString());
        QCOMPARE(
            send(shop, "PUT", u"products/64"_s, Json::object({{u"regular_price"_s, u"1,234.50"_s}})).status,
            200);
        QCOMPARE(shop.products().document(64)[u"regular_price"].string(), u"1234.50"_s);
    }

    void quantityDoesNotRecalculateALine()
    {
        ShopSimulator shop;
        open(shop);
        const Json order = made(send(shop, "POST", u"orders"_s,
            Json::object({{u"line_items"_s,
                Json::array({Json::object({{u"product_id"_s, 64}, {u"total"_s, u"10.00"_s}})})}})));
        const Json line
            = Json::object({{u"id"_s, order[u"line_items"].array().first()[u"id"]}, {u"quantity"_s, 9}});
        const Json changed = made(send(shop, "PUT", u"orders/"_s + order[u"id"].scalarText(),
            Json::object({{u"line_items"_s, Json::array({line})}})));
        QCOMPARE(changed[u"total"].string(), u"10.00"_s);
    }

    void metaDataIsMergedByKeyAndId()
    {
        ShopSimulator shop;
        open(shop);
        const auto put = [&shop](const Json &row) {
            return made(send(shop, "PUT", u"orders/132"_s,
                Json::object({{u"meta_data"_s, Json::array({row})}})))[u"meta_data"];
        };
        const qsizetype before = shop.orders().document(132)[u"meta_data"].array().size();
        const Json once = put(Json::object({{u"key"_s, u"k"_s}, {u"value"_s, u"a"_s}}));
        const Json twice = put(Json::object({{u"key"_s, u"k"_s}, {u"value"_s, u"b"_s}}));
        QCOMPARE(twice.array().size(), before + 1);
        const Json id = once.array().last()[u"id"];
        const Json gone = put(Json::object({{u"id"_s, id}, {u"value"_s, Json()}}));
        QCOMPARE(gone.array().size(), before);
    }

    void deletedCustomerLeavesGuestOrders()
    {
        ShopSimulator shop;
        shop.addGenerated(std::make_unique<ShopGenerator>(ShopPlan{.orders = 50, .customers = 2}));
        shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
        QCOMPARE(send(shop, "DELETE", u"customers/2001"_s).status, 501);
        QCOMPARE(send(shop, "DELETE", u"customers/2001?force=true"_s).status, 200);
        for (int i = 0; i < 50; ++i)
            QVERIFY(shop.orders().document(100001 + i)[u"customer_id"].integer() != 2001);
    }

    void seventhFailureInARowDisablesAWebhook()
    {
        ShopSimulator shop;
        open(shop);
        const Json hook = Json::object({{u"topic"_s, u"order.updated"_s},
            {u"delivery_url"_s, u"https://hooks.test/"_s}, {u"secret"_s, u"s"_s}});
        QCOMPARE(send(shop, "POST", u"webhooks"_s, hook).status, 201);
        QCOMPARE(shop.takeDeliveries(kNow).first().body, QByteArray("webhook_id=1"));
        const auto status = [&shop] { return made(send(shop, "GET", u"webhooks/1"_s))[u"status"].string(); };
        for (int failure = 1; failure <= 6; ++failure)
            shop.deliveryAnswered(1, failure == 3 ? 0 : 500);
        QCOMPARE(status(), u"active"_s);
        shop.deliveryAnswered(1, 302); // counts as success
        for (int failure = 1; failure <= 7; ++failure)
            shop.deliveryAnswered(1, 303);
        QCOMPARE(status(), u"disabled"_s);
        send(shop, "PUT", u"orders/132"_s, Json::object({{u"customer_note"_s, u"x"_s}}));
        QVERIFY(shop.takeDeliveries(kNow).isEmpty());
        // Switched on again the count is still there.
        send(shop, "PUT", u"webhooks/1"_s, Json::object({{u"status"_s, u"active"_s}}));
        shop.deliveryAnswered(1, 500);
        QCOMPARE(status(), u"disabled"_s);
    }

    void eventsOfOneRecordCollapseAndSilentOnesStaySilent()
    {
        ShopSimulator shop;
        open(shop);
        for (const QString &topic : {u"order.updated"_s, u"order.deleted"_s, u"product.updated"_s})
            send(shop, "POST", u"webhooks"_s,
                Json::object({{u"topic"_s, topic}, {u"delivery_url"_s, u"https://hooks.test/"_s}}));
        (void)shop.takeDeliveries(kNow);
        for (const QString &note : {u"a"_s, u"b"_s, u"c"_s})
            send(shop, "PUT", u"orders/132"_s, Json::object({{u"customer_note"_s, note}}));
        const QList<ShopDelivery> updated = shop.takeDeliveries(kNow);
        QCOMPARE(updated.size(), 1);
        QCOMPARE(made({200, {}, updated.first().body})[u"customer_note"].string(), u"c"_s);
        send(shop, "DELETE", u"orders/130?force=true"_s);
        QVERIFY(shop.takeDeliveries(kNow).isEmpty());
        send(shop, "DELETE", u"orders/132"_s);
        QCOMPARE(shop.takeDeliveries(kNow).first().body, QByteArray("{\"id\":132}"));
        send(shop, "PUT", u"orders/132"_s, Json::object({{u"status"_s, u"pending"_s}}));
        QVERIFY(shop.takeDeliveries(kNow).isEmpty());
        send(shop, "PUT", u"products/82/variations/83"_s, Json::object({{u"sku"_s, u"X"_s}}));
        QCOMPARE(made({200, {}, shop.takeDeliveries(kNow).first().body})[u"type"].string(), u"variation"_s);
    }
};

} // namespace uds

QTEST_GUILESS_MAIN(uds::ShopWritingTest)
#include "tst_shopwriting.moc"
