#include "engine/mapping/fieldcatalogue.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// What becomes of one order: the rules of sales receipts, invoices and payments, and everything that is
/// refused.
class TestSalesDocuments : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void refusesBadOrders_data();
    void refusesBadOrders();
    void booksOddOrders_data();
    void booksOddOrders();
    void documentNumbers_data();
    void documentNumbers();
    void datesAreTheCompanysOwn();
    void invoicesAreDueLater();
    void quantityGoesIntoTheTextWhenNoPriceFits();
    void taxIsOverriddenOrALine();
    void manualTaxNeedsATaxCode();
    void otherCountriesNeedATaxCode();
    void shippingUsesTheCompanysSwitch();
    void negativeFeesBecomeADiscount();
    void currencyIsNamedWhenThereAreSeveral();
    void paymentsClearTheInvoice();
    void standaloneRecords();
};

namespace {

const MappingLibrary &library()
{
    static const MappingLibrary loaded = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    return loaded;
}

Result<MappedRecord> mapped(
    const Json &order, const char *settings = "{}", const QString &taxModel = u"us-manual"_s)
{
    return library().map(u"order-to-salesreceipt"_s, order,
        test::contextFor(test::companyFacts(taxModel, false), test::parsed(settings)));
}

Json plain(const QString &path, const Json &value)
{
    return test::with(test::plainOrder(), path, value);
}

Json without(const QString &name)
{
    Json order = test::plainOrder();
    order.remove(name);
    return order;
}

Json withLines(int count, const QString &total)
{
    JsonArray lines(count, test::plainOrder()[u"line_items"].array().first());
    return test::with(plain(u"line_items"_s, Json(lines)), u"total"_s, total);
}

Json withFee(const QString &amount, const QString &total)
{
    const Json fee
        = Json::object({{u"name"_s, u"Loyalty credit"_s}, {u"total"_s, amount}, {u"total_tax"_s, u"0.00"_s}});
    return test::with(plain(u"fee_lines"_s, Json::array({fee})), u"total"_s, total);
}

/// One line of 20.00 with 20 % tax by the rate of the given percentage.
Json britishOrder(const Json &percent)
{
    Json order = plain(u"currency"_s, u"GBP"_s);
    order = test::with(order, u"total_tax"_s, u"4.00"_s);
    order = test::with(order, u"total"_s, u"24.00"_s);
    order = test::with(order, u"line_items[0].total_tax"_s, u"4.00"_s);
    order = test::with(
        order, u"line_items[0].taxes"_s, test::parsed(R"([{"id": 7, "total": "4.00", "subtotal": "4.00"}])"));
    Json rate = test::parsed(R"({"rate_id": 7, "rate_code": "GB-VAT-1", "tax_total": "4.00"})");
    rate.set(u"rate_percent"_s, percent);
    return test::with(order, u"tax_lines"_s, Json::array({rate}));
}

} // namespace

Q_DECLARE_METATYPE(uds::Json)

void TestSalesDocuments::refusesBadOrders_data()
{
    QTest::addColumn<Json>("order");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("field");
    const auto row = [](const char *name, const Json &order, const char *code, const QString &field) {
        QTest::newRow(name) << order << QString::fromLatin1(code) << field;
    };
    row("a word as price", plain(u"line_items[0].total"_s, u"abc"_s), "field.number",
        u"line_items[0].total"_s);
    row("a price beyond all numbers", plain(u"line_items[0].total"_s, u"1e400"_s), "field.number",
        u"line_items[0].total"_s);
    row("a decimal comma", plain(u"line_items[0].total"_s, u"20,00"_s), "field.number",
        u"line_items[0].total"_s);
    row("a word as total", plain(u"total"_s, u"abc"_s), "field.number", u"total"_s);
    row("a word as tax", plain(u"total_tax"_s, u"abc"_s), "field.number", u"total_tax"_s);
    row("a word as fee", withFee(u"abc"_s, u"20.00"_s), "field.number", u"fee_lines[].total"_s);
    row("a quantity that is none", plain(u"line_items[0].quantity"_s, u"two"_s), "field.number",
        u"line_items[0].quantity"_s);
    row("no quantity", plain(u"line_items[0].quantity"_s, Json()), "field.required",
        u"line_items[0].quantity"_s);
    row("no amount", plain(u"line_items[0].total"_s, Json()), "field.required", u"line_items[0].total"_s);
    row("no total", without(u"total"_s), "field.required", u"total"_s);
    row("no tax total", without(u"total_tax"_s), "field.required", u"total_tax"_s);
    row("no number", without(u"number"_s), "field.required", u"number"_s);
    row("no currency", without(u"currency"_s), "currency.unknown", u"currency"_s);
    row("made-up currency", plain(u"currency"_s, u"XYZ"_s), "currency.unknown", u"currency"_s);
    row("foreign currency", plain(u"currency"_s, u"EUR"_s), "currency.notEnabled", u"currency"_s);
    row("no lines", test::with(plain(u"line_items"_s, Json::array({})), u"total"_s, u"0.00"_s),
        "document.noLines", QString());
    row("lines missing altogether", without(u"line_items"_s), "document.noLines", QString());
    row("over 750 lines", withLines(751, u"15020.00"_s), "document.tooManyLines", QString());
    row("a negative line", test::with(plain(u"line_items[0].total"_s, u"-20.00"_s), u"total"_s, u"0.00"_s),
        "line.negative", u"line_items[0].total"_s);
    row("below zero in all", withFee(u"-32.00"_s, u"-12.00"_s), "document.negative", u"total"_s);
    row("no date at all", test::with(without(u"date_created_gmt"_s), u"date_paid_gmt"_s, Json()),
        "field.required", u"date_paid_gmt"_s);
    row("a date that is none", plain(u"date_paid_gmt"_s, u"yesterday"_s), "date.syntax", u"date_paid_gmt"_s);
    row("closed books", plain(u"date_paid_gmt"_s, u"2024-12-31T20:00:00"_s), "books.closed",
        u"date_created_gmt"_s);
    row("a product without any name",
        test::with(plain(u"line_items[0].name"_s, u""_s), u"line_items[0].sku"_s, u""_s), "field.required",
        u"line_items[0].name"_s);
    row("an amount off by one", plain(u"total"_s, u"21.00"_s), "money.mismatch", u"total"_s);
    row("an array in place of the order", Json::array({}), "record.shape", QString());
}

void TestSalesDocuments::refusesBadOrders()
{
    QFETCH(Json, order);
    const auto result = mapped(order, R"({"sales_tax_code": "2"})");
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Validation);
    QTEST(result.error().code, "code");
    QTEST(result.error().field, "field");
    QVERIFY(!result.error().message.isEmpty());
}

void TestSalesDocuments::booksOddOrders_data()
{
    QTest::addColumn<Json>("order");
    QTest::addColumn<QString>("itemName");
    const QString longName = u"Waterproof jacket with removable hood "_s.repeated(4).trimmed();
    QCOMPARE(QString(longName.left(140)).size(), 140);
    QTest::newRow("500 lines") << withLines(500, u"10000.00"_s) << u"Enamel camp mug"_s;
    QTest::newRow("750 lines") << withLines(750, u"15000.00"_s) << u"Enamel camp mug"_s;
    QTest::newRow("colon") << plain(u"line_items[0].name"_s, u"Kit: mug"_s) << u"Kit- mug"_s;
    QTest::newRow("emoji") << plain(u"line_items[0].name"_s, u"Mug 🌸"_s) << u"Mug"_s;
    QTest::newRow("entities once") << plain(u"line_items[0].name"_s, u"Salt &amp; Pepper &amp;lt;3"_s)
                                   << u"Salt & Pepper &lt;3"_s;
    QTest::newRow("no SKU") << plain(u"line_items[0].sku"_s, Json()) << u"Enamel camp mug"_s;
    QTest::newRow("only a SKU") << plain(u"line_items[0].name"_s, u""_s) << u"MUG-1"_s;
    QTest::newRow("no billing at all") << without(u"billing"_s) << u"Enamel camp mug"_s;
    QTest::newRow("zero total with a line") << test::with(plain(u"line_items[0].total"_s, u"0.00"_s),
        u"total"_s, u"0.00"_s) << u"Enamel camp mug"_s;
    QTest::newRow("quantity zero") << plain(u"line_items[0].quantity"_s, 0) << u"Enamel camp mug"_s;
    QTest::newRow("140 characters") << plain(u"line_items[0].name"_s, QString(longName.left(140)))
                                    << QString();
}

void TestSalesDocuments::booksOddOrders()
{
    QFETCH(Json, order);
    QFETCH(QString, itemName);
    const auto result = mapped(order);
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    const Reference &item = result->references.last();
    const QString name = (*item.create)[u"Name"].string();
    QVERIFY(itemName.isEmpty() ? name.size() <= 100 && name.startsWith(u"Waterproof"_s) : name == itemName);
    QCOMPARE(*result->total, *order[u"total"].decimal());
    QVERIFY(FieldCatalogue::load(u"quickbooks"_s, u"Item"_s)->breaches(*item.create).isEmpty());
}

void TestSalesDocuments::documentNumbers_data()
{
    QTest::addColumn<QString>("number");
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<QString>("expected");
    QTest::newRow("as in the shop") << u"1001"_s << QByteArray("{}") << u"1001"_s;
    QTest::newRow("with prefix") << u"1001"_s << QByteArray(R"({"docnumber_prefix": "WC-"})") << u"WC-1001"_s;
    QTest::newRow("exactly 21") << u"123456789012345678901"_s << QByteArray("{}")
                                << u"123456789012345678901"_s;
    QTest::newRow("too long and refused")
        << u"1234567890123456789012"_s << QByteArray(R"({"docnumber_overlong": "fail"})") << QString();
}

void TestSalesDocuments::documentNumbers()
{
    QFETCH(QString, number);
    QFETCH(QByteArray, settings);
    QFETCH(QString, expected);
    const auto result = mapped(plain(u"number"_s, number), settings.constData());
    QCOMPARE(result.has_value(), !expected.isEmpty());
    if (result) {
        QCOMPARE(result->payload[u"DocNumber"].string(), expected);
        QCOMPARE(result->number, expected);
        QCOMPARE(result->payload[u"PrivateNote"].string(), u"WooCommerce order "_s + number);
    } else {
        QCOMPARE(result.error().code, u"field.tooLong"_s);
        QCOMPARE(result.error().field, u"number"_s);
    }
    const auto hashed
        = mapped(plain(u"number"_s, number + u"-and-much-longer-still"_s), settings.constData());
    if (hashed)
        QVERIFY(hashed->payload[u"DocNumber"].string().size() <= 21);
}

void TestSalesDocuments::datesAreTheCompanysOwn()
{
    const auto evening = mapped(plain(u"date_paid_gmt"_s, u"2026-03-04T05:30:00"_s));
    QVERIFY(evening);
    QCOMPARE(evening->payload[u"TxnDate"].string(), u"2026-03-03"_s);
    MappingContext context = test::contextFor(
        test::with(test::companyFacts(u"us-manual"_s, false), u"company.timezone"_s, u"Asia/Tokyo"_s));
    const auto tokyo = library().map(u"order-to-salesreceipt"_s, test::plainOrder(), context);
    QVERIFY(tokyo);
    QCOMPARE(tokyo->payload[u"TxnDate"].string(), u"2026-03-04"_s);
}

void TestSalesDocuments::invoicesAreDueLater()
{
    const MappingContext context = test::contextFor(test::companyFacts(u"us-manual"_s, false));
    const auto invoice = library().map(u"order-to-invoice"_s, test::plainOrder(), context);
    QVERIFY(invoice);
    QCOMPARE(invoice->entity, u"Invoice"_s);
    QCOMPARE(invoice->payload[u"TxnDate"].string(), u"2026-03-03"_s);
    QCOMPARE(invoice->payload[u"DueDate"].string(), u"2026-04-02"_s);
    QVERIFY(!invoice->payload.contains(u"PaymentMethodRef"));
}

void TestSalesDocuments::quantityGoesIntoTheTextWhenNoPriceFits()
{
    const auto thirds
        = mapped(test::with(plain(u"line_items[0].total"_s, u"10.00"_s), u"total"_s, u"10.00"_s));
    QVERIFY(thirds);
    QCOMPARE(thirds->payload[u"Line"].array().first()[u"SalesItemLineDetail"][u"UnitPrice"].token(),
        QByteArray("5.00"));
    Json order = test::with(plain(u"line_items[0].quantity"_s, 3), u"line_items[0].total"_s, u"10.00"_s);
    const auto three = mapped(test::with(order, u"total"_s, u"10.00"_s));
    QVERIFY(three);
    QCOMPARE(three->payload[u"Line"].array().first()[u"SalesItemLineDetail"][u"UnitPrice"].token(),
        QByteArray("3.3333333"));
    order = test::with(
        test::with(order, u"line_items[0].quantity"_s, 900'000), u"line_items[0].total"_s, u"10.01"_s);
    const auto many = mapped(test::with(order, u"total"_s, u"10.01"_s));
    QVERIFY2(many, many ? "" : qPrintable(many.error().message));
    const Json &line = many->payload[u"Line"].array().first();
    QVERIFY(!line[u"SalesItemLineDetail"].contains(u"Qty")
        && !line[u"SalesItemLineDetail"].contains(u"UnitPrice"));
    QVERIFY(line[u"Description"].string().startsWith(u"900000 x "_s));
    QVERIFY(many->notes.join(u' ').contains(u"quantity"_s));
}

void TestSalesDocuments::taxIsOverriddenOrALine()
{
    const Json order = test::recordedOrder(102);
    const auto automated = mapped(order, "{}", u"us-automated"_s);
    QVERIFY(automated);
    QCOMPARE(*automated->payload[u"TxnTaxDetail"][u"TotalTax"].decimal(), Decimal::literal("21.95"));
    QCOMPARE(automated->payload[u"TxnTaxDetail"][u"TxnTaxCodeRef"][u"value"].string(), u"2"_s);
    QCOMPARE(
        automated->payload[u"Line"].array().first()[u"SalesItemLineDetail"][u"TaxCodeRef"][u"value"].string(),
        u"TAX"_s);
    const auto asLine = mapped(order, R"({"tax_mode": "line"})", u"us-automated"_s);
    QVERIFY(asLine);
    QVERIFY(!asLine->payload.contains(u"TxnTaxDetail"));
    for (const Json &line : asLine->payload[u"Line"].array())
        QCOMPARE(line[u"SalesItemLineDetail"][u"TaxCodeRef"][u"value"].string(), u"NON"_s);
    QCOMPARE(*asLine->payload[u"Line"].array().last()[u"Amount"].decimal(), Decimal::literal("21.95"));
    QCOMPARE((*asLine->references.last().create)[u"IncomeAccountRef"][u"value"].string(), u"90"_s);
    const auto noTax = mapped(order, "{}", u"none"_s);
    QVERIFY(noTax);
    QVERIFY(!noTax->payload[u"Line"].array().first()[u"SalesItemLineDetail"].contains(u"TaxCodeRef"));
    QCOMPARE(*noTax->payload[u"Line"].array().last()[u"Amount"].decimal(), Decimal::literal("21.95"));
}

// Without a code the company would drop the tax without a word, and the document would come to less.
void TestSalesDocuments::manualTaxNeedsATaxCode()
{
    Json order = test::with(plain(u"total_tax"_s, u"2.00"_s), u"total"_s, u"22.00"_s);
    order.set(u"tax_lines"_s,
        Json::array({Json::object({{u"rate_id"_s, 7}, {u"label"_s, u"TX Sales Tax"_s},
            {u"rate_percent"_s, Decimal(10)}, {u"tax_total"_s, u"2.00"_s}})}));
    const auto refused = mapped(order);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"tax.code"_s);
    QVERIFY2(refused.error().message.contains(u"TX Sales Tax") && refused.error().message.contains(u"10"),
        qPrintable(refused.error().message));
    QVERIFY2(refused.error().hint.contains(u"sales_tax_code"), qPrintable(refused.error().hint));
    QVERIFY(mapped(order, R"({"sales_tax_code": "2"})"));
    QVERIFY(mapped(order, R"({"tax_mode": "line"})"));
    QVERIFY(mapped(order, "{}", u"us-automated"_s));
    QVERIFY(mapped(test::plainOrder()));
}

void TestSalesDocuments::otherCountriesNeedATaxCode()
{
    const auto known
        = library().map(u"order-to-salesreceipt"_s, britishOrder(20), test::contextFor(test::britishFacts()));
    QVERIFY2(known, known ? "" : qPrintable(known.error().message));
    QCOMPARE(known->payload[u"GlobalTaxCalculation"].string(), u"TaxExcluded"_s);
    QCOMPARE(
        known->payload[u"Line"].array().first()[u"SalesItemLineDetail"][u"TaxCodeRef"][u"value"].string(),
        u"6"_s);
    const auto unknown
        = library().map(u"order-to-salesreceipt"_s, britishOrder(19), test::contextFor(test::britishFacts()));
    QVERIFY(!unknown);
    QCOMPARE(unknown.error().code, u"tax.code"_s);
    QVERIFY2(unknown.error().message.contains(u"19"_s), qPrintable(unknown.error().message));
    const MappingContext chosen
        = test::contextFor(test::britishFacts(), test::parsed(R"({"tax_codes": {"7": "42"}})"));
    const auto bySetting = library().map(u"order-to-salesreceipt"_s, britishOrder(19), chosen);
    QVERIFY(bySetting);
    QCOMPARE(
        bySetting->payload[u"Line"].array().first()[u"SalesItemLineDetail"][u"TaxCodeRef"][u"value"].string(),
        u"42"_s);
    const auto untaxed = library().map(
        u"order-to-salesreceipt"_s, plain(u"currency"_s, u"GBP"_s), test::contextFor(test::britishFacts()));
    QVERIFY(untaxed);
    QCOMPARE(
        untaxed->payload[u"Line"].array().first()[u"SalesItemLineDetail"][u"TaxCodeRef"][u"value"].string(),
        u"10"_s);
}

void TestSalesDocuments::shippingUsesTheCompanysSwitch()
{
    const Json order = test::recordedOrder(121);
    const char *settings = R"({"sales_tax_code": "2"})";
    const auto allowed = mapped(order, settings);
    QVERIFY(allowed);
    const Json &line = allowed->payload[u"Line"].array().last();
    QCOMPARE(line[u"SalesItemLineDetail"][u"ItemRef"][u"value"].string(), u"SHIPPING_ITEM_ID"_s);
    QCOMPARE(*line[u"Amount"].decimal(), Decimal::literal("56.95"));
    Json facts = test::companyFacts(u"us-manual"_s, false);
    facts.set(u"allowShipping"_s, false);
    const auto asItems
        = library().map(u"order-to-salesreceipt"_s, order, test::contextFor(facts, test::parsed(settings)));
    QVERIFY(asItems);
    QCOMPARE(asItems->payload[u"Line"].array().size(), 4);
    QCOMPARE(asItems->references.last().identity, u"shipping"_s);
    QCOMPARE(asItems->references.last().path, u"Line[3].SalesItemLineDetail.ItemRef.value"_s);
}

void TestSalesDocuments::negativeFeesBecomeADiscount()
{
    const auto result = mapped(withFee(u"-5.00"_s, u"15.00"_s));
    QVERIFY2(result, result ? "" : qPrintable(result.error().message));
    const Json &line = result->payload[u"Line"].array().last();
    QCOMPARE(line[u"DetailType"].string(), u"DiscountLineDetail"_s);
    QCOMPARE(*line[u"Amount"].decimal(), Decimal(5));
    QCOMPARE(line[u"DiscountLineDetail"][u"DiscountAccountRef"][u"value"].string(), u"86"_s);
    QVERIFY(result->payload[u"ApplyTaxAfterDiscount"].boolean());
    Json facts = test::companyFacts(u"us-manual"_s, false);
    facts.set(u"allowDiscount"_s, false);
    const auto refused
        = library().map(u"order-to-salesreceipt"_s, withFee(u"-5.00"_s, u"15.00"_s), test::contextFor(facts));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"discount.notAllowed"_s);
}

void TestSalesDocuments::currencyIsNamedWhenThereAreSeveral()
{
    const MappingContext context = test::contextFor(
        test::companyFacts(u"us-manual"_s, true), test::parsed(R"({"sales_tax_code": "2"})"));
    const auto yen = library().map(u"order-to-salesreceipt"_s, test::recordedOrder(142), context);
    QVERIFY(yen);
    QCOMPARE(yen->payload[u"CurrencyRef"][u"value"].string(), u"JPY"_s);
    QCOMPARE(yen->currency, u"JPY"_s);
    QCOMPARE(yen->total->text(), u"3826.09"_s);
    const auto dinar = library().map(u"order-to-salesreceipt"_s, test::recordedOrder(107), context);
    QVERIFY(dinar);
    QCOMPARE(dinar->total->text(), u"1.35"_s);
    QVERIFY(!mapped(test::plainOrder())->payload.contains(u"CurrencyRef"));
}

void TestSalesDocuments::paymentsClearTheInvoice()
{
    MappingContext context = test::contextFor(test::companyFacts(u"us-manual"_s, false));
    const auto unlinked = library().map(u"order-to-payment"_s, test::plainOrder(), context);
    QVERIFY(!unlinked);
    QCOMPARE(unlinked.error().code, u"link.missing"_s);
    context.links = test::parsed(R"({"document": {"entity": "Invoice", "id": "145"}})");
    const auto payment = library().map(u"order-to-payment"_s, test::plainOrder(), context);
    QVERIFY2(payment, payment ? "" : qPrintable(payment.error().message));
    const Json expected = test::parsed(
        R"json([{"Amount": 20.00, "LinkedTxn": [{"TxnId": "145", "TxnType": "Invoice"}]}])json");
    QVERIFY(payment->payload[u"Line"] == expected);
    QCOMPARE(*payment->payload[u"TotalAmt"].decimal(), Decimal(20));
    QCOMPARE(*payment->total, Decimal(20));
    QCOMPARE(payment->payload[u"PaymentMethodRef"][u"value"].string(), u"8"_s);
    QCOMPARE(payment->payload[u"DepositToAccountRef"][u"value"].string(), u"4"_s);
    QCOMPARE(payment->references.size(), 1);
    QCOMPARE(payment->references.first().path, u"CustomerRef.value"_s);
}

void TestSalesDocuments::standaloneRecords()
{
    const MappingContext context = test::contextFor(test::companyFacts(u"us-manual"_s, false));
    const MappingLibrary customers = test::loadedPreset(u"woo-customers-to-quickbooks"_s);
    const auto customerFields = FieldCatalogue::load(u"quickbooks"_s, u"Customer"_s);
    const Json people = test::recorded(u"woocommerce/customers-page-1.json"_s);
    for (const Json &customer : people.array()) {
        const auto made = customers.map(u"customer-to-customer"_s, customer, context);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message));
        QCOMPARE(customerFields->breaches(made->payload), QStringList());
        QVERIFY(!made->number.isEmpty());
    }
    const MappingLibrary products = test::loadedPreset(u"woo-products-to-quickbooks"_s);
    const auto itemFields = FieldCatalogue::load(u"quickbooks"_s, u"Item"_s);
    int items = 0;
    const Json goods = test::recorded(u"woocommerce/products-page-1.json"_s);
    for (const Json &product : goods.array()) {
        const RoutedRecord routed = products.route(product, context);
        if (routed.routes.isEmpty()) {
            QVERIFY(!routed.excludedBecause.isEmpty());
            continue;
        }
        const auto made = products.map(u"product-to-item"_s, product, context);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message + product[u"name"].string()));
        QCOMPARE(itemFields->breaches(made->payload), QStringList());
        ++items;
    }
    QVERIFY(items > 40);
}

QTEST_GUILESS_MAIN(TestSalesDocuments)
#include "tst_salesdocuments.moc"
