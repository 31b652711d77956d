#include "engine/simulators/companysimulator.h"
#include "tests/unit/quickbooks/companyfixture.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

namespace {

Json sale(const QString &customer, const JsonArray &lines, const QString &number = {})
{
    Json body = Json::object({{u"CustomerRef"_s, reference(customer)}, {u"Line"_s, lines}});
    if (!number.isEmpty())
        body.set(u"DocNumber"_s, number);
    return body;
}

Json document(const char *text)
{
    return Json::parse(QByteArray(text)).value();
}

QString total(const Json &object)
{
    return object[u"TotalAmt"].decimal().value_or(Decimal(-1)).normalized().text();
}

} // namespace

class TestCompanySimulator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void worksOutTheRecordedInvoice();
    void worksOutTaxByItsModel_data();
    void worksOutTaxByItsModel();
    void worksOutTaxAbroad();
    void appliesPaymentsToInvoices();
    void voidsWhatWasPaid();
    void appliesACreditMemo();

    void refusesBadCustomers_data();
    void refusesBadCustomers();
    void refusesBadSales_data();
    void refusesBadSales();
    void refusesBadItems_data();
    void refusesBadItems();
    void refusesDuplicateNames();
    void refusesDuplicateNumbers();
    void numbersDocumentsItselfWhenSwitchedSo();
    void refusesClosedPeriodsAndEndedSubscriptions();

    void updatesOnlyTheCurrentVersion();
    void clearsMembersOfAFullUpdate();
    void freesTheNameOfAnInactiveObject();
    void deletesUnlinkedDocuments();

    void replaysARequestId();
    void forgetsARequestIdAfterItsRetention();
    void carriesOutBatchMembersIndependently();
    void refusesALargeBatch();
    void answersUnknownTokensAndCompanies();
    void countsUnsafeRequests();
    void changesAfterTheTimeItTells();
    void keepsALedger();
};

void TestCompanySimulator::worksOutTheRecordedInvoice()
{
    CompanyFixture fixture;
    const QString customer = fixture.customer(u"Ada Merriweather"_s);
    const QString mug = fixture.item(u"Enamel camp mug"_s);
    const QString pack = fixture.item(u"Daypack 22L"_s);
    JsonArray lines = {itemLine(mug, "49.0", "2", "24.5"), itemLine(pack, "120.0", "1", "120.0"),
        document(
            R"({"Amount":16.9,"DetailType":"DiscountLineDetail","DiscountLineDetail":{"PercentBased":true,"DiscountPercent":10}})"),
        itemLine(u"SHIPPING_ITEM_ID"_s, "8.95")};
    Json body = sale(customer, lines, u"WC-100482"_s);
    body.set(u"ApplyTaxAfterDiscount"_s, true);
    body.set(u"SalesTermRef"_s, reference(u"3"_s));
    body.set(u"TxnDate"_s, u"2026-03-03"_s);
    const Json invoice = fixture.post(u"invoice"_s, body)[u"Invoice"];
    const Json expected = recorded(u"invoice-create-response.json"_s)[u"Invoice"];
    QCOMPARE(invoice[u"TotalAmt"], expected[u"TotalAmt"]);
    QCOMPARE(invoice[u"Balance"], expected[u"Balance"]);
    QCOMPARE(invoice[u"TxnTaxDetail"], expected[u"TxnTaxDetail"]);
    QCOMPARE(invoice[u"DueDate"], expected[u"DueDate"]);
    QCOMPARE(invoice[u"CustomerRef"][u"name"].string(), u"Ada Merriweather"_s);
    QCOMPARE(invoice[u"Line"].array().at(2), expected[u"Line"].array().at(2));
    QCOMPARE(invoice[u"Line"].array().at(3)[u"Amount"], expected[u"Line"].array().at(3)[u"Amount"]);
    QCOMPARE(invoice[u"SyncToken"].string(), u"0"_s);
}

void TestCompanySimulator::worksOutTaxByItsModel_data()
{
    QTest::addColumn<CompanyTax>("model");
    QTest::addColumn<QByteArray>("detail");
    QTest::addColumn<QString>("expected");
    const QByteArray sent = R"({"TxnTaxCodeRef":{"value":"2"},"TotalTax":9})";
    QTest::newRow("automated, nothing sent")
        << CompanyTax::AutomatedHonoured << QByteArray("{}") << u"108.25"_s;
    QTest::newRow("automated, honoured") << CompanyTax::AutomatedHonoured << sent << u"109"_s;
    QTest::newRow("automated, ignored") << CompanyTax::AutomatedIgnored << sent << u"108.25"_s;
    QTest::newRow("automated, a cent off") << CompanyTax::AutomatedCentOff << sent << u"108.26"_s;
    QTest::newRow("manual") << CompanyTax::Manual << sent << u"109"_s;
    QTest::newRow("manual without code") << CompanyTax::Manual << QByteArray("{}") << u"100"_s;
    QTest::newRow("no sales tax") << CompanyTax::None << sent << u"100"_s;
}

void TestCompanySimulator::worksOutTaxByItsModel()
{
    QFETCH(CompanyTax, model);
    QFETCH(QByteArray, detail);
    QFETCH(QString, expected);
    CompanyOptions options;
    options.tax = model;
    CompanyFixture fixture(options);
    Json body
        = sale(fixture.customer(u"Ada"_s), {itemLine(fixture.item(u"Mug"_s), "100", "4", "25")}, u"WC-1"_s);
    body.set(u"TxnTaxDetail"_s, Json::parse(detail).value());
    const Json receipt = fixture.post(u"salesreceipt"_s, body)[u"SalesReceipt"];
    QCOMPARE(total(receipt), expected);
    QCOMPARE(receipt[u"Balance"].decimal().value(), Decimal(0));
}

void TestCompanySimulator::worksOutTaxAbroad()
{
    CompanyOptions options;
    options.tax = CompanyTax::Other;
    CompanyFixture fixture(options);
    const QString item = fixture.item(u"Daypack"_s);
    QVERIFY(!item.isEmpty());
    Json line = itemLine(item, "100.0", "1", "100.0");
    const QString customer = fixture.customer(u"Isla Penrose"_s);
    QCOMPARE(fixture.code(fixture.post(u"invoice"_s, sale(customer, {line}))), u"6100"_s);
    Json detail = line[u"SalesItemLineDetail"];
    detail.set(u"TaxCodeRef"_s, reference(u"6"_s));
    line.set(u"SalesItemLineDetail"_s, detail);
    const Json invoice = fixture.post(u"invoice"_s, sale(customer, {line}))[u"Invoice"];
    const Json expected = recorded(u"invoice-gb-tax-excluded-response.json"_s)[u"Invoice"];
    QCOMPARE(invoice[u"TotalAmt"], expected[u"TotalAmt"]);
    QCOMPARE(invoice[u"TxnTaxDetail"], expected[u"TxnTaxDetail"]);
    QCOMPARE(invoice[u"CurrencyRef"][u"value"].string(), u"GBP"_s);
}

void TestCompanySimulator::appliesPaymentsToInvoices()
{
    CompanyFixture fixture;
    const QString customer = fixture.customer(u"Ada"_s);
    const QString id
        = fixture
              .post(u"invoice"_s,
                  sale(customer, {itemLine(fixture.item(u"Mug"_s), "100", "4", "25")}))[u"Invoice"][u"Id"]
              .string();
    Json payment = document(R"({"TotalAmt":60,"Line":[{"Amount":50,"LinkedTxn":[{"TxnType":"Invoice"}]}]})");
    payment
        = Json::parse(payment.bytes().replace("\"TxnType\"", "\"TxnId\":\"" + id.toUtf8() + "\",\"TxnType\""))
              .value();
    payment.set(u"CustomerRef"_s, reference(customer));
    const Json paid = fixture.post(u"payment"_s, payment)[u"Payment"];
    QCOMPARE(paid[u"UnappliedAmt"].decimal().value(), Decimal(10));
    const Json invoice = fixture.get(u"invoice/"_s + id)[u"Invoice"];
    QCOMPARE(invoice[u"Balance"].decimal().value(), Decimal::literal("58.25"));
    QCOMPARE(invoice[u"LinkedTxn"].array().at(0)[u"TxnId"], paid[u"Id"]);
    QCOMPARE(invoice[u"SyncToken"].string(), u"1"_s);

    payment.set(u"CustomerRef"_s, reference(fixture.customer(u"Bob"_s)));
    QCOMPARE(fixture.code(fixture.post(u"payment"_s, payment)), u"6000"_s);
    payment.set(u"CustomerRef"_s, reference(customer));
    payment = Json::parse(payment.bytes().replace("\"Amount\":50", "\"Amount\":59")).value();
    QCOMPARE(fixture.code(fixture.post(u"payment"_s, payment)), u"6000"_s);
}

void TestCompanySimulator::voidsWhatWasPaid()
{
    CompanyFixture fixture;
    const QString customer = fixture.customer(u"Ada"_s);
    Json body = sale(customer, {itemLine(fixture.item(u"Mug"_s), "100", "4", "25")}, u"WC-1"_s);
    body.set(u"PrivateNote"_s, u"Order 1"_s);
    const QString id = fixture.post(u"invoice"_s, body)[u"Invoice"][u"Id"].string();
    const Json link = Json::object({{u"TxnId"_s, id}, {u"TxnType"_s, u"Invoice"_s}});
    const Json payment
        = Json::object({{u"CustomerRef"_s, reference(customer)}, {u"TotalAmt"_s, Decimal::literal("108.25")},
            {u"Line"_s,
                Json::array({Json::object(
                    {{u"Amount"_s, Decimal::literal("108.25")}, {u"LinkedTxn"_s, Json::array({link})}})})}});
    const QString paymentId = fixture.post(u"payment"_s, payment)[u"Payment"][u"Id"].string();

    const Json stale = Json::object({{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}});
    QCOMPARE(fixture.code(fixture.post(u"invoice?operation=void"_s, stale)), u"5010"_s);
    const Json current = Json::object({{u"Id"_s, id}, {u"SyncToken"_s, u"1"_s}});
    const Json voided = fixture.post(u"invoice?operation=void"_s, current)[u"Invoice"];
    QCOMPARE(total(voided), u"0"_s);
    QCOMPARE(voided[u"PrivateNote"].string(), u"Voided - Order 1"_s);
    QCOMPARE(voided[u"Line"].array().at(0)[u"SalesItemLineDetail"][u"Qty"].decimal().value(), Decimal(0));
    const Json released = fixture.get(u"payment/"_s + paymentId)[u"Payment"];
    QCOMPARE(released[u"UnappliedAmt"].decimal().value(), Decimal::literal("108.25"));
    QVERIFY(released[u"Line"].array().isEmpty());
}

void TestCompanySimulator::appliesACreditMemo()
{
    CompanyFixture fixture;
    const QString customer = fixture.customer(u"Ada"_s);
    const QString item = fixture.item(u"Mug"_s);
    const QString invoice
        = fixture.post(u"invoice"_s, sale(customer, {itemLine(item, "50", "2", "25")}))[u"Invoice"][u"Id"]
              .string();
    const QString credit
        = fixture
              .post(u"creditmemo"_s, sale(customer, {itemLine(item, "25", "1", "25")}))[u"CreditMemo"][u"Id"]
              .string();
    Json payment = recorded(u"payment-apply-creditmemo-request.json"_s);
    const QByteArray text = payment.bytes()
                                .replace("1451", invoice.toUtf8())
                                .replace("1465", credit.toUtf8())
                                .replace("26.52", "27.07");
    payment = Json::parse(text).value();
    payment.set(u"CustomerRef"_s, reference(customer));
    QCOMPARE(fixture.post(u"payment"_s, payment)[u"Payment"][u"UnappliedAmt"].decimal().value(), Decimal(0));
    const Json memo = fixture.get(u"creditmemo/"_s + credit)[u"CreditMemo"];
    QCOMPARE(memo[u"RemainingCredit"].decimal().value(), Decimal(0));
}

void TestCompanySimulator::refusesBadCustomers_data()
{
    QTest::addColumn<Json>("body");
    QTest::addColumn<QString>("code");
    const auto named = [](const QString &name) { return Json::object({{u"DisplayName"_s, name}}); };
    QTest::newRow("no name") << document(R"({"Notes":"x"})") << u"6080"_s;
    QTest::newRow("colon") << named(u"Ada: Inc"_s) << u"2040"_s;
    QTest::newRow("tab") << named(u"Ada\tInc"_s) << u"2040"_s;
    QTest::newRow("line break") << named(u"Ada\nInc"_s) << u"2040"_s;
    QTest::newRow("emoji") << named(u"Ada \U0001F600"_s) << u"2040"_s;
    QTest::newRow("too long") << named(QString(501, u'a')) << u"2050"_s;
    QTest::newRow("unknown member") << document(R"({"DisplayName":"A","Foo":1})") << u"2010"_s;
    QTest::newRow("null member") << document(R"({"DisplayName":"A","Notes":null})") << u"2010"_s;
    QTest::newRow("bad e-mail") << document(R"({"DisplayName":"A","PrimaryEmailAddr":{"Address":"nobody"}})")
                                << u"2210"_s;
    QTest::newRow("long phone") << document(
        R"({"DisplayName":"A","PrimaryPhone":{"FreeFormNumber":"0123456789012345678901234567890"}})")
                                << u"2050"_s;
    QTest::newRow("unknown term") << document(R"({"DisplayName":"A","SalesTermRef":{"value":"77"}})")
                                  << u"2500"_s;
}

void TestCompanySimulator::refusesBadCustomers()
{
    QFETCH(Json, body);
    QFETCH(QString, code);
    CompanyFixture fixture;
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, body)), code);
    QVERIFY(fixture.company.ledger().isEmpty());
}

void TestCompanySimulator::refusesBadSales_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const QByteArray line
        = R"({"Amount":10,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{"ItemRef":{"value":"1"}}})";
    const auto lines = [&](const QByteArray &all) {
        return QByteArray(R"({"CustomerRef":{"value":"C"},"Line":[)" + all + "]}");
    };
    QTest::newRow("no lines") << lines({}) << u"2020"_s;
    QTest::newRow("no customer") << QByteArray("{\"Line\":[" + line + "]}") << u"2020"_s;
    QTest::newRow("unknown customer") << lines(line).replace("\"C\"", "\"99999\"") << u"2500"_s;
    QTest::newRow("unknown item") << lines(line).replace("\"1\"", "\"99999\"") << u"2500"_s;
    QTest::newRow("amount is not the product")
        << lines(line).replace("\"ItemRef\"", "\"Qty\":3,\"UnitPrice\":3,\"ItemRef\"") << u"6070"_s;
    QTest::newRow("no amount") << lines(line).replace("\"Amount\":10,", "") << u"2020"_s;
    QTest::newRow("detail missing") << lines(R"({"Amount":10,"DetailType":"SalesItemLineDetail"})")
                                    << u"6440"_s;
    QTest::newRow("tax code of another country")
        << lines(line).replace("\"ItemRef\"", "\"TaxCodeRef\":{\"value\":\"6\"},\"ItemRef\"") << u"6100"_s;
    QTest::newRow("reserved tax code")
        << lines(line).replace("\"ItemRef\"", "\"TaxCodeRef\":{\"value\":\"CustomSalesTax\"},\"ItemRef\"")
        << u"6160"_s;
    QTest::newRow("empty discount") << lines(
        line + R"(,{"DetailType":"DiscountLineDetail","DiscountLineDetail":{"PercentBased":false}})")
                                    << u"6090"_s;
    QTest::newRow("discount above the lines") << lines(line
        + R"(,{"Amount":11,"DetailType":"DiscountLineDetail","DiscountLineDetail":{"PercentBased":false}})")
                                              << u"6000"_s;
    QTest::newRow("long number") << lines(line).replace(
        "\"Line\"", "\"DocNumber\":\"0123456789012345678901\",\"Line\"")
                                 << u"2050"_s;
    QTest::newRow("not JSON") << QByteArray("{") << u"2010"_s;
}

void TestCompanySimulator::refusesBadSales()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    CompanyFixture fixture;
    body.replace("\"C\"", '"' + fixture.customer(u"Ada"_s).toUtf8() + '"');
    const HttpResponse answer = fixture.send("POST", u"invoice"_s, body);
    QCOMPARE(answer.status, 400);
    QCOMPARE(fixture.code(Json::parse(answer.body).value()), code);
    QCOMPARE(fixture.company.ledger().size(), 1);
}

void TestCompanySimulator::refusesBadItems_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    QTest::newRow("no type") << QByteArray(R"({"Name":"Mug","IncomeAccountRef":{"value":"79"}})")
                             << u"2020"_s;
    QTest::newRow("no account") << QByteArray(R"({"Name":"Mug","Type":"Service"})") << u"2020"_s;
    QTest::newRow("wrong account") << QByteArray(
        R"({"Name":"Mug","Type":"Service","IncomeAccountRef":{"value":"35"}})")
                                   << u"6430"_s;
    QTest::newRow("colon") << QByteArray(
        R"({"Name":"A:B","Type":"Service","IncomeAccountRef":{"value":"79"}})")
                           << u"2040"_s;
    QTest::newRow("no asset account")
        << QByteArray(R"({"Name":"Mug","Type":"Inventory","IncomeAccountRef":{"value":"79"}})") << u"2020"_s;
    QTest::newRow("existing name") << QByteArray(
        R"({"Name":"services ","Type":"Service","IncomeAccountRef":{"value":"79"}})")
                                   << u"6240"_s;
}

void TestCompanySimulator::refusesBadItems()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    CompanyFixture fixture;
    QCOMPARE(fixture.code(fixture.post(u"item"_s, Json::parse(body).value())), code);
}

void TestCompanySimulator::refusesDuplicateNames()
{
    CompanyFixture fixture;
    const QString id = fixture.customer(u"Ada Merriweather"_s);
    const Json again = Json::object({{u"DisplayName"_s, u" ada MERRIWEATHER "_s}});
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, again)), u"6240"_s);
    const Json vendor = Json::object({{u"DisplayName"_s, u"Tinsmith Wholesale"_s}});
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, vendor)), u"6240"_s);
    fixture.company.options().tellNameHolder = true;
    const Json told = fixture.post(u"customer"_s, again);
    QVERIFY(told[u"Fault"][u"Error"].array().at(0)[u"Detail"].string().endsWith(u"Id="_s + id));
}

void TestCompanySimulator::refusesDuplicateNumbers()
{
    CompanyFixture fixture;
    const Json body = sale(fixture.customer(u"Ada"_s), {itemLine(u"1"_s, "10")}, u"WC-1"_s);
    const QString id = fixture.post(u"invoice"_s, body)[u"Invoice"][u"Id"].string();
    const Json refused = fixture.post(u"salesreceipt"_s, body);
    QCOMPARE(fixture.code(refused), u"6140"_s);
    QVERIFY(refused[u"Fault"][u"Error"].array().at(0)[u"Detail"].string().contains(
        u"TxnType=Invoice with TxnId="_s + id));
    QVERIFY(fixture.post(u"invoice?include=allowduplicatedocnum"_s, body).contains(u"Invoice"));
    fixture.company.options().warnDuplicates = false;
    QVERIFY(fixture.post(u"invoice"_s, body).contains(u"Invoice"));
}

void TestCompanySimulator::numbersDocumentsItselfWhenSwitchedSo()
{
    CompanyOptions options;
    options.customTxnNumbers = false;
    CompanyFixture fixture(options);
    const Json body = sale(fixture.customer(u"Ada"_s), {itemLine(u"1"_s, "10")});
    QCOMPARE(fixture.post(u"invoice"_s, body)[u"Invoice"][u"DocNumber"].string(), u"1001"_s);
    QCOMPARE(fixture.post(u"invoice"_s, body)[u"Invoice"][u"DocNumber"].string(), u"1002"_s);
    CompanyFixture custom;
    const Json other = sale(custom.customer(u"Ada"_s), {itemLine(u"1"_s, "10")});
    QVERIFY(!custom.post(u"invoice"_s, other)[u"Invoice"].contains(u"DocNumber"));
}

void TestCompanySimulator::refusesClosedPeriodsAndEndedSubscriptions()
{
    CompanyOptions options;
    options.bookCloseDate = QDate(2025, 12, 31);
    CompanyFixture fixture(options);
    Json body = sale(fixture.customer(u"Ada"_s), {itemLine(u"1"_s, "10")});
    body.set(u"TxnDate"_s, u"2025-12-31"_s);
    QCOMPARE(fixture.code(fixture.post(u"invoice"_s, body)), u"6210"_s);
    body.set(u"TxnDate"_s, u"2026-01-01"_s);
    QVERIFY(fixture.post(u"invoice"_s, body).contains(u"Invoice"));
    fixture.company.options().subscriptionEnded = true;
    QCOMPARE(fixture.code(fixture.post(u"invoice"_s, body)), u"6190"_s);
    QVERIFY(fixture.query(u"select * from Invoice"_s)[u"QueryResponse"].contains(u"Invoice"));
}

void TestCompanySimulator::updatesOnlyTheCurrentVersion()
{
    CompanyFixture fixture;
    const QString id = fixture.customer(u"Ada"_s);
    Json change = Json::object(
        {{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}, {u"sparse"_s, true}, {u"Notes"_s, u"Prefers mail"_s}});
    const Json changed = fixture.post(u"customer"_s, change)[u"Customer"];
    QCOMPARE(changed[u"SyncToken"].string(), u"1"_s);
    QCOMPARE(changed[u"DisplayName"].string(), u"Ada"_s);
    QCOMPARE(changed[u"Notes"].string(), u"Prefers mail"_s);
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, change)), u"5010"_s);
    change.set(u"SyncToken"_s, u"1"_s);
    change.set(u"Notes"_s, QString(u""_s));
    QVERIFY(!fixture.post(u"customer"_s, change)[u"Customer"].contains(u"Notes"));
    change.set(u"Id"_s, u"424242"_s);
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, change)), u"610"_s);
}

void TestCompanySimulator::clearsMembersOfAFullUpdate()
{
    CompanyFixture fixture;
    const Json body = document(R"({"DisplayName":"Ada","Notes":"old","CompanyName":"Ada Ltd"})");
    const QString id = fixture.post(u"customer"_s, body)[u"Customer"][u"Id"].string();
    const Json full = Json::object(
        {{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}, {u"DisplayName"_s, u"Ada"_s}, {u"Notes"_s, u"new"_s}});
    const Json changed = fixture.post(u"customer"_s, full)[u"Customer"];
    QCOMPARE(changed[u"Notes"].string(), u"new"_s);
    QVERIFY(!changed.contains(u"CompanyName"));
}

void TestCompanySimulator::freesTheNameOfAnInactiveObject()
{
    CompanyFixture fixture;
    const QString id = fixture.customer(u"Ada"_s);
    const Json off
        = Json::object({{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}, {u"sparse"_s, true}, {u"Active"_s, false}});
    QCOMPARE(fixture.post(u"customer"_s, off)[u"Customer"][u"DisplayName"].string(), u"Ada (deleted)"_s);
    QCOMPARE(fixture.code(fixture.post(u"invoice"_s, sale(id, {itemLine(u"1"_s, "10")}))), u"610"_s);
    QVERIFY(!fixture.customer(u"Ada"_s).isEmpty());
    const QString statement = u"select * from Customer where Id = '%1'"_s.arg(id);
    QVERIFY(!fixture.query(statement)[u"QueryResponse"].contains(u"Customer"));
    QVERIFY(
        fixture.query(statement + u" and Active in (true,false)"_s)[u"QueryResponse"].contains(u"Customer"));
}

void TestCompanySimulator::deletesUnlinkedDocuments()
{
    CompanyFixture fixture;
    const Json body = sale(fixture.customer(u"Ada"_s), {itemLine(u"1"_s, "10")}, u"WC-1"_s);
    const QString id = fixture.post(u"salesreceipt"_s, body)[u"SalesReceipt"][u"Id"].string();
    const Json address = Json::object({{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}});
    QCOMPARE(fixture.post(u"salesreceipt?operation=delete"_s, address)[u"SalesReceipt"][u"status"].string(),
        u"Deleted"_s);
    QCOMPARE(fixture.code(fixture.get(u"salesreceipt/"_s + id)), u"610"_s);
    QVERIFY(fixture.post(u"salesreceipt"_s, body).contains(u"SalesReceipt"));
}

void TestCompanySimulator::replaysARequestId()
{
    CompanyFixture fixture;
    const QByteArray body = R"({"DisplayName":"Ada"})";
    const HttpResponse first = fixture.send("POST", u"customer?requestid=t-1"_s, body);
    const HttpResponse again = fixture.send("POST", u"customer?requestid=t-1"_s, body);
    QCOMPARE(again.body, first.body);
    QVERIFY(headerValue(again.headers, "intuit_tid") != headerValue(first.headers, "intuit_tid"));
    // The second body is lost without an error.
    const HttpResponse other = fixture.send("POST", u"customer?requestid=t-1"_s, R"({"DisplayName":"Bob"})");
    QCOMPARE(other.body, first.body);
    QCOMPARE(fixture.company.ledger().size(), 1);
    QCOMPARE(fixture.company.ledger().first().requestId, QByteArray("t-1"));
    QCOMPARE(fixture.send("POST", u"customer?requestid="_s + QString(51, u'x'), body).status, 400);
}

void TestCompanySimulator::forgetsARequestIdAfterItsRetention()
{
    CompanyOptions options;
    options.requestIdRetention = std::chrono::hours(1);
    options.accessLifetime = std::chrono::hours(24);
    CompanyFixture fixture(options);
    const QByteArray body = R"({"DisplayName":"Ada"})";
    QCOMPARE(fixture.send("POST", u"customer?requestid=t-1"_s, body).status, 200);
    fixture.now = fixture.now.addSecs(3599);
    QCOMPARE(fixture.send("POST", u"customer?requestid=t-1"_s, body).status, 200);
    fixture.now = fixture.now.addSecs(2);
    QCOMPARE(fixture.send("POST", u"customer?requestid=t-1"_s, body).status, 400);
}

void TestCompanySimulator::carriesOutBatchMembersIndependently()
{
    CompanyFixture fixture;
    const Json body = document(R"({"BatchItemRequest":[
        {"bId":"b1","operation":"create","Customer":{"DisplayName":"Ada"}},
        {"bId":"b2","operation":"create","Customer":{"DisplayName":"Ada"}},
        {"bId":"b3","Query":"select * from Account where AccountType = 'Bank'"},
        {"bId":"b4","operation":"create","Customer":{"DisplayName":"Bob"}}]})");
    const JsonArray members = fixture.post(u"batch?requestid=c-1"_s, body)[u"BatchItemResponse"].array();
    QCOMPARE(members.size(), 4);
    QCOMPARE(members.at(0)[u"Customer"][u"DisplayName"].string(), u"Ada"_s);
    QCOMPARE(fixture.code(members.at(1)), u"6240"_s);
    QCOMPARE(members.at(2)[u"QueryResponse"][u"Account"].array().size(), 2);
    QCOMPARE(members.at(3)[u"bId"].string(), u"b4"_s);
    QVERIFY(members.at(3).contains(u"Customer"));
    QCOMPARE(fixture.post(u"batch?requestid=c-1"_s, body)[u"BatchItemResponse"].array(), members);
    QCOMPARE(fixture.company.ledger().size(), 2);
}

void TestCompanySimulator::refusesALargeBatch()
{
    CompanyFixture fixture;
    const Json member = document(R"({"bId":"b","operation":"create","Customer":{"DisplayName":"Ada"}})");
    const Json body = Json::object({{u"BatchItemRequest"_s, JsonArray(31, member)}});
    QCOMPARE(fixture.code(fixture.post(u"batch"_s, body)), u"1040"_s);
    QVERIFY(fixture.company.ledger().isEmpty());
}

void TestCompanySimulator::answersUnknownTokensAndCompanies()
{
    CompanyFixture fixture;
    fixture.token = "wrong";
    const HttpResponse unknown = fixture.send("GET", u"preferences"_s);
    QCOMPARE(unknown.status, 401);
    QCOMPARE(
        Json::parse(unknown.body).value()[u"fault"][u"error"].array().at(0)[u"code"].string(), u"3200"_s);
    fixture.token = "simulated-access-token";
    HttpRequest foreign = fixture.request("GET", u"preferences"_s);
    foreign.url.setPath(u"/v3/company/1/preferences"_s);
    QCOMPARE(fixture.company.answer(foreign, fixture.now).status, 403);
    fixture.now = fixture.now.addSecs(3600);
    QCOMPARE(fixture.send("GET", u"preferences"_s).status, 401);
}

void TestCompanySimulator::countsUnsafeRequests()
{
    CompanyFixture fixture;
    QVERIFY(fixture.get(u"companyinfo/9341453000000101"_s).contains(u"CompanyInfo"));
    QVERIFY(fixture.query(u"select * from Item"_s).contains(u"QueryResponse"));
    QCOMPARE(fixture.company.unsafeRequests(), 0);
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, Json::object({}))), u"6080"_s);
    QCOMPARE(fixture.company.unsafeRequests(), 1);
    QCOMPARE(fixture.company.requests(), 3);
}

void TestCompanySimulator::changesAfterTheTimeItTells()
{
    CompanyFixture fixture;
    qint64 latest = 0;
    for (int i = 0; i < 9; ++i) {
        const Json answer
            = fixture.post(u"customer"_s, Json::object({{u"DisplayName"_s, QString::number(i)}}));
        const QDateTime time = QDateTime::fromString(answer[u"time"].string(), Qt::ISODateWithMs);
        const QDateTime changed = QDateTime::fromString(
            answer[u"Customer"][u"MetaData"][u"LastUpdatedTime"].string(), Qt::ISODate);
        QCOMPARE(time.toUTC(), fixture.now);
        const qint64 late = time.secsTo(changed);
        QVERIFY(late >= 0 && late <= 2);
        latest = qMax(latest, late);
    }
    QCOMPARE(latest, 2);
}

void TestCompanySimulator::keepsALedger()
{
    CompanyFixture fixture;
    const QString id = fixture.customer(u"Ada"_s);
    QVERIFY(fixture.company.enter(u"Customer"_s, document(R"({"DisplayName":"By hand"})"), fixture.now));
    const QList<LedgerEntry> &ledger = fixture.company.ledger();
    QCOMPARE(ledger.size(), 1);
    QCOMPARE(ledger.first().entity, u"Customer"_s);
    QCOMPARE(ledger.first().operation, u"create"_s);
    QCOMPARE(ledger.first().id, id);
    QCOMPARE(ledger.first().document[u"DisplayName"].string(), u"Ada"_s);
    QCOMPARE(ledger.first().atUtc, fixture.now);
}

QTEST_GUILESS_MAIN(TestCompanySimulator)
#include "tst_companysimulator.moc"
