#include "engine/simulators/companysimulator.h"
#include "tests/unit/quickbooks/companyfixture.h"
#include "tests/unit/quickbooks/recordedfiles.h"

#include <QTest>

using namespace uds;
using namespace uds::test;
using namespace Qt::StringLiterals;

namespace {

Json parsed(const QByteArray &text)
{
    return Json::parse(text).value();
}

Json sale(const QString &customer, const char *amount, const QString &number = {})
{
    Json body = Json::object(
        {{u"CustomerRef"_s, reference(customer)}, {u"Line"_s, JsonArray{itemLine(u"1"_s, amount)}}});
    if (!number.isEmpty())
        body.set(u"DocNumber"_s, number);
    return body;
}

Json bill(const QString &vendor, const QByteArray &amount, const QByteArray &number = {})
{
    QByteArray text = R"({"VendorRef":{"value":")" + vendor.toLatin1() + R"("},"Line":[{"Amount":)" + amount
        + R"(,"DetailType":"AccountBasedExpenseLineDetail","AccountBasedExpenseLineDetail":{"AccountRef":{"value":"13"}}}])";
    if (!number.isEmpty())
        text += R"(,"DocNumber":")" + number + '"';
    return parsed(text + '}');
}

/// A payment of \a total that is applied to invoices by their amounts.
Json payment(
    const QString &customer, const char *total, const QList<std::pair<QString, const char *>> &applied)
{
    JsonArray lines;
    for (const auto &[invoice, amount] : applied)
        lines.append(Json::object({{u"Amount"_s, Decimal::parse(QString::fromLatin1(amount)).value()},
            {u"LinkedTxn"_s,
                JsonArray{Json::object({{u"TxnId"_s, invoice}, {u"TxnType"_s, u"Invoice"_s}})}}}));
    return Json::object({{u"CustomerRef"_s, reference(customer)},
        {u"TotalAmt"_s, Decimal::parse(QString::fromLatin1(total)).value()}, {u"Line"_s, lines}});
}

Json inactive(const QString &id, const QString &version = u"0"_s)
{
    return Json::object(
        {{u"Id"_s, id}, {u"SyncToken"_s, version}, {u"sparse"_s, true}, {u"Active"_s, false}});
}

QString number(const Json &value)
{
    return value.decimal().value_or(Decimal(-999)).normalized().text();
}

const QString kVendor = QStringLiteral("72");

} // namespace

/// The make-believe company's rules for buying, paying, closing and changing.
class TestCompanyBooks : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void booksTheRecordedBill();
    void booksTheRecordedExpense();
    void booksAVendorCredit();
    void refusesBadPurchases_data();
    void refusesBadPurchases();
    void wantsSomeMembersInSparseUpdates();
    void refusesAVendorsNumberTwice();
    void losesTheTermsOfANewVendor();

    void sharesNamesAmongPeople_data();
    void sharesNamesAmongPeople();
    void keepsBalancesOfPeople();
    void keepsPeopleWithABalanceActive();
    void givesANameBackWhenReactivated();
    void refusesInactiveReferences_data();
    void refusesInactiveReferences();

    void appliesSeveralPaymentsToOneInvoice();
    void appliesOnePaymentToSeveralInvoices();
    void refusesToPayTwice_data();
    void refusesToPayTwice();
    void protectsDepositedTransactions();
    void protectsClosedBooks_data();
    void protectsClosedBooks();
    void movesStock();
    void mergesCustomers();

    void feedsChanges();
    void feedsThirtyDaysOnly();
    void feedsAThousandObjectsOnly();
    void feedsSeveralEntities();
    void refusesLongCustomFields();
};

void TestCompanyBooks::booksTheRecordedBill()
{
    CompanyFixture fixture;
    Json request = recorded(u"bill-create-request.json"_s);
    JsonArray lines = request[u"Line"].array();
    Json detail = lines.at(1)[u"ItemBasedExpenseLineDetail"];
    detail.set(u"ItemRef"_s, reference(fixture.item(u"Enamel mug"_s)));
    lines[1].set(u"ItemBasedExpenseLineDetail"_s, detail);
    request.set(u"Line"_s, lines);
    request.set(u"SalesTermRef"_s, reference(u"3"_s));
    const Json booked = fixture.post(u"bill"_s, request)[u"Bill"];
    const Json expected = recorded(u"bill-create-response.json"_s)[u"Bill"];
    for (const QString &member : {u"TotalAmt"_s, u"Balance"_s, u"DueDate"_s, u"DocNumber"_s, u"LinkedTxn"_s,
             u"VendorRef"_s, u"APAccountRef"_s})
        QVERIFY2(booked[member] == expected[member], qPrintable(member));
    QCOMPARE(booked[u"Line"].array().first()[u"AccountBasedExpenseLineDetail"],
        expected[u"Line"].array().first()[u"AccountBasedExpenseLineDetail"]);
    QCOMPARE(fixture.get(u"bill/"_s + booked[u"Id"].string())[u"Bill"], booked);
    QCOMPARE(fixture.company.ledger().last().entity, u"Bill"_s);
}

void TestCompanyBooks::booksTheRecordedExpense()
{
    CompanyFixture fixture;
    Json request = recorded(u"purchase-create-request.json"_s);
    request.set(u"EntityRef"_s, parsed(R"({"value":"72","type":"Vendor"})"));
    const Json booked = fixture.post(u"purchase"_s, request)[u"Purchase"];
    const Json expected = recorded(u"purchase-create-response.json"_s)[u"Purchase"];
    for (const QString &member :
        {u"TotalAmt"_s, u"PaymentType"_s, u"AccountRef"_s, u"Credit"_s, u"PrintStatus"_s, u"PrivateNote"_s})
        QVERIFY2(booked[member] == expected[member], qPrintable(member));
    QCOMPARE(booked[u"EntityRef"], parsed(R"({"value":"72","name":"Tinsmith Wholesale","type":"Vendor"})"));
    QVERIFY(!booked.contains(u"Balance"));
}

void TestCompanyBooks::booksAVendorCredit()
{
    CompanyFixture fixture;
    const Json credit = fixture.post(u"vendorcredit"_s, bill(kVendor, "17.5", "TW-CR-12"))[u"VendorCredit"];
    QCOMPARE(number(credit[u"TotalAmt"]), u"17.5"_s);
    QCOMPARE(number(credit[u"Balance"]), u"17.5"_s);
    QVERIFY(!credit.contains(u"DueDate"));
    const Json update = Json::object({{u"Id"_s, credit[u"Id"]}, {u"SyncToken"_s, u"0"_s}, {u"sparse"_s, true},
        {u"PrivateNote"_s, u"Seen"_s}});
    QCOMPARE(fixture.post(u"vendorcredit"_s, update)[u"VendorCredit"][u"SyncToken"].string(), u"1"_s);
}

void TestCompanyBooks::refusesBadPurchases_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("code");
    const QByteArray line
        = R"("Line":[{"Amount":5,"DetailType":"AccountBasedExpenseLineDetail","AccountBasedExpenseLineDetail":{"AccountRef":{"value":"13"}}}])";
    const auto row = [](const char *name, const QString &resource, const QByteArray &body,
                         const QString &code) { QTest::newRow(name) << resource << body << code; };
    row("bill without vendor", u"bill"_s, '{' + line + '}', u"2020"_s);
    row("bill without lines", u"bill"_s, R"({"VendorRef":{"value":"72"}})", u"2020"_s);
    row("bill of an unknown vendor", u"bill"_s, R"({"VendorRef":{"value":"999"},)" + line + '}', u"2500"_s);
    row("bill with a sales line", u"bill"_s,
        R"({"VendorRef":{"value":"72"},"Line":[{"Amount":5,"DetailType":"SalesItemLineDetail","SalesItemLineDetail":{}}]})",
        u"6440"_s);
    row("line without account", u"bill"_s,
        R"({"VendorRef":{"value":"72"},"Line":[{"Amount":5,"DetailType":"AccountBasedExpenseLineDetail","AccountBasedExpenseLineDetail":{}}]})",
        u"2020"_s);
    row("amount is not the product", u"vendorcredit"_s,
        R"({"VendorRef":{"value":"72"},"Line":[{"Amount":5,"DetailType":"ItemBasedExpenseLineDetail","ItemBasedExpenseLineDetail":{"ItemRef":{"value":"1"},"Qty":2,"UnitPrice":2}}]})",
        u"6070"_s);
    row("expense without payment type", u"purchase"_s, R"({"AccountRef":{"value":"43"},)" + line + '}',
        u"2020"_s);
    row("expense without account", u"purchase"_s, R"({"PaymentType":"Cash",)" + line + '}', u"2020"_s);
    row("unknown payment type", u"purchase"_s,
        R"({"PaymentType":"Coins","AccountRef":{"value":"43"},)" + line + '}', u"2170"_s);
    row("card payment from a bank account", u"purchase"_s,
        R"({"PaymentType":"CreditCard","AccountRef":{"value":"43"},)" + line + '}', u"6430"_s);
    row("check from a card", u"purchase"_s,
        R"({"PaymentType":"Check","AccountRef":{"value":"42"},)" + line + '}', u"6430"_s);
    row("cash refund", u"purchase"_s,
        R"({"PaymentType":"Cash","Credit":true,"AccountRef":{"value":"43"},)" + line + '}', u"6000"_s);
    row("unknown member", u"purchase"_s,
        R"({"Foo":1,"PaymentType":"Cash","AccountRef":{"value":"43"},)" + line + '}', u"2010"_s);
    row("number too long", u"bill"_s,
        R"({"DocNumber":"1234567890123456789012","VendorRef":{"value":"72"},)" + line + '}', u"2050"_s);
    row("void of a bill", u"bill?operation=void"_s, R"({"Id":"1","SyncToken":"0"})", u"500"_s);
}

void TestCompanyBooks::refusesBadPurchases()
{
    QFETCH(QString, resource);
    QFETCH(QByteArray, body);
    QFETCH(QString, code);
    CompanyFixture fixture;
    QCOMPARE(fixture.code(fixture.post(resource, parsed(body))), code);
    QVERIFY(fixture.company.ledger().isEmpty());
}

void TestCompanyBooks::wantsSomeMembersInSparseUpdates()
{
    CompanyFixture fixture;
    const QString id = fixture.post(u"bill"_s, bill(kVendor, "10"))[u"Bill"][u"Id"].string();
    Json update = Json::object(
        {{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}, {u"sparse"_s, true}, {u"PrivateNote"_s, u"Seen"_s}});
    QCOMPARE(fixture.code(fixture.post(u"bill"_s, update)), u"2020"_s);
    update.set(u"VendorRef"_s, reference(kVendor));
    const Json updated = fixture.post(u"bill"_s, update)[u"Bill"];
    QCOMPARE(updated[u"PrivateNote"].string(), u"Seen"_s);
    QCOMPARE(number(updated[u"Balance"]), u"10"_s);
}

void TestCompanyBooks::refusesAVendorsNumberTwice()
{
    CompanyFixture fixture;
    const QString other
        = fixture.post(u"vendor"_s, parsed(R"({"DisplayName":"Other"})"))[u"Vendor"][u"Id"].string();
    const QString id = fixture.post(u"bill"_s, bill(kVendor, "10", "A-1"))[u"Bill"][u"Id"].string();
    const Json again = fixture.post(u"bill"_s, bill(kVendor, "10", "A-1"));
    QCOMPARE(fixture.code(again), u"6140"_s);
    QVERIFY(again.bytes().contains("TxnType=Bill with TxnId=" + id.toLatin1()));
    QVERIFY(fixture.post(u"bill"_s, bill(other, "10", "A-1"))[u"Bill"].isObject());
    QVERIFY(fixture.post(u"vendorcredit"_s, bill(kVendor, "10", "A-1"))[u"VendorCredit"].isObject());
}

void TestCompanyBooks::losesTheTermsOfANewVendor()
{
    CompanyFixture fixture;
    const Json vendor
        = fixture.post(u"vendor"_s, parsed(R"({"DisplayName":"Other","TermRef":{"value":"3"}})"))[u"Vendor"];
    QVERIFY(!vendor.contains(u"TermRef"));
    const Json update = Json::object({{u"Id"_s, vendor[u"Id"]}, {u"SyncToken"_s, u"0"_s}, {u"sparse"_s, true},
        {u"TermRef"_s, reference(u"3"_s)}});
    QVERIFY(fixture.post(u"vendor"_s, update)[u"Vendor"].contains(u"TermRef"));
}

void TestCompanyBooks::sharesNamesAmongPeople_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<QString>("name");
    QTest::newRow("customer named like a vendor") << u"customer"_s << u"tinsmith wholesale"_s;
    QTest::newRow("customer named like an employee") << u"customer"_s << u"Morgan Hale"_s;
    QTest::newRow("vendor named like an employee") << u"vendor"_s << u" Morgan Hale "_s;
    QTest::newRow("vendor named like a customer") << u"vendor"_s << u"Ada"_s;
}

void TestCompanyBooks::sharesNamesAmongPeople()
{
    QFETCH(QString, resource);
    QFETCH(QString, name);
    CompanyOptions options;
    options.tellNameHolder = true;
    CompanyFixture fixture(options);
    QVERIFY(!fixture.customer(u"Ada"_s).isEmpty());
    const Json answer = fixture.post(resource, Json::object({{u"DisplayName"_s, name}}));
    QCOMPARE(fixture.code(answer), u"6240"_s);
    QVERIFY(answer.bytes().contains("Id="));
}

void TestCompanyBooks::keepsBalancesOfPeople()
{
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    const auto owed = [&] { return number(fixture.get(u"customer/"_s + ada)[u"Customer"][u"Balance"]); };
    const QString invoice = fixture.post(u"invoice"_s, sale(ada, "100"))[u"Invoice"][u"Id"].string();
    QCOMPARE(owed(), u"100"_s);
    QVERIFY(fixture.post(u"payment"_s, payment(ada, "40", {{invoice, "30"}}))[u"Payment"].isObject());
    QCOMPARE(owed(), u"60"_s);
    QVERIFY(fixture.post(u"creditmemo"_s, sale(ada, "15"))[u"CreditMemo"].isObject());
    QCOMPARE(owed(), u"45"_s);
    const QByteArray statement = "select * from Customer where Id = '" + ada.toLatin1() + '\'';
    const Json row
        = fixture.query(QString::fromLatin1(statement))[u"QueryResponse"][u"Customer"].array().first();
    QCOMPARE(number(row[u"Balance"]), u"45"_s);
    const QString id = fixture.post(u"bill"_s, bill(kVendor, "80"))[u"Bill"][u"Id"].string();
    QCOMPARE(number(fixture.get(u"vendor/72"_s)[u"Vendor"][u"Balance"]), u"80"_s);
    QVERIFY(fixture.post(u"vendorcredit"_s, bill(kVendor, "20"))[u"VendorCredit"].isObject());
    QCOMPARE(number(fixture.get(u"vendor/72"_s)[u"Vendor"][u"Balance"]), u"60"_s);
    const Json gone = Json::object({{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}});
    QVERIFY(fixture.post(u"bill?operation=delete"_s, gone)[u"Bill"].isObject());
    QCOMPARE(number(fixture.get(u"vendor/72"_s)[u"Vendor"][u"Balance"]), u"-20"_s);
}

void TestCompanyBooks::keepsPeopleWithABalanceActive()
{
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    const QString invoice = fixture.post(u"invoice"_s, sale(ada, "100"))[u"Invoice"][u"Id"].string();
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, inactive(ada))), u"6220"_s);
    QVERIFY(fixture.post(u"payment"_s, payment(ada, "100", {{invoice, "100"}}))[u"Payment"].isObject());
    const Json closed = fixture.post(u"customer"_s, inactive(ada))[u"Customer"];
    QCOMPARE(closed[u"DisplayName"].string(), u"Ada (deleted)"_s);
}

void TestCompanyBooks::givesANameBackWhenReactivated()
{
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    QVERIFY(fixture.post(u"customer"_s, inactive(ada))[u"Customer"].isObject());
    Json active = inactive(ada, u"1"_s);
    active.set(u"Active"_s, true);
    QCOMPARE(fixture.post(u"customer"_s, active)[u"Customer"][u"DisplayName"].string(), u"Ada"_s);
    QVERIFY(fixture.post(u"customer"_s, inactive(ada, u"2"_s))[u"Customer"].isObject());
    const QString second = fixture.customer(u"Ada"_s);
    QVERIFY(!second.isEmpty() && second != ada);
    active.set(u"SyncToken"_s, u"3"_s);
    QCOMPARE(fixture.code(fixture.post(u"customer"_s, active)), u"6240"_s);
}

void TestCompanyBooks::refusesInactiveReferences_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("resource");
    QTest::newRow("customer of an invoice") << u"customer"_s << u"invoice"_s;
    QTest::newRow("customer of a payment") << u"customer"_s << u"payment"_s;
    QTest::newRow("vendor of a bill") << u"vendor"_s << u"bill"_s;
    QTest::newRow("vendor of a credit") << u"vendor"_s << u"vendorcredit"_s;
}

void TestCompanyBooks::refusesInactiveReferences()
{
    QFETCH(QString, type);
    QFETCH(QString, resource);
    CompanyFixture fixture;
    const QString name = type == u"vendor"_s ? u"Vendor"_s : u"Customer"_s;
    const QString id = fixture.post(type, Json::object({{u"DisplayName"_s, u"Ada"_s}}))[name][u"Id"].string();
    QVERIFY(fixture.post(type, inactive(id))[name].isObject());
    const Json body = type == u"vendor"_s ? bill(id, "5")
        : resource == u"payment"_s        ? payment(id, "5", {})
                                          : sale(id, "5");
    QCOMPARE(fixture.code(fixture.post(resource, body)), u"610"_s);
}

void TestCompanyBooks::appliesSeveralPaymentsToOneInvoice()
{
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    const QString invoice = fixture.post(u"invoice"_s, sale(ada, "100"))[u"Invoice"][u"Id"].string();
    const auto open = [&] { return number(fixture.get(u"invoice/"_s + invoice)[u"Invoice"][u"Balance"]); };
    const Json first = fixture.post(u"payment"_s, payment(ada, "30", {{invoice, "30"}}))[u"Payment"];
    QCOMPARE(open(), u"70"_s);
    QVERIFY(fixture.post(u"payment"_s, payment(ada, "70", {{invoice, "70"}}))[u"Payment"].isObject());
    QCOMPARE(open(), u"0"_s);
    QCOMPARE(fixture.get(u"invoice/"_s + invoice)[u"Invoice"][u"LinkedTxn"].array().size(), 2);
    const Json cancel
        = Json::object({{u"Id"_s, first[u"Id"]}, {u"SyncToken"_s, first[u"SyncToken"]}, {u"sparse"_s, true}});
    QVERIFY(fixture.post(u"payment?operation=update&include=void"_s, cancel)[u"Payment"].isObject());
    QCOMPARE(open(), u"30"_s);
}

void TestCompanyBooks::appliesOnePaymentToSeveralInvoices()
{
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    const QString first = fixture.post(u"invoice"_s, sale(ada, "60"))[u"Invoice"][u"Id"].string();
    const QString second = fixture.post(u"invoice"_s, sale(ada, "40"))[u"Invoice"][u"Id"].string();
    const Json paid
        = fixture.post(u"payment"_s, payment(ada, "95", {{first, "60"}, {second, "25"}}))[u"Payment"];
    QCOMPARE(number(paid[u"UnappliedAmt"]), u"10"_s);
    QCOMPARE(number(fixture.get(u"invoice/"_s + first)[u"Invoice"][u"Balance"]), u"0"_s);
    QCOMPARE(number(fixture.get(u"invoice/"_s + second)[u"Invoice"][u"Balance"]), u"15"_s);
}

void TestCompanyBooks::refusesToPayTwice_data()
{
    QTest::addColumn<QByteArray>("paidBefore");
    QTest::addColumn<QByteArray>("applied");
    QTest::addColumn<QByteArray>("again");
    QTest::newRow("paid in full") << QByteArray("100") << QByteArray("100") << QByteArray();
    QTest::newRow("paid in part") << QByteArray("60") << QByteArray("50") << QByteArray();
    QTest::newRow("twice in one payment") << QByteArray() << QByteArray("60") << QByteArray("60");
}

void TestCompanyBooks::refusesToPayTwice()
{
    QFETCH(QByteArray, paidBefore);
    QFETCH(QByteArray, applied);
    QFETCH(QByteArray, again);
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    const QString invoice = fixture.post(u"invoice"_s, sale(ada, "100"))[u"Invoice"][u"Id"].string();
    if (!paidBefore.isEmpty()) {
        const Json first = payment(ada, paidBefore, {{invoice, paidBefore}});
        QVERIFY(fixture.company.enter(u"Payment"_s, first, fixture.now));
    }
    QList<std::pair<QString, const char *>> lines = {{invoice, applied.constData()}};
    if (!again.isEmpty())
        lines.append({invoice, again.constData()});
    QCOMPARE(fixture.code(fixture.post(u"payment"_s, payment(ada, "200", lines))), u"6000"_s);
}

void TestCompanyBooks::protectsDepositedTransactions()
{
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    const QString id = fixture.post(u"salesreceipt"_s, sale(ada, "10"))[u"SalesReceipt"][u"Id"].string();
    fixture.company.deposit(u"SalesReceipt"_s, id);
    const Json same = Json::object({{u"Id"_s, id}, {u"SyncToken"_s, u"0"_s}, {u"sparse"_s, true}});
    QCOMPARE(fixture.code(fixture.post(u"salesreceipt"_s, same)), u"6540"_s);
    QCOMPARE(fixture.code(fixture.post(u"salesreceipt?operation=update&include=void"_s, same)), u"6540"_s);
    QCOMPARE(fixture.code(fixture.post(u"salesreceipt?operation=delete"_s, same)), u"6540"_s);
}

void TestCompanyBooks::protectsClosedBooks_data()
{
    QTest::addColumn<QString>("resource");
    QTest::addColumn<Json>("body");
    QTest::newRow("invoice") << u"invoice"_s << sale(u"%1"_s, "5");
    QTest::newRow("credit memo") << u"creditmemo"_s << sale(u"%1"_s, "5");
    QTest::newRow("payment") << u"payment"_s << payment(u"%1"_s, "5", {});
    QTest::newRow("bill") << u"bill"_s << bill(kVendor, "5");
    QTest::newRow("vendor credit") << u"vendorcredit"_s << bill(kVendor, "5");
    QTest::newRow("expense") << u"purchase"_s << recorded(u"purchase-create-request.json"_s);
}

void TestCompanyBooks::protectsClosedBooks()
{
    QFETCH(QString, resource);
    QFETCH(Json, body);
    CompanyOptions options;
    options.bookCloseDate = QDate(2026, 2, 28);
    CompanyFixture fixture(options);
    if (body.contains(u"CustomerRef"))
        body.set(u"CustomerRef"_s, reference(fixture.customer(u"Ada"_s)));
    body.remove(u"EntityRef");
    body.set(u"TxnDate"_s, u"2026-02-28"_s);
    QCOMPARE(fixture.code(fixture.post(resource, body)), u"6210"_s);
    body.set(u"TxnDate"_s, u"2026-03-01"_s);
    QCOMPARE(fixture.code(fixture.post(resource, body)), QString());
}

void TestCompanyBooks::movesStock()
{
    CompanyFixture fixture;
    const Json request = parsed(
        R"({"Name":"Mug","Type":"Inventory","TrackQtyOnHand":true,"QtyOnHand":10,"InvStartDate":"2026-03-01","AssetAccountRef":{"value":"81"},"IncomeAccountRef":{"value":"79"},"ExpenseAccountRef":{"value":"80"}})");
    const QString mug = fixture.post(u"item"_s, request)[u"Item"][u"Id"].string();
    const auto stock = [&] { return number(fixture.get(u"item/"_s + mug)[u"Item"][u"QtyOnHand"]); };
    const QString ada = fixture.customer(u"Ada"_s);
    Json sold = Json::object(
        {{u"CustomerRef"_s, reference(ada)}, {u"Line"_s, JsonArray{itemLine(mug, "20", "2", "10")}}});
    const Json invoice = fixture.post(u"invoice"_s, sold)[u"Invoice"];
    QCOMPARE(stock(), u"8"_s);
    QVERIFY(fixture.post(u"creditmemo"_s, sold)[u"CreditMemo"].isObject());
    QCOMPARE(stock(), u"10"_s);
    const Json cancel = Json::object({{u"Id"_s, invoice[u"Id"]}, {u"SyncToken"_s, u"0"_s}});
    QVERIFY(fixture.post(u"invoice?operation=void"_s, cancel)[u"Invoice"].isObject());
    QCOMPARE(stock(), u"12"_s);
    const Json bought = parsed(
        R"({"VendorRef":{"value":"72"},"Line":[{"Amount":40,"DetailType":"ItemBasedExpenseLineDetail","ItemBasedExpenseLineDetail":{"ItemRef":{"value":")"
        + mug.toLatin1() + R"("},"Qty":5,"UnitPrice":8}}]})");
    QVERIFY(fixture.post(u"bill"_s, bought)[u"Bill"].isObject());
    QCOMPARE(stock(), u"17"_s);
    sold.set(u"TxnDate"_s, u"2026-02-27"_s);
    QCOMPARE(fixture.code(fixture.post(u"invoice"_s, sold)), u"6270"_s);
}

void TestCompanyBooks::mergesCustomers()
{
    CompanyFixture fixture;
    const QString loser = fixture.customer(u"Ada M."_s);
    const QString winner = fixture.customer(u"Ada Merriweather"_s);
    const QString invoice = fixture.post(u"invoice"_s, sale(loser, "10"))[u"Invoice"][u"Id"].string();
    QVERIFY(!fixture.company.merge(u"Customer"_s, loser, u"999"_s, fixture.now));
    QVERIFY(fixture.company.merge(u"Customer"_s, loser, winner, fixture.now));
    const Json moved = fixture.get(u"invoice/"_s + invoice)[u"Invoice"];
    QCOMPARE(moved[u"CustomerRef"], Json::object({{u"value"_s, winner}, {u"name"_s, u"Ada Merriweather"_s}}));
    QCOMPARE(moved[u"SyncToken"].string(), u"1"_s);
    QCOMPARE(fixture.code(fixture.get(u"customer/"_s + loser)), u"610"_s);
    QCOMPARE(fixture.code(fixture.post(u"invoice"_s, sale(loser, "10"))), u"610"_s);
    QCOMPARE(number(fixture.get(u"customer/"_s + winner)[u"Customer"][u"Balance"]), u"10"_s);
}

void TestCompanyBooks::feedsChanges()
{
    CompanyFixture fixture;
    const QString early = fixture.customer(u"Early"_s);
    fixture.now = fixture.now.addSecs(1800);
    const QString since = fixture.now.toString(Qt::ISODate);
    const QString late = fixture.customer(u"Late"_s);
    const QString lost = fixture.customer(u"Lost"_s);
    QVERIFY(fixture.company.merge(u"Customer"_s, lost, late, fixture.now));
    const Json answer = fixture.get(u"cdc?entities=Customer&changedSince="_s + since);
    const Json list = answer[u"CDCResponse"].array().first()[u"QueryResponse"].array().first();
    QCOMPARE(list[u"Customer"].array().size(), 2);
    QCOMPARE(list[u"Customer"].array().first()[u"Id"].string(), late);
    const Json gone = list[u"Customer"].array().last();
    QCOMPARE(gone[u"Id"].string(), lost);
    QCOMPARE(gone[u"status"].string(), u"Deleted"_s);
    QVERIFY(gone[u"MetaData"].contains(u"LastUpdatedTime") && !gone.contains(u"DisplayName"));
    QVERIFY(!early.isEmpty());
    QCOMPARE(fixture.company.unsafeRequests(), 3);
}

void TestCompanyBooks::feedsThirtyDaysOnly()
{
    CompanyFixture fixture;
    const auto since = [&](qint64 days) {
        return fixture.get(
            u"cdc?entities=Customer&changedSince="_s + fixture.now.addDays(-days).toString(Qt::ISODate));
    };
    QCOMPARE(fixture.code(since(30)), QString());
    QCOMPARE(fixture.code(since(31)), u"4001"_s);
    QCOMPARE(fixture.code(fixture.get(u"cdc?entities=Customer&changedSince=yesterday"_s)), u"2060"_s);
    QCOMPARE(fixture.code(fixture.get(u"cdc?entities=TaxCode&changedSince=2026-03-01"_s)), u"4001"_s);
}

void TestCompanyBooks::feedsAThousandObjectsOnly()
{
    CompanyFixture fixture;
    for (int i = 0; i < 1005; ++i)
        QVERIFY(fixture.company.enter(
            u"Customer"_s, Json::object({{u"DisplayName"_s, u"C %1"_s.arg(i)}}), fixture.now));
    const Json answer = fixture.get(u"cdc?entities=Customer,Vendor&changedSince=2026-03-01"_s);
    const JsonArray lists = answer[u"CDCResponse"].array().first()[u"QueryResponse"].array();
    QCOMPARE(lists.first()[u"Customer"].array().size(), 1000);
    QCOMPARE(lists.last(), Json::object({}));
}

void TestCompanyBooks::feedsSeveralEntities()
{
    CompanyFixture fixture;
    const QString ada = fixture.customer(u"Ada"_s);
    QVERIFY(fixture.post(u"bill"_s, bill(kVendor, "5"))[u"Bill"].isObject());
    const Json answer = fixture.get(u"cdc?entities=Bill,Invoice,Customer&changedSince=2026-03-01"_s);
    const JsonArray lists = answer[u"CDCResponse"].array().first()[u"QueryResponse"].array();
    QCOMPARE(lists.size(), 3);
    QCOMPARE(lists.at(0)[u"Bill"].array().size(), 1);
    QCOMPARE(lists.at(1), Json::object({}));
    QCOMPARE(lists.at(2)[u"Customer"].array().first()[u"Id"].string(), ada);
}

void TestCompanyBooks::refusesLongCustomFields()
{
    CompanyFixture fixture;
    Json body = sale(fixture.customer(u"Ada"_s), "5");
    const auto field = [](const QString &text) {
        return JsonArray{Json::object({{u"DefinitionId"_s, u"1"_s}, {u"StringValue"_s, text}})};
    };
    body.set(u"CustomField"_s, field(QString(32, u'x')));
    QCOMPARE(fixture.code(fixture.post(u"invoice"_s, body)), u"2050"_s);
    body.set(u"CustomField"_s, field(QString(31, u'x')));
    QVERIFY(fixture.post(u"invoice"_s, body)[u"Invoice"][u"CustomField"].isArray());
}

QTEST_GUILESS_MAIN(TestCompanyBooks)
#include "tst_companybooks.moc"
