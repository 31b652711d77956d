#include "engine/connectors/quickbooks/quickbooksfacts.h"

#include "engine/connectors/quickbooks/quickbookscustomfields.h"
#include "engine/connectors/quickbooks/quickbooksrecord.h"
#include "engine/connectors/quickbooks/quickbooksstatement.h"

#include <vector>

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

Json picks(const JsonArray &rows)
{
    JsonArray result;
    for (const Json &row : rows) {
        if (isActive(row))
            result.append(
                Json::object({{u"id"_s, row[u"Id"].scalarText()}, {u"name"_s, row[u"Name"].string()}}));
    }
    return result;
}

Json terms(const JsonArray &rows)
{
    JsonArray result;
    for (const Json &row : rows) {
        if (!isActive(row))
            continue;
        Json term = Json::object({{u"id"_s, row[u"Id"].scalarText()}, {u"name"_s, row[u"Name"].string()}});
        if (const std::optional<qint64> days = row[u"DueDays"].integer())
            term.set(u"dueDays"_s, *days);
        result.append(term);
    }
    return result;
}

/// Switches and names come as two lists; documented samples have a stray blank before the dot.
Json customFields(const Json &salesPreferences)
{
    QHash<QString, Json> members;
    for (const Json &group : salesPreferences[u"CustomField"].array()) {
        for (const Json &field : group[u"CustomField"].array())
            members.insert(field[u"Name"].string().remove(u' '), field);
    }
    JsonArray result;
    for (int slot = 1; slot <= kQuickBooksCustomFields; ++slot) {
        if (!members.value(u"SalesFormsPrefs.UseSalesCustom%1"_s.arg(slot))[u"BooleanValue"].boolean())
            continue;
        const Json name = members.value(u"SalesFormsPrefs.SalesCustomName%1"_s.arg(slot));
        result.append(
            Json::object({{u"id"_s, QString::number(slot)}, {u"name"_s, name[u"StringValue"].string()}}));
    }
    return result;
}

QString subscription(const Json &companyInfo)
{
    for (const Json &pair : companyInfo[u"NameValue"].array()) {
        if (pair[u"Name"].string() == "SubscriptionStatus"_L1)
            return pair[u"Value"].string();
    }
    return {};
}

void addSwitches(Json &facts, const Json &preferences)
{
    const Json &sales = preferences[u"SalesFormsPrefs"];
    const Json &accounting = preferences[u"AccountingInfoPrefs"];
    facts.set(u"customTxnNumbers"_s, sales[u"CustomTxnNumbers"].boolean());
    facts.set(u"allowDiscount"_s, sales[u"AllowDiscount"].boolean());
    facts.set(u"allowShipping"_s, sales[u"AllowShipping"].boolean());
    facts.set(u"allowDeposit"_s, sales[u"AllowDeposit"].boolean());
    facts.set(u"autoApplyPayments"_s, sales[u"AutoApplyPayments"].boolean());
    facts.set(u"autoApplyCredit"_s, sales[u"AutoApplyCredit"].boolean());
    facts.set(u"trackQuantity"_s, preferences[u"ProductAndServicesPrefs"][u"QuantityOnHand"].boolean());
    facts.set(u"classPerTransaction"_s, accounting[u"ClassTrackingPerTxn"].boolean());
    facts.set(u"classPerLine"_s, accounting[u"ClassTrackingPerTxnLine"].boolean());
    facts.set(u"trackDepartments"_s, accounting[u"TrackDepartments"].boolean());
    facts.set(u"discountAccount"_s, sales[u"DefaultDiscountAccount"].scalarText());
    facts.set(u"defaultTerms"_s, sales[u"DefaultTerms"][u"value"].scalarText());
    facts.set(u"bookCloseDate"_s, accounting[u"BookCloseDate"].string());
}

/// All rows of one list, inactive ones left out by the service where it leaves them out.
QCoro::Task<Result<JsonArray>> rows(QuickBooksQueries queries, QString entity, std::stop_token stop)
{
    JsonArray all;
    for (;;) {
        const QByteArray statement = "select * from " + entity.toLatin1() + " startposition "
            + QByteArray::number(all.size() + 1) + " maxresults " + QByteArray::number(kQuickBooksPageSize);
        const Result<QuickBooksAnswer> answer = co_await queries.query(statement, stop);
        if (!answer)
            co_return fail(answer.error());
        const JsonArray &page = quickBooksRows(answer->document, entity);
        all += page;
        if (page.size() < kQuickBooksPageSize)
            co_return all;
    }
}

struct FactList {
    QString entity;
    JsonArray *target;
};

QList<FactList> listsInUse(QuickBooksFactSources &sources)
{
    QList<FactList> lists = {{u"Account"_s, &sources.accounts}, {u"PaymentMethod"_s, &sources.paymentMethods},
        {u"Term"_s, &sources.terms}};
    if (sources.preferences[u"TaxPrefs"][u"UsingSalesTax"].boolean()) {
        lists.append({u"TaxCode"_s, &sources.taxCodes});
        lists.append({u"TaxRate"_s, &sources.taxRates});
    }
    const Json &accounting = sources.preferences[u"AccountingInfoPrefs"];
    if (accounting[u"ClassTrackingPerTxn"].boolean() || accounting[u"ClassTrackingPerTxnLine"].boolean())
        lists.append({u"Class"_s, &sources.classes});
    if (accounting[u"TrackDepartments"].boolean())
        lists.append({u"Department"_s, &sources.departments});
    return lists;
}

/// All lists at once; every one is waited for, also after a failure.
QCoro::Task<Result<void>> readLists(QuickBooksQueries queries, QList<FactList> lists, std::stop_token stop)
{
    std::vector<QCoro::Task<Result<JsonArray>>> reads;
    for (const FactList &list : lists)
        reads.push_back(rows(queries, list.entity, stop));
    Result<void> outcome;
    for (std::size_t i = 0; i < reads.size(); ++i) {
        const Result<JsonArray> found = co_await reads[i];
        if (found)
            *lists.at(qsizetype(i)).target = *found;
        else if (outcome)
            outcome = fail(found.error());
    }
    co_return outcome;
}

} // namespace

Json quickBooksFacts(const QuickBooksFactSources &sources)
{
    const Json &info = sources.companyInfo;
    const Json &preferences = sources.preferences;
    const Json &currency = preferences[u"CurrencyPrefs"];
    Json facts = Json::object({
        {u"company"_s,
            Json::object({{u"realmId"_s, sources.realmId}, {u"name"_s, info[u"CompanyName"].string()},
                {u"country"_s, info[u"Country"].string()}, {u"timezone"_s, info[u"DefaultTimeZone"].string()},
                {u"subscription"_s, subscription(info)}})},
        {u"homeCurrency"_s, currency[u"HomeCurrency"][u"value"].string()},
        {u"multiCurrency"_s, currency[u"MultiCurrencyEnabled"].boolean()},
        {u"taxModel"_s, taxModel(info[u"Country"].string(), preferences[u"TaxPrefs"])},
    });
    addSwitches(facts, preferences);
    facts.set(u"accounts"_s, accounts(sources.accounts));
    facts.set(u"taxCodes"_s, taxCodes(sources));
    facts.set(u"paymentMethods"_s, picks(sources.paymentMethods));
    facts.set(u"terms"_s, terms(sources.terms));
    facts.set(u"classes"_s, picks(sources.classes));
    facts.set(u"departments"_s, picks(sources.departments));
    facts.set(u"customFields"_s, customFields(preferences[u"SalesFormsPrefs"]));
    return facts;
}

QCoro::Task<Result<QuickBooksFactSources>> readQuickBooksFacts(
    QuickBooksQueries queries, std::stop_token stop)
{
    QuickBooksFactSources sources;
    sources.realmId = queries.realmId();
    const QByteArray companyInfo = "companyinfo/" + QUrl::toPercentEncoding(queries.realmId());
    const QByteArray preferencesPath = "preferences";
    auto companyRead = queries.get(companyInfo, stop);
    auto preferencesRead = queries.get(preferencesPath, stop);
    const Result<QuickBooksAnswer> company = co_await companyRead;
    const Result<QuickBooksAnswer> preferences = co_await preferencesRead;
    if (!company)
        co_return fail(company.error());
    if (!preferences)
        co_return fail(preferences.error());
    sources.companyInfo = company->document[u"CompanyInfo"];
    sources.preferences = preferences->document[u"Preferences"];
    const QList<FactList> lists = listsInUse(sources);
    const Result<void> read = co_await readLists(queries, lists, stop);
    if (!read)
        co_return fail(read.error());
    co_return sources;
}

} // namespace uds
