#include "tests/unit/mapping/mappingfixture.h"

#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace uds;

/// How customers and items of an order are named, found and created.
class TestOrderReferences : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void customerIdentities_data();
    void customerIdentities();
    void guestPoliciesGroupGuests_data();
    void guestPoliciesGroupGuests();
    void anInvalidMailAddressIsLeftOut();
    void oneCustomerPerCurrency();
    void itemIdentities_data();
    void itemIdentities();
    void equalSkusStayTwoItems();
    void longNamesThatDifferAtTheEndStayTwoItems();
    void withoutAnIncomeAccountNothingIsGuessed();
};

namespace {

MappedRecord mapped(const Json &order, const Json &settings = {}, bool multiCurrency = false)
{
    static const MappingLibrary library = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    const auto result = library.map(u"order-to-salesreceipt"_s, order,
        test::contextFor(test::companyFacts(u"us-manual"_s, multiCurrency), settings));
    if (!result)
        qFatal("%s", qPrintable(result.error().message));
    return *result;
}

Json guest(const QString &email, const QString &first, const QString &last, int id = 900)
{
    Json order = test::with(test::plainOrder(), u"customer_id"_s, 0);
    order = test::with(order, u"id"_s, id);
    order = test::with(order, u"billing.email"_s, email);
    order = test::with(order, u"billing.first_name"_s, first);
    return test::with(order, u"billing.last_name"_s, last);
}

Json line(const QString &path, const Json &value)
{
    return test::with(test::plainOrder(), u"line_items[0]."_s + path, value);
}

QStringList keysOf(const Reference &reference)
{
    QStringList keys;
    for (const NaturalKey &key : reference.keys)
        keys.append(key.key + u'=' + key.value);
    return keys;
}

} // namespace

Q_DECLARE_METATYPE(uds::Json)

void TestOrderReferences::customerIdentities_data()
{
    QTest::addColumn<Json>("order");
    QTest::addColumn<QString>("identity");
    QTest::addColumn<QStringList>("keys");
    QTest::newRow("registered") << test::plainOrder() << u"customer:17"_s
                                << QStringList{u"PrimaryEmailAddr=ada.merriweather@example.com"_s,
                                       u"DisplayName=Ada Merriweather"_s};
    QTest::newRow("guest") << guest(u"Ada@Example.com"_s, u"Ada"_s, u"M"_s) << u"guest:ada@example.com"_s
                           << QStringList{u"PrimaryEmailAddr=Ada@Example.com"_s, u"DisplayName=Ada M"_s};
    QTest::newRow("guest without e-mail")
        << guest({}, u"Ada"_s, u"M"_s) << u"guest:900"_s << QStringList{u"DisplayName=Ada M (web 900)"_s};
    QTest::newRow("guest without anything")
        << guest({}, {}, {}) << u"guest:900"_s << QStringList{u"DisplayName=Guest 900 (web 900)"_s};
    QTest::newRow("guest without name")
        << guest(u"a@example.com"_s, {}, {}) << u"guest:a@example.com"_s
        << QStringList{u"PrimaryEmailAddr=a@example.com"_s, u"DisplayName=a@example.com"_s};
    QTest::newRow("name of symbols only")
        << guest(u"a@example.com"_s, u"🌸"_s, {}) << u"guest:a@example.com"_s
        << QStringList{u"PrimaryEmailAddr=a@example.com"_s, u"DisplayName=a@example.com"_s};
    QTest::newRow("colon and blanks in the name")
        << guest(u"a@example.com"_s, u" Ada:"_s, u"van  Dam "_s) << u"guest:a@example.com"_s
        << QStringList{u"PrimaryEmailAddr=a@example.com"_s, u"DisplayName=Ada- van Dam"_s};
}

void TestOrderReferences::customerIdentities()
{
    QFETCH(Json, order);
    const Reference customer = mapped(order).references.first();
    QCOMPARE(customer.entity, u"Customer"_s);
    QCOMPARE(customer.path, u"CustomerRef.value"_s);
    QTEST(customer.identity, "identity");
    QTEST(keysOf(customer), "keys");
    QCOMPARE((*customer.create)[u"DisplayName"].string(), customer.keys.last().value);
    QVERIFY(!customer.alternativeNames.isEmpty()
        && !customer.alternativeNames.contains(customer.keys.last().value));
}

void TestOrderReferences::guestPoliciesGroupGuests_data()
{
    QTest::addColumn<QString>("policy");
    QTest::addColumn<int>("customers");
    QTest::newRow("by e-mail") << u"email"_s << 3;
    QTest::newRow("by e-mail and name") << u"email_and_name"_s << 4;
    QTest::newRow("one for all") << u"single"_s << 1;
}

void TestOrderReferences::guestPoliciesGroupGuests()
{
    QFETCH(QString, policy);
    const Json settings = Json::object({{u"guest_policy"_s, policy}});
    const JsonArray orders{guest(u"a@example.com"_s, u"Ada"_s, u"M"_s, 1),
        guest(u"A@example.com"_s, u"ada"_s, u"m"_s, 2), guest(u"a@example.com"_s, u"Ben"_s, u"M"_s, 3),
        guest(u"c@example.com"_s, u"Cy"_s, u"M"_s, 4), guest({}, u"Di"_s, u"M"_s, 5)};
    QSet<QString> identities;
    for (const Json &order : orders) {
        const Reference customer = mapped(order, settings).references.first();
        identities.insert(customer.identity);
        if (policy == u"single"_s)
            QVERIFY(!customer.create->contains(u"PrimaryEmailAddr"));
        if (policy == u"email_and_name"_s)
            QCOMPARE(customer.keys.size(), 1);
    }
    QTEST(int(identities.size()), "customers");
}

void TestOrderReferences::anInvalidMailAddressIsLeftOut()
{
    const MappedRecord record = mapped(guest(u"not an address"_s, u"Ada"_s, u"M"_s));
    QVERIFY(!record.payload.contains(u"BillEmail"));
    QVERIFY(!record.references.first().create->contains(u"PrimaryEmailAddr"));
    QVERIFY(record.notes.join(u' ').contains(u"e-mail"_s));
}

void TestOrderReferences::oneCustomerPerCurrency()
{
    const Reference home = mapped(test::plainOrder(), {}, true).references.first();
    const Reference foreign
        = mapped(test::with(test::plainOrder(), u"currency"_s, u"EUR"_s), {}, true).references.first();
    QCOMPARE(home.identity, u"customer:17"_s);
    QCOMPARE(foreign.identity, u"customer:17:EUR"_s);
    QCOMPARE(keysOf(foreign), QStringList{u"DisplayName=Ada Merriweather (EUR)"_s});
    QCOMPARE((*foreign.create)[u"CurrencyRef"][u"value"].string(), u"EUR"_s);
}

void TestOrderReferences::itemIdentities_data()
{
    QTest::addColumn<Json>("order");
    QTest::addColumn<QString>("identity");
    QTest::addColumn<QStringList>("keys");
    QTest::newRow("product") << test::plainOrder() << u"product:33"_s
                             << QStringList{u"Sku=MUG-1"_s, u"Name=Enamel camp mug"_s};
    QTest::newRow("variation") << line(u"variation_id"_s, 91) << u"variation:91"_s
                               << QStringList{u"Sku=MUG-1"_s, u"Name=Enamel camp mug"_s};
    QTest::newRow("deleted product") << test::with(line(u"product_id"_s, 0), u"line_items[0].sku"_s, Json())
                                     << u"name:enamel camp mug"_s << QStringList{u"Name=Enamel camp mug"_s};
    QTest::newRow("without SKU") << line(u"sku"_s, u""_s) << u"product:33"_s
                                 << QStringList{u"Name=Enamel camp mug"_s};
    QTest::newRow("SKU of blanks") << line(u"sku"_s, u"  "_s) << u"product:33"_s
                                   << QStringList{u"Name=Enamel camp mug"_s};
    QTest::newRow("leading zeros") << line(u"sku"_s, u"00123"_s) << u"product:33"_s
                                   << QStringList{u"Sku=00123"_s, u"Name=Enamel camp mug"_s};
}

void TestOrderReferences::itemIdentities()
{
    QFETCH(Json, order);
    const Reference item = mapped(order).references.last();
    QCOMPARE(item.entity, u"Item"_s);
    QCOMPARE(item.path, u"Line[0].SalesItemLineDetail.ItemRef.value"_s);
    QTEST(item.identity, "identity");
    QTEST(keysOf(item), "keys");
    QCOMPARE((*item.create)[u"IncomeAccountRef"][u"value"].string(), u"79"_s);
    for (const QString &name : item.alternativeNames)
        QVERIFY(name.size() <= 100 && name != item.keys.last().value);
}

void TestOrderReferences::equalSkusStayTwoItems()
{
    const Reference first = mapped(line(u"product_id"_s, 33)).references.last();
    const Reference second = mapped(line(u"product_id"_s, 34)).references.last();
    QCOMPARE(first.keys, second.keys);
    QVERIFY(first.identity != second.identity);
}

void TestOrderReferences::longNamesThatDifferAtTheEndStayTwoItems()
{
    const QString base = u"Waterproof jacket with removable hood and many pockets "_s.repeated(3);
    const Reference red = mapped(line(u"name"_s, base + u"red"_s)).references.last();
    const Reference blue = mapped(line(u"name"_s, base + u"blue"_s)).references.last();
    QVERIFY(red.keys.last().value != blue.keys.last().value);
    QCOMPARE((*red.create)[u"Description"].string(), base + u"red"_s);
}

void TestOrderReferences::withoutAnIncomeAccountNothingIsGuessed()
{
    const MappingLibrary library = test::loadedPreset(u"woo-orders-to-quickbooks"_s);
    Json facts = test::companyFacts(u"us-manual"_s, false);
    facts.set(u"accounts"_s,
        test::parsed(R"({"income": [{"id": "79", "active": false, "subType": "SalesOfProductIncome"}]})"));
    const auto refused = library.map(u"order-to-salesreceipt"_s, test::plainOrder(), test::contextFor(facts));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, u"account.income"_s);
    const MappingContext chosen = test::contextFor(facts, test::parsed(R"({"income_account": "81"})"));
    QVERIFY(library.map(u"order-to-salesreceipt"_s, test::plainOrder(), chosen));
}

QTEST_GUILESS_MAIN(TestOrderReferences)
#include "tst_orderreferences.moc"
