#include "engine/simulators/recordedshop.h"
#include "engine/simulators/shopgenerator.h"
#include "engine/simulators/shopsimulator.h"
#include "tests/unit/simulators/recordedexchanges.h"

#include <QTest>
#include <QUrlQuery>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(13, 5, 38), Qt::UTC);

void authorize(HttpRequest &request, const ShopSettings &settings)
{
    request.headers.append(HttpHeader{
        "Authorization", "Basic " + (settings.consumerKey + ':' + settings.consumerSecret).toBase64()});
}

HttpResponse get(ShopSimulator &shop, const QByteArray &target)
{
    HttpRequest request;
    request.url = QUrl::fromEncoded("https://shop.example.test/wp-json" + target);
    authorize(request, shop.settings());
    return shop.answer(request, kNow);
}

QList<qint64> ids(const Json &list)
{
    QList<qint64> found;
    for (const Json &row : list.array())
        found.append(row[u"id"].integer().value_or(0));
    return found;
}

/// The recorded shop, with what its default lists hide.
void fill(ShopSimulator &shop)
{
    addRecordedShop(shop);
    for (const QString &file : {u"orders-trash.json"_s, u"orders-checkout-draft.json"_s}) {
        const Json hidden = recordedFile(file);
        for (const Json &order : hidden.array())
            shop.addOrder(order);
    }
    const Json everybody = recordedFile(u"customers-role-all.json"_s);
    for (const Json &person : everybody.array())
        shop.addCustomer(person);
    const Json trash = recordedFile(u"products-trash.json"_s);
    for (const Json &product : trash.array())
        shop.addProduct(product);
}

Decimal amount(const Json &value)
{
    return value.decimal().value();
}

Decimal sum(const Json &rows, const QString &member)
{
    Decimal total;
    for (const Json &row : rows.array())
        total += amount(row[member]);
    return total;
}

} // namespace

class ShopSimulatorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersLikeTheRecordedShop_data();
    void answersLikeTheRecordedShop();
    void refusesCredentialsLikeTheRecordedShop_data();
    void refusesCredentialsLikeTheRecordedShop();
    void pageBeyondTheEndOfOrdersSaysTotalZero();
    void modificationMovesARowToTheEnd();
    void deletedOrderIsGoneAndTrashedOneIsReadableById();
    void paidOrderHasADateAndAStatus();
    void generatedOrdersAddUpExactly();
    void generatedOrdersAreRepeatable();
    void hundredThousandOrdersArePagedQuickly();
    void ledgerHoldsWhatRequestsChanged();
};

void ShopSimulatorTest::answersLikeTheRecordedShop_data()
{
    QTest::addColumn<RecordedExchange>("exchange");
    // What the simulator leaves out: search, filters by product, other lists, sorting by name.
    const QStringList leftOut{u"search"_s, u"dp="_s, u"_meta"_s, u"_embed"_s, u"_envelope"_s, u"_jsonp"_s,
        u"product="_s, u"context="_s, u"/coupons"_s, u"/taxes"_s, u"/categories"_s, u"/webhooks"_s,
        u"/notes"_s, u"type=variation"_s, u"include_status"_s, u"customer=3%2C4"_s, u"settings"_s,
        u"unknown_parameter"_s, u"/variations"_s, u"customers?per_page=1"_s, u"customers?modified_after"_s,
        u"customers?include"_s};
    for (const QString &file : {u"http/paging.json"_s, u"http/incremental.json"_s, u"http/errors.json"_s}) {
        for (const RecordedExchange &exchange : recordedExchanges(file)) {
            const QString target = exchange.request.url.toString(QUrl::FullyEncoded);
            const bool isLeftOut = std::any_of(
                leftOut.begin(), leftOut.end(), [&](const QString &part) { return target.contains(part); });
            if (exchange.request.verb == "GET" && !isLeftOut)
                QTest::newRow(qPrintable(exchange.note + u' ' + target.mid(37))) << exchange;
        }
    }
}

void ShopSimulatorTest::answersLikeTheRecordedShop()
{
    QFETCH(const RecordedExchange, exchange);
    ShopSimulator shop;
    fill(shop);
    HttpRequest request = exchange.request;
    authorize(request, shop.settings());
    const HttpResponse answer = shop.answer(request, kNow);
    QCOMPARE(answer.status, exchange.status);
    const Json body = Json::parse(answer.body).value();
    if (exchange.status >= 400) {
        if (exchange.body.isNull())
            return; // only the status was recorded
        QCOMPARE(body[u"code"].string(), exchange.body[u"code"].string());
        QCOMPARE(body[u"data"], exchange.body[u"data"]);
        return;
    }
    QCOMPARE(QString::fromLatin1(headerValue(answer.headers, "X-WP-Total").value_or("")), exchange.total);
    if (exchange.hasIds && exchange.ids.size() == body.array().size())
        QCOMPARE(ids(body), exchange.ids);
    if (exchange.body.isArray() && request.url.query().contains(u"_fields"_s))
        QCOMPARE(body, exchange.body);
}

void ShopSimulatorTest::refusesCredentialsLikeTheRecordedShop_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("message");
    const QString unseen = u"woocommerce_rest_cannot_view"_s;
    const QString refused = u"woocommerce_rest_authentication_error"_s;
    QTest::newRow("no credentials") << 0 << unseen << u"Sorry, you cannot list resources."_s;
    QTest::newRow("unknown key") << 1 << unseen << u"Sorry, you cannot list resources."_s;
    QTest::newRow("wrong secret") << 2 << refused << u"Consumer secret is invalid."_s;
    QTest::newRow("encryption not seen") << 3 << unseen << u"Sorry, you cannot list resources."_s;
    QTest::newRow("header stripped") << 4 << unseen << u"Sorry, you cannot list resources."_s;
    QTest::newRow("write-only key") << 5 << refused
                                    << u"The API key provided does not have read permissions."_s;
}

void ShopSimulatorTest::refusesCredentialsLikeTheRecordedShop()
{
    QFETCH(const int, kind);
    ShopSimulator shop;
    HttpRequest request;
    request.url = QUrl(u"https://shop.example.test/wp-json/wc/v3/orders"_s);
    ShopSettings given = shop.settings();
    if (kind == 1)
        given.consumerKey = "ck_other";
    if (kind == 2)
        given.consumerSecret = "cs_other";
    if (kind != 0)
        authorize(request, given);
    shop.settings().seesTls = kind != 3;
    shop.settings().stripsAuthorization = kind == 4;
    shop.settings().rights = kind == 5 ? ShopSettings::KeyRights::Write : ShopSettings::KeyRights::Read;
    const HttpResponse answer = shop.answer(request, kNow);
    QCOMPARE(answer.status, 401);
    const Json body = Json::parse(answer.body).value();
    QTEST(body[u"code"].string(), "code");
    QTEST(body[u"message"].string(), "message");
    request.url = QUrl(u"https://shop.example.test/wp-json/wc/v3"_s);
    QCOMPARE(shop.answer(request, kNow).status, 200);
}

void ShopSimulatorTest::pageBeyondTheEndOfOrdersSaysTotalZero()
{
    ShopSimulator shop;
    fill(shop);
    QCOMPARE(headerValue(get(shop, "/wc/v3/orders?page=99").headers, "X-WP-Total"), QByteArray("0"));
    QCOMPARE(headerValue(get(shop, "/wc/v3/products?page=99").headers, "X-WP-Total"), QByteArray("66"));
    shop.settings().ordersInOwnTables = false;
    QCOMPARE(headerValue(get(shop, "/wc/v3/orders?page=99").headers, "X-WP-Total"), QByteArray("163"));
}

void ShopSimulatorTest::modificationMovesARowToTheEnd()
{
    ShopSimulator shop;
    fill(shop);
    shop.touch(107, kNow);
    const Json list
        = Json::parse(get(shop, "/wc/v3/orders?orderby=modified&order=desc&per_page=1").body).value();
    QCOMPARE(ids(list), QList<qint64>{107});
    QCOMPARE(list.array().first()[u"date_modified_gmt"].string(), u"2026-11-22T13:05:38"_s);
    QCOMPARE(list.array().first()[u"date_modified"].string(), u"2026-11-22T05:05:38"_s);
}

void ShopSimulatorTest::deletedOrderIsGoneAndTrashedOneIsReadableById()
{
    ShopSimulator shop;
    fill(shop);
    shop.trashOrder(102, kNow);
    shop.deleteOrder(103);
    QCOMPARE(get(shop, "/wc/v3/orders/102").status, 200);
    QCOMPARE(get(shop, "/wc/v3/orders/103").status, 404);
    QCOMPARE(ids(Json::parse(get(shop, "/wc/v3/orders?include=102,103").body).value()), QList<qint64>{});
    QCOMPARE(ids(Json::parse(get(shop, "/wc/v3/orders?include=102,103&status=trash").body).value()),
        QList<qint64>{102});
}

void ShopSimulatorTest::paidOrderHasADateAndAStatus()
{
    ShopSimulator shop;
    fill(shop);
    shop.markPaid(130, kNow);
    const Json order = Json::parse(get(shop, "/wc/v3/orders/130").body).value();
    QCOMPARE(order[u"status"].string(), u"processing"_s);
    QCOMPARE(order[u"date_paid_gmt"].string(), u"2026-11-22T13:05:38"_s);
    QVERIFY(!order[u"needs_payment"].boolean());
}

void ShopSimulatorTest::generatedOrdersAddUpExactly()
{
    const ShopGenerator generator(ShopPlan{.seed = 5, .orders = 1500});
    const ShopSettings settings;
    bool hasDiscount = false;
    bool hasFee = false;
    for (int i = 0; i < 1500; ++i) {
        const Json order = generator.order(generator.orderRow(i).id, settings);
        const Json &lines = order[u"line_items"];
        const Decimal tax = amount(order[u"total_tax"]);
        QCOMPARE(sum(lines, u"total"_s) + sum(order[u"shipping_lines"], u"total"_s)
                + sum(order[u"fee_lines"], u"total"_s) + tax,
            amount(order[u"total"]));
        QCOMPARE(sum(order[u"tax_lines"], u"tax_total"_s) + sum(order[u"tax_lines"], u"shipping_tax_total"_s),
            tax);
        QCOMPARE(sum(lines, u"subtotal"_s) - sum(lines, u"total"_s), amount(order[u"discount_total"]));
        QCOMPARE(sum(lines, u"total_tax"_s) + sum(order[u"fee_lines"], u"total_tax"_s),
            amount(order[u"cart_tax"]));
        hasDiscount = hasDiscount || !amount(order[u"discount_total"]).isZero();
        hasFee = hasFee || !order[u"fee_lines"].array().isEmpty();
    }
    QVERIFY(hasDiscount && hasFee);
}

void ShopSimulatorTest::generatedOrdersAreRepeatable()
{
    const ShopSettings settings;
    const ShopGenerator first(ShopPlan{.seed = 9, .orders = 50});
    const ShopGenerator second(ShopPlan{.seed = 9, .orders = 50});
    const ShopGenerator other(ShopPlan{.seed = 10, .orders = 50});
    const qint64 id = first.orderRow(17).id;
    QCOMPARE(first.order(id, settings).bytes(), second.order(id, settings).bytes());
    QVERIFY(first.order(id, settings) != other.order(id, settings));
    const Json order = first.order(id, settings);
    QCOMPARE(order[u"status"].string(), first.orderRow(17).status);
    QCOMPARE(order[u"date_modified_gmt"].string(),
        QDateTime::fromSecsSinceEpoch(first.orderRow(17).modified, Qt::UTC)
            .toString(u"yyyy-MM-ddTHH:mm:ss"_s));
}

void ShopSimulatorTest::hundredThousandOrdersArePagedQuickly()
{
    ShopSimulator shop;
    QElapsedTimer timer;
    timer.start();
    shop.addGenerated(std::make_unique<ShopGenerator>(ShopPlan{.seed = 1, .orders = 100000}));
    const qint64 added = timer.restart();
    qsizetype bytes = 0;
    for (int page = 1; page <= 50; ++page)
        bytes += get(
            shop, "/wc/v3/orders?per_page=100&orderby=modified&order=asc&page=" + QByteArray::number(page))
                     .body.size();
    qInfo("100,000 orders added in %lld ms; 50 pages (%lld KB) in %lld ms", added, qint64(bytes / 1024),
        timer.elapsed());
    QVERIFY(bytes > 50 * 100 * 2000);
    QVERIFY(added < 20000);
}

void ShopSimulatorTest::ledgerHoldsWhatRequestsChanged()
{
    ShopSimulator shop;
    fill(shop);
    HttpRequest request;
    request.verb = "PUT";
    request.url = QUrl(u"https://shop.example.test/wp-json/wc/v3/orders/131"_s);
    request.body = R"({"status":"completed"})";
    authorize(request, shop.settings());
    QCOMPARE(shop.answer(request, kNow).status, 401);
    QVERIFY(shop.ledger().isEmpty());
    shop.settings().rights = ShopSettings::KeyRights::ReadWrite;
    QCOMPARE(shop.answer(request, kNow).status, 200);
    QCOMPARE(shop.ledger().size(), 1);
    QCOMPARE(shop.ledger().first().document[u"status"].string(), u"completed"_s);
    QCOMPARE(shop.unsafeRequests(), 2);
}

} // namespace uds

QTEST_GUILESS_MAIN(uds::ShopSimulatorTest)
#include "tst_shopsimulator.moc"
