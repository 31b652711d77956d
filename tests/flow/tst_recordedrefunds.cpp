#include "engine/mapping/fieldcatalogue.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace uds;
using namespace Qt::StringLiterals;

/// Every refund the shop recorded becomes a valid document of exactly its amount, or says why not.
class TestRecordedRefunds : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyRefundIsBookedToTheCent_data();
    void everyRefundIsBookedToTheCent();
    void routes_data();
    void routes();
    void aRefundNamesItsOrderAndItsCustomer();
    void moneyThatIsForNoLineIsBookedOnOneOfItsOwn();
    void aLineWithoutQuantityKeepsItsAmount();
    void aFullRefundReturnsEverything();
    void whatIsNotGivenBackByALineIsRefused();
};

namespace {

const MappingLibrary &library()
{
    static const MappingLibrary loaded = test::loadedPreset(u"woo-refunds-to-quickbooks"_s);
    return loaded;
}

JsonArray recordedRefunds()
{
    return test::recorded(u"woocommerce/refunds-page-1.json"_s).array();
}

Json orderOf(const Json &refund)
{
    for (const Json &order : test::recordedOrders()) {
        if (order[u"id"] == refund[u"parent_id"])
            return order;
    }
    return {};
}

MappingContext contextOf(
    const Json &order, const QString &linked, const Json &facts, const Json &settings = {})
{
    MappingContext context = test::contextFor(facts, settings);
    Json links = Json::object({});
    if (!linked.isEmpty())
        links.set(u"document"_s, Json::object({{u"entity"_s, linked}, {u"id"_s, u"145"_s}}));
    context.parent = Json::object({{u"record"_s, order}, {u"links"_s, links}});
    return context;
}

Json companyWithEveryCurrency(const QString &taxModel)
{
    return test::companyFacts(taxModel, true);
}

Decimal totalOf(const Json &payload)
{
    Decimal total = payload[u"TxnTaxDetail"][u"TotalTax"].decimal().value_or(Decimal());
    for (const Json &line : payload[u"Line"].array())
        total += *line[u"Amount"].decimal();
    return total;
}

QStringList breachesOf(const MappedRecord &mapped)
{
    Json payload = mapped.payload;
    for (const Reference &reference : mapped.references)
        payload = test::with(payload, reference.path, u"58"_s);
    QStringList found = FieldCatalogue::load(u"quickbooks"_s, mapped.entity)->breaches(payload);
    for (const Json &line : mapped.payload[u"Line"].array()) {
        const Json &detail = line[u"SalesItemLineDetail"];
        if (line[u"Amount"].decimal()->isNegative())
            found.append(u"negative line"_s);
        if (detail.contains(u"UnitPrice")
            && (*detail[u"UnitPrice"].decimal() * *detail[u"Qty"].decimal()).rounded(2)
                != *line[u"Amount"].decimal())
            found.append(u"quantity times price is not the amount"_s);
    }
    return found;
}

/// A refund of the plain order: one of two mugs, without tax.
Json plainRefund()
{
    return test::parsed(R"({"id": 950, "parent_id": 900, "date_created_gmt": "2026-03-05T20:00:00",
        "amount": "10.00", "reason": "broken", "refunded_payment": false, "meta_data": [],
        "line_items": [{"id": 3, "name": "Enamel camp mug", "product_id": 33, "variation_id": 0, "quantity": -1,
            "total": "-10.00", "total_tax": "0.00", "sku": "MUG-1", "taxes": []}],
        "shipping_lines": [], "fee_lines": [], "tax_lines": []})");
}

Result<MappedRecord> mapped(const Json &refund, const QString &mapping = u"refund-to-refundreceipt"_s)
{
    return library().map(mapping, refund,
        contextOf(test::plainOrder(), u"SalesReceipt"_s, test::companyFacts(u"us-automated"_s, false)));
}

} // namespace

Q_DECLARE_METATYPE(uds::Json)

void TestRecordedRefunds::everyRefundIsBookedToTheCent_data()
{
    QTest::addColumn<QString>("linked");
    QTest::addColumn<QString>("mapping");
    QTest::addColumn<Json>("facts");
    QTest::addColumn<Json>("settings");
    const Json code = Json::object({{u"sales_tax_code"_s, u"2"_s}});
    const Json asLine = Json::object({{u"tax_mode"_s, u"line"_s}});
    QTest::newRow("receipt, US automated tax") << u"SalesReceipt"_s << u"refund-to-refundreceipt"_s
                                               << companyWithEveryCurrency(u"us-automated"_s) << Json();
    QTest::newRow("invoice, US automated tax")
        << u"Invoice"_s << u"refund-to-creditmemo"_s << companyWithEveryCurrency(u"us-automated"_s) << Json();
    QTest::newRow("receipt, US manual tax") << u"SalesReceipt"_s << u"refund-to-refundreceipt"_s
                                            << companyWithEveryCurrency(u"us-manual"_s) << code;
    QTest::newRow("invoice, tax as a line")
        << u"Invoice"_s << u"refund-to-creditmemo"_s << companyWithEveryCurrency(u"us-automated"_s) << asLine;
    QTest::newRow("receipt, no tax in the books")
        << u"SalesReceipt"_s << u"refund-to-refundreceipt"_s << companyWithEveryCurrency(u"none"_s) << Json();
}

void TestRecordedRefunds::everyRefundIsBookedToTheCent()
{
    QFETCH(QString, linked);
    QFETCH(QString, mapping);
    QFETCH(Json, facts);
    QFETCH(Json, settings);
    int booked = 0;
    for (const Json &refund : recordedRefunds()) {
        const MappingContext context = contextOf(orderOf(refund), linked, facts, settings);
        const RoutedRecord routed = library().route(refund, context);
        if (routed.routes.isEmpty()) {
            QVERIFY2(
                refund[u"amount"].decimal().value_or(Decimal()).isZero(), qPrintable(routed.excludedBecause));
            continue;
        }
        QCOMPARE(routed.routes.constFirst().mapping, mapping);
        const auto result = library().map(mapping, refund, context);
        QVERIFY2(result,
            qPrintable(refund[u"id"].scalarText() + u": "_s + (result ? QString() : result.error().message)));
        QCOMPARE(totalOf(result->payload).rounded(2), refund[u"amount"].decimal()->rounded(2));
        QCOMPARE(result->total->rounded(2), refund[u"amount"].decimal()->rounded(2));
        const QStringList breaches = breachesOf(*result);
        QVERIFY2(
            breaches.isEmpty(), qPrintable(refund[u"id"].scalarText() + u": "_s + breaches.join(u"; "_s)));
        ++booked;
    }
    QVERIFY2(booked > 15, qPrintable(QString::number(booked)));
}

void TestRecordedRefunds::routes_data()
{
    QTest::addColumn<Json>("refund");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("linked");
    QTest::addColumn<QString>("expected");
    const auto row
        = [](const char *name, const Json &refund, const QString &status, const QString &linked,
              const QString &expected) { QTest::newRow(name) << refund << status << linked << expected; };
    const Json refund = plainRefund();
    row("paid order", refund, u"completed"_s, u"SalesReceipt"_s, u"refund-to-refundreceipt"_s);
    row("invoiced order", refund, u"on-hold"_s, u"Invoice"_s, u"refund-to-creditmemo"_s);
    row("fully refunded, booked before", refund, u"refunded"_s, u"SalesReceipt"_s,
        u"refund-to-refundreceipt"_s);
    row("fully refunded, never booked", refund, u"refunded"_s, {}, u"left out"_s);
    row("cancelled, never booked", refund, u"cancelled"_s, {}, u"left out"_s);
    row("order not booked yet", refund, u"completed"_s, {}, u"refund-to-refundreceipt"_s);
    row("no amount", test::with(refund, u"amount"_s, u""_s), u"completed"_s, u"SalesReceipt"_s,
        u"left out"_s);
    row("amount of nothing", test::with(refund, u"amount"_s, u"0.00"_s), u"completed"_s, u"SalesReceipt"_s,
        u"left out"_s);
}

void TestRecordedRefunds::routes()
{
    QFETCH(Json, refund);
    QFETCH(QString, status);
    QFETCH(QString, linked);
    QFETCH(QString, expected);
    const Json order = test::with(test::plainOrder(), u"status"_s, status);
    const RoutedRecord routed
        = library().route(refund, contextOf(order, linked, test::companyFacts(u"us-automated"_s, false)));
    if (routed.routes.isEmpty()) {
        QVERIFY(!routed.excludedBecause.isEmpty());
        QCOMPARE(u"left out"_s, expected);
        return;
    }
    QCOMPARE(routed.routes.constFirst().mapping, expected);
    QCOMPARE(routed.routes.constFirst().after, QStringList{u"parent.document"_s});
}

void TestRecordedRefunds::aRefundNamesItsOrderAndItsCustomer()
{
    const auto result = mapped(plainRefund());
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(result->entity, u"RefundReceipt"_s);
    QCOMPARE(result->number, u"900-R950"_s);
    QCOMPARE(result->references.constFirst().path, u"CustomerRef.value"_s);
    QCOMPARE(result->references.constFirst().identity, u"customer:17"_s);
    QCOMPARE(result->references.at(1).identity, u"product:33"_s);
    QCOMPARE(result->payload[u"CustomerMemo"][u"value"].string(), u"broken"_s);
    QCOMPARE(result->payload[u"TxnDate"].string(), u"2026-03-05"_s);
    const Json &detail = result->payload[u"Line"].array().constFirst()[u"SalesItemLineDetail"];
    QCOMPARE(*detail[u"Qty"].decimal(), Decimal(1));
    QCOMPARE(*detail[u"UnitPrice"].decimal(), Decimal(10));
    QVERIFY(!result->payload[u"DepositToAccountRef"][u"value"].string().isEmpty());
    const auto credit = mapped(plainRefund(), u"refund-to-creditmemo"_s);
    QVERIFY(credit);
    QCOMPARE(credit->entity, u"CreditMemo"_s);
    QVERIFY(!credit->payload.contains(u"DepositToAccountRef"));
}

void TestRecordedRefunds::moneyThatIsForNoLineIsBookedOnOneOfItsOwn()
{
    Json refund = test::with(plainRefund(), u"line_items"_s, Json::array({}));
    const auto whole = mapped(refund);
    QVERIFY2(whole, qPrintable(whole ? QString() : whole.error().message));
    QCOMPARE(int(whole->payload[u"Line"].array().size()), 1);
    QCOMPARE(totalOf(whole->payload), Decimal(10));
    QCOMPARE(whole->references.constLast().identity, u"refund"_s);

    const auto more = mapped(test::with(plainRefund(), u"amount"_s, u"12.50"_s));
    QVERIFY2(more, qPrintable(more ? QString() : more.error().message));
    QCOMPARE(int(more->payload[u"Line"].array().size()), 2);
    QCOMPARE(totalOf(more->payload), Decimal::literal("12.50"));
    QVERIFY2(more->notes.join(u'\n').contains(u"2.50"), qPrintable(more->notes.join(u'\n')));
}

void TestRecordedRefunds::aLineWithoutQuantityKeepsItsAmount()
{
    const auto result = mapped(test::with(plainRefund(), u"line_items[0].quantity"_s, 0));
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    const Json &line = result->payload[u"Line"].array().constFirst();
    QCOMPARE(*line[u"Amount"].decimal(), Decimal(10));
    QVERIFY(!line[u"SalesItemLineDetail"].contains(u"Qty"));
}

void TestRecordedRefunds::aFullRefundReturnsEverything()
{
    Json refund = test::parsed(R"({"id": 951, "parent_id": 900, "date_created_gmt": "2026-03-05T20:00:00",
        "amount": "33.00", "reason": "", "meta_data": [],
        "line_items": [{"id": 3, "name": "Enamel camp mug", "product_id": 33, "variation_id": 0, "quantity": -2,
            "total": "-20.00", "total_tax": "-2.00", "sku": "MUG-1", "taxes": []}],
        "shipping_lines": [{"id": 4, "method_title": "Flat rate", "total": "-5.00", "total_tax": "-0.50", "taxes": []}],
        "fee_lines": [{"id": 5, "name": "Gift wrap", "total": "-5.00", "total_tax": "-0.50", "taxes": []}],
        "tax_lines": []})");
    const auto result = mapped(refund);
    QVERIFY2(result, qPrintable(result ? QString() : result.error().message));
    QCOMPARE(int(result->payload[u"Line"].array().size()), 3);
    QCOMPARE(*result->payload[u"TxnTaxDetail"][u"TotalTax"].decimal(), Decimal(3));
    QCOMPARE(totalOf(result->payload), Decimal(33));
    QStringList identities;
    for (const Reference &reference : result->references)
        identities.append(reference.identity);
    QCOMPARE(identities, (QStringList{u"customer:17"_s, u"product:33"_s, u"shipping"_s, u"fee:gift wrap"_s}));
    for (const Json &line : result->payload[u"Line"].array())
        QCOMPARE(line[u"SalesItemLineDetail"][u"TaxCodeRef"][u"value"].string(), u"TAX"_s);
}

void TestRecordedRefunds::whatIsNotGivenBackByALineIsRefused()
{
    const auto less = mapped(test::with(plainRefund(), u"amount"_s, u"9.00"_s));
    QVERIFY(!less);
    QCOMPARE(less.error().code, u"money.mismatch"_s);
    const auto orphan = library().map(u"refund-to-creditmemo"_s, plainRefund(),
        contextOf({}, u"Invoice"_s, test::companyFacts(u"us-automated"_s, false)));
    QVERIFY(!orphan);
    QCOMPARE(orphan.error().code, u"refund.orderGone"_s);
}

QTEST_GUILESS_MAIN(TestRecordedRefunds)
#include "tst_recordedrefunds.moc"
