#include "engine/simulators/companypurchases.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kAccountDetail = "AccountBasedExpenseLineDetail"_L1;
constexpr auto kItemDetail = "ItemBasedExpenseLineDetail"_L1;
constexpr auto kPayableAccount = "33"_L1;

CompanyResult<> missing(const QString &member)
{
    return companyFault(u"2020"_s, u"Required parameter %1 is missing in the request"_s.arg(member), member);
}

Json reference(const QString &id)
{
    return Json::object({{u"value"_s, id}});
}

void setDefault(Json &object, const QString &member, const Json &value)
{
    if (!object.contains(member))
        object.set(member, value);
}

QString idIn(const Json &object, QStringView member)
{
    return object[member][u"value"].scalarText();
}

} // namespace

CompanyPurchases::CompanyPurchases(const CompanyOptions &options, const CompanyStart &start,
    const CompanyStore &store, const CompanyRules &rules)
    : m_options(options)
    , m_start(start)
    , m_store(store)
    , m_rules(rules)
{
}

bool CompanyPurchases::isPurchaseDocument(const QString &type)
{
    return type == "Bill"_L1 || type == "Purchase"_L1 || type == "VendorCredit"_L1;
}

CompanyResult<> CompanyPurchases::sparseUpdate(const QString &type, const Json &body)
{
    if (!body[u"sparse"].boolean())
        return {};
    if (type == "Bill"_L1 && idIn(body, u"VendorRef").isEmpty())
        return missing(u"VendorRef"_s);
    if (type == "Purchase"_L1 && body[u"PaymentType"].string().isEmpty())
        return missing(u"PaymentType"_s);
    return {};
}

CompanyResult<Json> CompanyPurchases::completed(
    const QString &type, Json document, const CompanyMoment &now) const
{
    if (const CompanyResult<> complete = required(type, document); !complete)
        return tl::unexpected(complete.error());
    setDefault(document, u"TxnDate"_s, now.date.toString(Qt::ISODate));
    const QDate date = QDate::fromString(document[u"TxnDate"].string().left(10), Qt::ISODate);
    if (!date.isValid())
        return companyFault(u"2060"_s, u"Invalid date : "_s + document[u"TxnDate"].string(), u"TxnDate"_s);
    if (const CompanyResult<> open = m_rules.openBooks(date); !open)
        return tl::unexpected(open.error());
    const QString ownId = document[u"Id"].scalarText();
    if (const CompanyResult<> number = m_rules.vendorNumber(type, document, ownId); !number)
        return tl::unexpected(number.error());
    addDefaults(type, document, date);
    CompanyResult<Json> complete = m_rules.withReferences(std::move(document));
    if (!complete)
        return complete;
    const CompanyResult<JsonArray> all = lines(*complete);
    if (!all)
        return tl::unexpected(all.error());
    Decimal total;
    for (const Json &one : *all)
        total += one[u"Amount"].decimal().value_or(Decimal());
    complete->set(u"Line"_s, *all);
    complete->set(u"TotalAmt"_s, total);
    if (type != "Purchase"_L1)
        complete->set(u"Balance"_s, total);
    return complete;
}

CompanyResult<> CompanyPurchases::required(const QString &type, const Json &document) const
{
    if (document[u"Line"].array().isEmpty())
        return missing(u"Line"_s);
    if (m_options.multiCurrency && idIn(document, u"CurrencyRef").isEmpty())
        return missing(u"CurrencyRef"_s);
    if (type == "Purchase"_L1)
        return account(document);
    return idIn(document, u"VendorRef").isEmpty() ? missing(u"VendorRef"_s) : CompanyResult<>();
}

CompanyResult<> CompanyPurchases::account(const Json &expense) const
{
    const QString kind = expense[u"PaymentType"].string();
    if (kind.isEmpty())
        return missing(u"PaymentType"_s);
    const bool isCard = kind == "CreditCard"_L1;
    if (!isCard && kind != "Cash"_L1 && kind != "Check"_L1)
        return companyFault(u"2170"_s, u"Invalid Enumeration : "_s + kind, u"PaymentType"_s);
    if (idIn(expense, u"AccountRef").isEmpty())
        return missing(u"AccountRef"_s);
    if (expense[u"Credit"].boolean() && !isCard)
        return companyFault(u"6000"_s,
            u"Business Validation Error: Only a credit card expense can be a refund."_s, u"Credit"_s);
    const QStringList types = isCard ? QStringList{u"Credit Card"_s}
        : kind == "Check"_L1         ? QStringList{u"Bank"_s}
                                     : QStringList{u"Bank"_s, u"Other Current Asset"_s};
    return m_rules.accountType(expense, u"AccountRef"_s, types);
}

void CompanyPurchases::addDefaults(const QString &type, Json &document, const QDate &date) const
{
    setDefault(document, u"CurrencyRef"_s, m_start.preferences[u"CurrencyPrefs"][u"HomeCurrency"]);
    if (type == "Purchase"_L1) {
        setDefault(document, u"Credit"_s, false);
        setDefault(document, u"PrintStatus"_s, u"NotSet"_s);
        return;
    }
    setDefault(document, u"APAccountRef"_s, reference(kPayableAccount));
    if (type != "Bill"_L1)
        return;
    const Json *vendor = m_store.find(u"Vendor"_s, idIn(document, u"VendorRef"));
    if (vendor && (*vendor)[u"TermRef"].isObject())
        setDefault(document, u"SalesTermRef"_s, (*vendor)[u"TermRef"]);
    const Json *term = m_store.find(u"Term"_s, idIn(document, u"SalesTermRef"));
    const qint64 days = term ? (*term)[u"DueDays"].integer().value_or(0) : 0;
    setDefault(document, u"DueDate"_s, date.addDays(days).toString(Qt::ISODate));
    setDefault(document, u"LinkedTxn"_s, JsonArray());
}

CompanyResult<JsonArray> CompanyPurchases::lines(const Json &document) const
{
    JsonArray all;
    for (const Json &sent : document[u"Line"].array()) {
        const CompanyResult<Json> complete = line(sent, int(all.size()) + 1);
        if (!complete)
            return tl::unexpected(complete.error());
        all.append(*complete);
    }
    return all;
}

CompanyResult<Json> CompanyPurchases::line(Json line, int number) const
{
    const QString kind = line[u"DetailType"].string();
    if ((kind != kAccountDetail && kind != kItemDetail) || !line[kind].isObject())
        return companyFault(u"6440"_s, u"The line's detail does not fit its DetailType."_s, u"Line"_s);
    const Result<Decimal> amount = line[u"Amount"].decimal();
    if (!amount)
        return companyFault(
            u"2020"_s, u"Required parameter Line.Amount is missing in the request"_s, u"Line.Amount"_s);
    if (kind == kAccountDetail && idIn(line[kind], u"AccountRef").isEmpty())
        return companyFault(
            u"2020"_s, u"Required parameter AccountRef is missing in the request"_s, u"AccountRef"_s);
    CompanyResult<Json> detail
        = kind == kItemDetail ? itemDetail(line, *amount) : m_rules.withReferences(line[kind]);
    if (!detail)
        return detail;
    setDefault(*detail, u"BillableStatus"_s, u"NotBillable"_s);
    setDefault(*detail, u"TaxCodeRef"_s, reference(u"NON"_s));
    line.set(u"Id"_s, QString::number(number));
    line.set(u"LineNum"_s, number);
    line.set(kind, *detail);
    return line;
}

CompanyResult<Json> CompanyPurchases::itemDetail(const Json &line, const Decimal &amount) const
{
    const Json &detail = line[u"ItemBasedExpenseLineDetail"];
    if (idIn(detail, u"ItemRef").isEmpty())
        return companyFault(
            u"2020"_s, u"Required parameter ItemRef is missing in the request"_s, u"ItemRef"_s);
    const Result<Decimal> quantity = detail[u"Qty"].decimal();
    const Result<Decimal> price = detail[u"UnitPrice"].decimal();
    if (quantity && price && (*quantity * *price).rounded(2) != amount)
        return companyFault(
            u"6070"_s, u"Amount is not equal to UnitPrice * Qty. Supplied value:"_s + amount.text());
    return m_rules.withReferences(detail);
}

} // namespace uds
