#include "engine/mapping/fieldcatalogue.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Every recorded order becomes a document that is right to the cent and respects the platform's catalogue,
/// or it is refused with a reason.
class TestRecordedOrders : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyOrderIsBookedOrExplained_data();
    void everyOrderIsBookedOrExplained();
    void everyOrderMapsWhenItsStatusIsSynced_data();
    void everyOrderMapsWhenItsStatusIsSynced();
    void mappingTwiceGivesTheSameBytes();
};

namespace {

qint64 cents(const Json &value)
{
    QString text = value.scalarText();
    const bool negative = text.startsWith(u'-');
    text.remove(u'-');
    const QString fraction = (text.section(u'.', 1) + u"00"_s).left(2);
    const qint64 all = text.section(u'.', 0, 0).toLongLong() * 100 + fraction.toLongLong();
    return negative ? -all : all;
}

/// What QuickBooks makes of the payload, computed here in whole cents, apart from the engine's own proof.
qint64 documentCents(const Json &payload)
{
    qint64 sum = cents(payload[u"TxnTaxDetail"][u"TotalTax"]);
    for (const Json &line : payload[u"Line"].array()) {
        const bool discount = line[u"DetailType"].string() == u"DiscountLineDetail";
        sum += discount ? -cents(line[u"Amount"]) : cents(line[u"Amount"]);
    }
    return sum;
}

QStringList lineBreaches(const Json &line)
{
    QStringList found;
    const Json &detail = line[u"SalesItemLineDetail"];
    if (detail.contains(u"Qty") != detail.contains(u"UnitPrice"))
        found.append(u"quantity without price"_s);
    if (detail.contains(u"Qty")) {
        const Decimal product = *detail[u"Qty"].decimal() * *detail[u"UnitPrice"].decimal();
        if (product.rounded(2) != *line[u"Amount"].decimal() || detail[u"UnitPrice"].decimal()->scale() > 7)
            found.append(u"amount is not quantity times price"_s);
    }
    return found;
}

/// The payload as it goes out, with ids in place of references.
Json completed(const MappedRecord &mapped)
{
    Json payload = mapped.payload;
    for (const Reference &reference : mapped.references)
        payload = test::with(payload, reference.path, u"58"_s);
    return payload;
}

QStringList referenceBreaches(const MappedRecord &mapped)
{
    QStringList found;
    for (const Reference &reference : mapped.references) {
        if (reference.identity.isEmpty() || reference.label.isEmpty() || !reference.create
            || reference.keys.isEmpty())
            found.append(reference.path + u": incomplete reference"_s);
        for (const NaturalKey &key : reference.keys) {
            if (key.value.trimmed().isEmpty())
                found.append(reference.path + u": empty key "_s + key.key);
        }
        if (reference.create)
            found += FieldCatalogue::load(u"quickbooks"_s, reference.entity)->breaches(*reference.create);
    }
    return found;
}

QStringList breachesOf(const MappedRecord &mapped, const Json &order)
{
    QStringList found = FieldCatalogue::load(u"quickbooks"_s, mapped.entity)->breaches(completed(mapped));
    for (const Json &line : mapped.payload[u"Line"].array())
        found += lineBreaches(line);
    found += referenceBreaches(mapped);
    if (documentCents(mapped.payload) != cents(order[u"total"]))
        found.append(u"total is %1 cents"_s.arg(documentCents(mapped.payload)));
    if (!mapped.total || cents(Json(*mapped.total)) != cents(order[u"total"]))
        found.append(u"proven total differs"_s);
    return found;
}

void addCompanies()
{
    QTest::addColumn<Json>("facts");
    QTest::addColumn<Json>("settings");
    QTest::addColumn<int>("mapped");
    QTest::addColumn<int>("refused");
}

} // namespace

Q_DECLARE_METATYPE(uds::Json)

void TestRecordedOrders::everyOrderIsBookedOrExplained_data()
{
    addCompanies();
    QTest::newRow("US automated tax, one currency")
        << test::companyFacts(u"us-automated"_s, false) << Json() << 112 << 16;
    QTest::newRow("US automated tax, several currencies")
        << test::companyFacts(u"us-automated"_s, true) << Json() << 128 << 0;
    const Json oneCode = Json::object({{u"sales_tax_code"_s, u"2"_s}});
    QTest::newRow("US manual tax, one currency")
        << test::companyFacts(u"us-manual"_s, false) << oneCode << 112 << 16;
    QTest::newRow("US manual tax, several currencies")
        << test::companyFacts(u"us-manual"_s, true) << oneCode << 128 << 0;
    QTest::newRow("US manual tax, a code for one county only")
        << test::companyFacts(u"us-manual"_s, true) << Json() << 40 << 88;
    QTest::newRow("no sales tax in the books") << test::companyFacts(u"none"_s, true) << Json() << 128 << 0;
    QTest::newRow("tax booked as a line") << test::companyFacts(u"us-automated"_s, true)
                                          << Json::object({{u"tax_mode"_s, u"line"_s}}) << 128 << 0;
    QTest::newRow("no shipping field")
        << test::with(test::companyFacts(u"us-manual"_s, true), u"allowShipping"_s, false) << oneCode << 128
        << 0;
    QTest::newRow("no discounts") << test::with(test::companyFacts(u"us-manual"_s, true), u"allowDiscount"_s,
        false) << oneCode << 126 << 2;
    QTest::newRow("British company with codes for its own rates")
        << test::with(test::britishFacts(), u"multiCurrency"_s, true) << Json() << 24 << 104;
}

void TestRecordedOrders::everyOrderIsBookedOrExplained()
{
    QFETCH(Json, facts);
    QFETCH(Json, settings);
    const MappingLibrary library = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    const MappingContext context = test::contextFor(facts, settings);
    int mappedCount = 0;
    int refusedCount = 0;
    int excludedCount = 0;
    for (const Json &order : test::recordedOrders()) {
        const RoutedRecord routed = library.route(order, context);
        if (routed.routes.isEmpty()) {
            QVERIFY(!routed.excludedBecause.isEmpty());
            ++excludedCount;
            continue;
        }
        const auto mapped = library.map(routed.routes.first().mapping, order, context);
        if (!mapped) {
            QVERIFY2(!mapped.error().message.isEmpty() && mapped.error().kind == ErrorKind::Validation,
                qPrintable(mapped.error().message));
            const QStringList reasons{u"currency.notEnabled"_s, u"discount.notAllowed"_s, u"tax.code"_s};
            QVERIFY2(reasons.contains(mapped.error().code), qPrintable(mapped.error().message));
            ++refusedCount;
            continue;
        }
        const QStringList breaches = breachesOf(*mapped, order);
        QVERIFY2(
            breaches.isEmpty(), qPrintable(order[u"id"].scalarText() + u": "_s + breaches.join(u"; "_s)));
        ++mappedCount;
    }
    QCOMPARE(mappedCount + refusedCount + excludedCount, 163);
    QTEST(mappedCount, "mapped");
    QTEST(refusedCount, "refused");
}

void TestRecordedOrders::everyOrderMapsWhenItsStatusIsSynced_data()
{
    QTest::addColumn<QString>("mapping");
    QTest::newRow("as sales receipt") << u"order-to-salesreceipt"_s;
    QTest::newRow("as invoice") << u"order-to-invoice"_s;
}

void TestRecordedOrders::everyOrderMapsWhenItsStatusIsSynced()
{
    QFETCH(QString, mapping);
    const MappingLibrary library = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    const MappingContext context = test::contextFor(test::companyFacts(u"us-automated"_s, true));
    QStringList refused;
    for (const Json &order : test::recordedOrders()) {
        const auto mapped = library.map(mapping, order, context);
        if (!mapped) {
            refused.append(order[u"id"].scalarText() + u' ' + mapped.error().code);
            continue;
        }
        const QStringList breaches = breachesOf(*mapped, order);
        QVERIFY2(
            breaches.isEmpty(), qPrintable(order[u"id"].scalarText() + u": "_s + breaches.join(u"; "_s)));
    }
    QCOMPARE(refused, QStringList{u"116 document.noLines"_s});
}

void TestRecordedOrders::mappingTwiceGivesTheSameBytes()
{
    const MappingLibrary library = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    const MappingContext context = test::contextFor(test::companyFacts(u"us-automated"_s, true));
    for (const Json &order : test::recordedOrders()) {
        const auto first = library.map(u"order-to-salesreceipt"_s, order, context);
        const auto second = library.map(u"order-to-salesreceipt"_s, order, context);
        QCOMPARE(first.has_value(), second.has_value());
        if (first)
            QCOMPARE(first->payload.bytes(), second->payload.bytes());
    }
}

QTEST_GUILESS_MAIN(TestRecordedOrders)
#include "tst_recordedorders.moc"
