#include "engine/mapping/moneyproof.h"
#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

#include <rapidcheck.h>

using namespace Qt::StringLiterals;
using namespace uds;

/// A document leaves only with exactly the order's total.
class TestMoneyProof : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void roundingKeepsTheSum();
    void threeThirdsOfTen();
    void aSmallDifferenceIsBooked_data();
    void aSmallDifferenceIsBooked();
    void theLimitIsASetting();
    void aLargeDifferenceIsRefusedWithBothNumbers();
    void moreDecimalsAreAllocated();
    void randomOrdersAddUp();
};

namespace {

Result<MappedRecord> mappedWith(const Json &order, Json settings = Json::object({}))
{
    settings.set(u"sales_tax_code"_s, u"2"_s);
    static const MappingLibrary library = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    return library.map(u"order-to-salesreceipt"_s, order,
        test::contextFor(test::companyFacts(u"us-manual"_s, false), settings));
}

Decimal sumOf(const Json &payload)
{
    Decimal sum = payload[u"TxnTaxDetail"][u"TotalTax"].decimal().value_or(Decimal());
    for (const Json &line : payload[u"Line"].array()) {
        const Decimal amount = *line[u"Amount"].decimal();
        sum += line[u"DetailType"].string() == u"DiscountLineDetail" ? -amount : amount;
    }
    return sum;
}

Json lineOf(const QString &total, int quantity)
{
    return Json::object({{u"id"_s, 1}, {u"name"_s, u"Widget"_s}, {u"product_id"_s, 5}, {u"variation_id"_s, 0},
        {u"quantity"_s, quantity}, {u"total"_s, total}, {u"total_tax"_s, u"0.00"_s}, {u"sku"_s, u"W"_s}});
}

} // namespace

void TestMoneyProof::roundingKeepsTheSum()
{
    QVERIFY(
        rc::check("the sum of the rounded amounts is the rounded sum, and none moves by a whole unit", [] {
            const auto raw = *rc::gen::container<std::vector<int>>(rc::gen::inRange(-5'000'000, 5'000'000));
            QList<Decimal> amounts;
            Decimal exact;
            for (const int value : raw) {
                amounts.append(Decimal(value).dividedBy(Decimal(10'000), 4));
                exact += amounts.last();
            }
            const QList<Decimal> rounded = roundedKeepingSum(amounts, 2);
            Decimal reached;
            for (qsizetype at = 0; at < rounded.size(); ++at) {
                reached += rounded[at];
                RC_ASSERT((rounded[at] - amounts[at]).absolute() < Decimal::literal("0.01"));
                RC_ASSERT(rounded[at] == rounded[at].rounded(2));
            }
            RC_ASSERT(reached == exact.rounded(2));
        }));
}

void TestMoneyProof::threeThirdsOfTen()
{
    const Decimal third = Decimal::literal("3.3333");
    const QList<Decimal> rounded = roundedKeepingSum({third, third, Decimal::literal("3.3334")}, 2);
    QCOMPARE(rounded[0] + rounded[1] + rounded[2], Decimal(10));
    QCOMPARE(rounded[2], Decimal::literal("3.34"));
}

void TestMoneyProof::aSmallDifferenceIsBooked_data()
{
    QTest::addColumn<QString>("total");
    QTest::addColumn<QString>("kind");
    QTest::newRow("one cent more") << u"20.01"_s << u"SalesItemLineDetail"_s;
    QTest::newRow("two cents more") << u"20.02"_s << u"SalesItemLineDetail"_s;
    QTest::newRow("one cent less") << u"19.99"_s << u"DiscountLineDetail"_s;
}

void TestMoneyProof::aSmallDifferenceIsBooked()
{
    QFETCH(QString, total);
    const auto mapped = mappedWith(test::with(test::plainOrder(), u"total"_s, total));
    QVERIFY2(mapped, mapped ? "" : qPrintable(mapped.error().message));
    QCOMPARE(sumOf(mapped->payload).text(), total);
    QTEST(mapped->payload[u"Line"].array().last()[u"DetailType"].string(), "kind");
    QVERIFY(mapped->notes.join(u' ').contains(u"rounding"_s));
}

void TestMoneyProof::theLimitIsASetting()
{
    const Json order = test::with(test::plainOrder(), u"total"_s, u"20.05"_s);
    QVERIFY(!mappedWith(order));
    QVERIFY(mappedWith(order, test::parsed(R"({"rounding_limit": "0.05"})")));
    QVERIFY(
        !mappedWith(test::with(order, u"total"_s, u"20.01"_s), test::parsed(R"({"rounding_limit": "0"})")));
}

void TestMoneyProof::aLargeDifferenceIsRefusedWithBothNumbers()
{
    const auto mapped = mappedWith(test::with(test::plainOrder(), u"total"_s, u"21.00"_s));
    QVERIFY(!mapped);
    QCOMPARE(mapped.error().kind, ErrorKind::Validation);
    QCOMPARE(mapped.error().code, u"money.mismatch"_s);
    for (const QString &part : {u"20.00"_s, u"21.00"_s, u"1.00"_s, u"USD"_s})
        QVERIFY2(mapped.error().message.contains(part), qPrintable(mapped.error().message));
    QVERIFY(!mapped.error().hint.isEmpty());
}

void TestMoneyProof::moreDecimalsAreAllocated()
{
    Json order = test::with(test::plainOrder(), u"total"_s, u"10.00"_s);
    order.set(u"line_items"_s,
        Json::array({lineOf(u"3.3333"_s, 1), lineOf(u"3.3333"_s, 1), lineOf(u"3.3334"_s, 1)}));
    const auto mapped = mappedWith(order);
    QVERIFY2(mapped, mapped ? "" : qPrintable(mapped.error().message));
    QCOMPARE(sumOf(mapped->payload), Decimal(10));
    for (const Json &line : mapped->payload[u"Line"].array()) {
        const Json &detail = line[u"SalesItemLineDetail"];
        const Decimal amount = *line[u"Amount"].decimal();
        QVERIFY(amount == amount.rounded(2));
        if (detail.contains(u"Qty"))
            QCOMPARE((*detail[u"Qty"].decimal() * *detail[u"UnitPrice"].decimal()).rounded(2), amount);
    }
}

void TestMoneyProof::randomOrdersAddUp()
{
    QVERIFY(rc::check("any order whose parts add up becomes a document of exactly its total", [] {
        const auto amounts
            = *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 1'000'000)));
        const int quantity = *rc::gen::inRange(1, 40);
        const int tax = *rc::gen::inRange(0, 100'000);
        const int fee = *rc::gen::inRange(-50, 50);
        JsonArray lines;
        qint64 total = tax + fee;
        for (const int amount : amounts) {
            lines.append(lineOf(Decimal(amount).dividedBy(Decimal(100), 2).text(), quantity));
            total += amount;
        }
        RC_PRE(total >= 0);
        Json order
            = test::with(test::plainOrder(), u"total"_s, Decimal(total).dividedBy(Decimal(100), 2).text());
        order.set(u"line_items"_s, Json(lines));
        order.set(u"total_tax"_s, Decimal(tax).dividedBy(Decimal(100), 2).text());
        order.set(u"fee_lines"_s,
            Json::array({Json::object(
                {{u"name"_s, u"Fee"_s}, {u"total"_s, Decimal(fee).dividedBy(Decimal(100), 2).text()},
                    {u"total_tax"_s, u"0.00"_s}})}));
        const auto mapped = mappedWith(order);
        RC_ASSERT(mapped.has_value());
        RC_ASSERT(sumOf(mapped->payload) == Decimal(total).dividedBy(Decimal(100), 2));
        RC_ASSERT(*mapped->total == Decimal(total).dividedBy(Decimal(100), 2));
    }));
}

QTEST_GUILESS_MAIN(TestMoneyProof)
#include "tst_moneyproof.moc"
