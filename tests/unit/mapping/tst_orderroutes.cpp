#include "tests/unit/mapping/mappingfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// Which documents an order leads to, by its status, its payment and what is already in the books.
class TestOrderRoutes : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void routes_data();
    void routes();
    void theStartDateIsTheCompanysDay();
    void aCustomStatusCanBeSynced();
};

namespace {

/// "void document", "document by order-to-invoice, payment by order-to-payment", or "left out".
QString described(const RoutedRecord &routed)
{
    QStringList parts;
    for (const Route &route : routed.routes) {
        parts.append(route.action == Route::Action::Void ? u"void "_s + route.purpose
                                                         : route.purpose + u" by "_s + route.mapping);
    }
    return parts.isEmpty() ? u"left out"_s : parts.join(u", "_s);
}

Json order(const QString &status, bool paid)
{
    Json made = test::with(test::plainOrder(), u"status"_s, status);
    if (!paid) {
        made.set(u"date_paid"_s, Json());
        made.set(u"date_paid_gmt"_s, Json());
    }
    return made;
}

RoutedRecord routed(const Json &record, const QString &linked, const Json &settings = {})
{
    static const MappingLibrary library = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    MappingContext context = test::contextFor(test::companyFacts(u"us-manual"_s, false), settings);
    if (!linked.isEmpty())
        context.links
            = Json::object({{u"document"_s, Json::object({{u"entity"_s, linked}, {u"id"_s, u"145"_s}})}});
    return library.route(record, context);
}

} // namespace

void TestOrderRoutes::routes_data()
{
    QTest::addColumn<QString>("status");
    QTest::addColumn<bool>("paid");
    QTest::addColumn<QString>("linked");
    QTest::addColumn<QString>("expected");
    const auto row
        = [](const char *name, const QString &status, bool paid, const QString &linked,
              const QString &expected) { QTest::newRow(name) << status << paid << linked << expected; };
    const QString receipt = u"document by order-to-salesreceipt"_s;
    const QString invoice = u"document by order-to-invoice"_s;
    const QString paidInvoice = u"document by order-to-invoice, payment by order-to-payment"_s;
    row("paid", u"processing"_s, true, {}, receipt);
    row("completed and paid", u"completed"_s, true, {}, receipt);
    row("cash on delivery", u"processing"_s, false, {}, invoice);
    row("waiting for the bank transfer", u"on-hold"_s, false, {}, invoice);
    row("completed without payment", u"completed"_s, false, {}, invoice);
    row("invoice paid later", u"processing"_s, true, u"Invoice"_s, paidInvoice);
    row("invoice still open", u"on-hold"_s, false, u"Invoice"_s, invoice);
    row("receipt stays a receipt", u"on-hold"_s, false, u"SalesReceipt"_s, receipt);
    row("cancelled in the books", u"cancelled"_s, false, u"Invoice"_s, u"void document"_s);
    row("failed in the books", u"failed"_s, true, u"SalesReceipt"_s, u"void document"_s);
    row("trashed in the books", u"trash"_s, true, u"SalesReceipt"_s, u"void document"_s);
    row("cancelled before", u"cancelled"_s, false, {}, u"left out"_s);
    row("failed before", u"failed"_s, false, {}, u"left out"_s);
    row("trashed before", u"trash"_s, true, {}, u"left out"_s);
    row("refunded keeps its receipt", u"refunded"_s, true, u"SalesReceipt"_s, receipt);
    row("refunded keeps its invoice and payment", u"refunded"_s, true, u"Invoice"_s, paidInvoice);
    row("refunded before it was booked", u"refunded"_s, true, {}, u"left out"_s);
    row("pending", u"pending"_s, false, {}, u"left out"_s);
    row("abandoned cart", u"checkout-draft"_s, false, {}, u"left out"_s);
    row("draft", u"auto-draft"_s, false, {}, u"left out"_s);
    row("status of a plugin", u"packed"_s, true, {}, u"left out"_s);
    row("pending again", u"pending"_s, false, u"Invoice"_s, u"left out"_s);
}

void TestOrderRoutes::routes()
{
    QFETCH(QString, status);
    QFETCH(bool, paid);
    QFETCH(QString, linked);
    QFETCH(QString, expected);
    const RoutedRecord result = routed(order(status, paid), linked);
    QCOMPARE(described(result), expected);
    QCOMPARE(result.excludedBecause.contains(u'"' + status + u'"'), result.routes.isEmpty());
    if (result.routes.size() == 2)
        QCOMPARE(result.routes.last().after, QStringList{u"document"_s});
}

void TestOrderRoutes::theStartDateIsTheCompanysDay()
{
    const Json settings = test::parsed(R"({"start_date": "2026-03-03"})");
    const Json evening
        = test::with(order(u"processing"_s, true), u"date_created_gmt"_s, u"2026-03-03T07:30:00"_s);
    const RoutedRecord before = routed(evening, {}, settings);
    QVERIFY(before.routes.isEmpty());
    QVERIFY(before.excludedBecause.contains(u"2026-03-03"_s));
    QVERIFY(!routed(test::with(evening, u"date_created_gmt"_s, u"2026-03-03T08:30:00"_s), {}, settings)
                 .routes.isEmpty());
    QVERIFY(!routed(evening, u"SalesReceipt"_s, settings).routes.isEmpty());
}

void TestOrderRoutes::aCustomStatusCanBeSynced()
{
    const Json settings = test::parsed(R"({"statuses": ["packed"]})");
    QCOMPARE(
        described(routed(order(u"packed"_s, true), {}, settings)), u"document by order-to-salesreceipt"_s);
    QCOMPARE(described(routed(order(u"packed"_s, false), {}, settings)), u"document by order-to-invoice"_s);
    QCOMPARE(described(routed(order(u"processing"_s, true), {}, settings)), u"left out"_s);
}

QTEST_GUILESS_MAIN(TestOrderRoutes)
#include "tst_orderroutes.moc"
