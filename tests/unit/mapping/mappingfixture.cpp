#include "tests/unit/mapping/mappingfixture.h"

#include "engine/core/jsonpath.h"

#include <QFile>
#include <QtGlobal>

namespace uds::test {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kFacts = R"json({
  "company": {"name": "Harbour Outfitters", "country": "US", "timezone": "America/Los_Angeles"},
  "homeCurrency": "USD", "multiCurrency": false, "taxModel": "us-automated", "customTxnNumbers": true,
  "allowDiscount": true, "allowShipping": true, "bookCloseDate": "2024-12-31",
  "accounts": {
    "income": [{"id": "79", "name": "Sales of Product Income", "type": "Income", "subType": "SalesOfProductIncome", "active": true}],
    "discount": [{"id": "86", "name": "Discounts given", "type": "Income", "subType": "DiscountsRefundsGiven", "active": true}],
    "undeposited": [{"id": "4", "name": "Undeposited Funds", "type": "Other Current Asset", "subType": "UndepositedFunds", "active": true}],
    "liability": [{"id": "90", "name": "Sales tax payable", "type": "Other Current Liability", "subType": "OtherCurrentLiabilities", "active": true}]
  },
  "taxCodes": [{"id": "2", "name": "California", "active": true, "rates": [{"rateId": "3", "percent": 7.25}, {"rateId": "4", "percent": 2.25}]}],
  "paymentMethods": [{"id": "8", "name": "Credit Card (Stripe)"}]
})json";

constexpr auto kBritishCodes = R"json([
  {"id": "6", "name": "20.0% S", "active": true, "rates": [{"rateId": "9", "percent": 20}]},
  {"id": "7", "name": "5.0% R", "active": true, "rates": [{"rateId": "11", "percent": 5}]},
  {"id": "10", "name": "No VAT", "active": true, "rates": [{"rateId": "15", "percent": 0}]},
  {"id": "11", "name": "20.0% old", "active": false, "rates": [{"rateId": "17", "percent": 20}]}
])json";

constexpr auto kOrder = R"json({
  "id": 900, "number": "900", "status": "processing", "currency": "USD", "total": "20.00", "total_tax": "0.00",
  "customer_id": 17, "needs_payment": false, "customer_note": "", "payment_method": "stripe",
  "payment_method_title": "Credit Card (Stripe)", "transaction_id": "ch_1",
  "date_created_gmt": "2026-03-03T20:00:00", "date_paid": "2026-03-03T12:05:00", "date_paid_gmt": "2026-03-03T20:05:00",
  "billing": {"first_name": "Ada", "last_name": "Merriweather", "company": "", "address_1": "17 Alder Court", "address_2": "",
    "city": "Seattle", "state": "WA", "postcode": "98101", "country": "US", "email": "ada.merriweather@example.com", "phone": ""},
  "shipping": {"first_name": "Ada", "last_name": "Merriweather", "address_1": "17 Alder Court", "city": "Seattle", "state": "WA",
    "postcode": "98101", "country": "US"},
  "line_items": [{"id": 1, "name": "Enamel camp mug", "product_id": 33, "variation_id": 0, "quantity": 2, "total": "20.00",
    "total_tax": "0.00", "sku": "MUG-1", "taxes": []}],
  "shipping_lines": [], "fee_lines": [], "tax_lines": [], "coupon_lines": [], "refunds": []
})json";

} // namespace

Json parsed(const char *text)
{
    const auto json = Json::parse(QByteArrayView(text));
    if (!json)
        qFatal("fixture: %s", qPrintable(json.error().message));
    return *json;
}

Json recorded(const QString &path)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/") + path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no recorded file %s", qPrintable(path));
    const auto json = Json::parse(file.readAll());
    if (!json)
        qFatal("%s: %s", qPrintable(path), qPrintable(json.error().message));
    return *json;
}

JsonArray recordedOrders()
{
    return recorded(u"woocommerce/orders-page-1.json"_s).array()
        + recorded(u"woocommerce/orders-page-2.json"_s).array();
}

Json recordedOrder(int id)
{
    for (const Json &order : recordedOrders()) {
        if (order[u"id"].integer() == id)
            return order;
    }
    qFatal("no recorded order %d", id);
}

Json companyFacts(const QString &taxModel, bool multiCurrency)
{
    Json facts = parsed(kFacts);
    facts.set(u"taxModel"_s, taxModel);
    facts.set(u"multiCurrency"_s, multiCurrency);
    return facts;
}

Json britishFacts()
{
    Json facts = companyFacts(u"other"_s, false);
    facts.set(u"homeCurrency"_s, u"GBP"_s);
    facts.set(u"taxCodes"_s, parsed(kBritishCodes));
    return facts;
}

Json shopFacts()
{
    return Json::object({{u"currency"_s, u"USD"_s}, {u"decimals"_s, 2}, {u"prices_include_tax"_s, false},
        {u"timezone"_s, u"America/Los_Angeles"_s}, {u"version"_s, u"11.0.1"_s}});
}

MappingContext contextFor(const Json &targetFacts, const Json &settings)
{
    return {settings, shopFacts(), targetFacts, {}, {}};
}

MappingLibrary loadedPreset(const QString &name)
{
    auto library = MappingLibrary::load(name);
    if (!library)
        qFatal("%s: %s", qPrintable(name), qPrintable(library.error().message));
    return *library;
}

Json plainOrder()
{
    return parsed(kOrder);
}

Json with(Json document, const QString &path, const Json &value)
{
    JsonPath::literal(path).assign(document, value);
    return document;
}

} // namespace uds::test
