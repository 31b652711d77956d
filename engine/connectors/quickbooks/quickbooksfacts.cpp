#include "engine/connectors/quickbooks/quickbooksfacts.h"

#include "engine/connectors/quickbooks/quickbooksrecord.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString taxModel(const QString &country, const Json &taxPreferences)
{
    if (!taxPreferences[u"UsingSalesTax"].boolean())
        return u"none"_s;
    if (country != "US"_L1)
        return u"other"_s;
    return taxPreferences[u"PartnerTaxEnabled"].boolean() ? u"us-automated"_s : u"us-manual"_s;
}

/// The pseudo tax codes have no Active member and are always usable.
bool isActive(const Json &object)
{
    return !object.contains(u"Active") || object[u"Active"].boolean();
}

QString accountGroup(const QString &type, const QString &subType)
{
    if (subType == "DiscountsRefundsGiven"_L1)
        return u"discount"_s;
    if (subType == "UndepositedFunds"_L1)
        return u"undeposited"_s;
    static const QHash<QString, QString> groups = {
        {u"Income"_s, u"income"_s},
        {u"Other Income"_s, u"income"_s},
        {u"Bank"_s, u"bank"_s},
        {u"Other Current Asset"_s, u"assets"_s},
        {u"Cost of Goods Sold"_s, u"costOfGoods"_s},
        {u"Expense"_s, u"expense"_s},
        {u"Other Expense"_s, u"expense"_s},
        {u"Other Current Liability"_s, u"liability"_s},
        {u"Accounts Receivable"_s, u"receivable"_s},
        {u"Credit Card"_s, u"creditCard"_s},
    };
    return groups.value(type, u"other"_s);
}

Json accounts(const JsonArray &rows)
{
    static const QStringList names = {u"income"_s, u"discount"_s, u"undeposited"_s, u"bank"_s, u"assets"_s,
        u"costOfGoods"_s, u"expense"_s, u"liability"_s, u"receivable"_s, u"creditCard"_s, u"other"_s};
    QHash<QString, JsonArray> lists;
    for (const Json &row : rows) {
        const QString type = row[u"AccountType"].string();
        const QString subType = row[u"AccountSubType"].string();
        lists[accountGroup(type, subType)].append(
            Json::object({{u"id"_s, row[u"Id"].scalarText()}, {u"name"_s, row[u"Name"].string()},
                {u"type"_s, type}, {u"subType"_s, subType}, {u"active"_s, isActive(row)}}));
    }
    Json result = Json::object({});
    for (const QString &name : names)
        result.set(name, lists.value(name));
    return result;
}

QHash<QString, Json> percentByRate(const JsonArray &rates)
{
    QHash<QString, Json> percent;
    for (const Json &rate : rates)
        percent.insert(rate[u"Id"].scalarText(), rate[u"RateValue"]);
    return percent;
}

Json taxCodes(const QuickBooksFactSources &sources)
{
    const QHash<QString, Json> percent = percentByRate(sources.taxRates);
    JsonArray codes;
    for (const Json &code : sources.taxCodes) {
        JsonArray rates;
        for (const Json &detail : code[u"SalesTaxRateList"][u"TaxRateDetail"].array()) {
            const QString id = detail[u"TaxRateRef"][u"value"].scalarText();
            rates.append(Json::object({{u"rateId"_s, id}, {u"percent"_s, percent.value(id, Json(0))}}));
        }
        codes.append(Json::object({{u"id"_s, code[u"Id"].scalarText()}, {u"name"_s, code[u"Name"].string()},
            {u"active"_s, isActive(code)}, {u"taxable"_s, code[u"Taxable"].boolean()}, {u"rates"_s, rates}}));
    }
    return codes;
}

Json paymentMethods(const JsonArray &rows)
{
    JsonArray methods;
    for (const Json &row : rows) {
        if (isActive(row))
            methods.append(
                Json::object({{u"id"_s, row[u"Id"].scalarText()}, {u"name"_s, row[u"Name"].string()}}));
    }
    return methods;
}

/// Rows of one query whose result fits one page.
QCoro::Task<Result<JsonArray>> rows(QuickBooksQueries queries, QString entity, std::stop_token stop)
{
    const QByteArray statement = "select * from " + entity.toLatin1() + " maxresults 1000";
    const Result<QuickBooksAnswer> answer = co_await queries.query(statement, stop);
    if (!answer)
        co_return fail(answer.error());
    co_return quickBooksRows(answer->document, entity);
}

} // namespace

Json quickBooksFacts(const QuickBooksFactSources &sources)
{
    const Json &info = sources.companyInfo;
    const Json &preferences = sources.preferences;
    const Json &sales = preferences[u"SalesFormsPrefs"];
    const Json &currency = preferences[u"CurrencyPrefs"];
    return Json::object({
        {u"company"_s,
            Json::object(
                {{u"name"_s, info[u"CompanyName"].string()}, {u"country"_s, info[u"Country"].string()},
                    {u"timezone"_s, info[u"DefaultTimeZone"].string()}})},
        {u"homeCurrency"_s, currency[u"HomeCurrency"][u"value"].string()},
        {u"multiCurrency"_s, currency[u"MultiCurrencyEnabled"].boolean()},
        {u"taxModel"_s, taxModel(info[u"Country"].string(), preferences[u"TaxPrefs"])},
        {u"customTxnNumbers"_s, sales[u"CustomTxnNumbers"].boolean()},
        {u"allowDiscount"_s, sales[u"AllowDiscount"].boolean()},
        {u"allowShipping"_s, sales[u"AllowShipping"].boolean()},
        {u"autoApplyPayments"_s, sales[u"AutoApplyPayments"].boolean()},
        {u"discountAccount"_s, sales[u"DefaultDiscountAccount"].scalarText()},
        {u"bookCloseDate"_s, preferences[u"AccountingInfoPrefs"][u"BookCloseDate"].string()},
        {u"accounts"_s, accounts(sources.accounts)},
        {u"taxCodes"_s, taxCodes(sources)},
        {u"paymentMethods"_s, paymentMethods(sources.paymentMethods)},
    });
}

QCoro::Task<Result<QuickBooksFactSources>> readQuickBooksFacts(
    QuickBooksQueries queries, std::stop_token stop)
{
    QuickBooksFactSources sources;
    const QByteArray companyInfo = "companyinfo/" + QUrl::toPercentEncoding(queries.realmId());
    const Result<QuickBooksAnswer> company = co_await queries.get(companyInfo, stop);
    if (!company)
        co_return fail(company.error());
    sources.companyInfo = company->document[u"CompanyInfo"];
    const QByteArray preferencesPath = "preferences";
    const Result<QuickBooksAnswer> preferences = co_await queries.get(preferencesPath, stop);
    if (!preferences)
        co_return fail(preferences.error());
    sources.preferences = preferences->document[u"Preferences"];

    QList<std::pair<QString, JsonArray *>> lists
        = {{u"Account"_s, &sources.accounts}, {u"PaymentMethod"_s, &sources.paymentMethods}};
    if (sources.preferences[u"TaxPrefs"][u"UsingSalesTax"].boolean()) {
        lists.append({u"TaxCode"_s, &sources.taxCodes});
        lists.append({u"TaxRate"_s, &sources.taxRates});
    }
    for (const auto &[entity, target] : std::as_const(lists)) {
        const QString name = entity;
        const Result<JsonArray> found = co_await rows(queries, name, stop);
        if (!found)
            co_return fail(found.error());
        *target = *found;
    }
    co_return sources;
}

} // namespace uds
