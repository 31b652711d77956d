#include "engine/simulators/companysales.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kShippingItem = "SHIPPING_ITEM_ID"_L1;
constexpr qsizetype kMostLines = 750;

Decimal amountOf(const Json &object, QStringView member)
{
    return object[member].decimal().value_or(Decimal());
}

CompanyResult<> missing(const QString &member)
{
    return companyFault(u"2020"_s, u"Required parameter %1 is missing in the request"_s.arg(member), member);
}

Json reference(const QString &id)
{
    return Json::object({{u"value"_s, id}});
}

void setDefault(Json &document, const QString &member, const Json &value)
{
    if (!document.contains(member))
        document.set(member, value);
}

Json voidedLine(Json line)
{
    line.set(u"Amount"_s, 0);
    Json detail = line[u"SalesItemLineDetail"];
    if (detail.isObject()) {
        detail.remove(u"UnitPrice");
        detail.set(u"Qty"_s, 0);
        line.set(u"SalesItemLineDetail"_s, detail);
    }
    return line;
}

} // namespace

CompanySales::CompanySales(const CompanyOptions &options, const CompanyStart &start,
    const CompanyStore &store, const CompanyRules &rules)
    : m_options(options)
    , m_start(start)
    , m_store(store)
    , m_rules(rules)
    , m_taxes(options, store)
{
}

bool CompanySales::isSalesDocument(const QString &type)
{
    return type == "Invoice"_L1 || type == "SalesReceipt"_L1 || type == "CreditMemo"_L1
        || type == "RefundReceipt"_L1;
}

CompanyResult<Json> CompanySales::completed(
    const QString &type, Json document, const CompanyMoment &now) const
{
    CompanyResult<Json> headed = withHeader(type, std::move(document), now);
    if (!headed)
        return headed;
    CompanyResult<Lines> parts = lines(*headed);
    if (!parts)
        return tl::unexpected(parts.error());
    const CompanyResult<TaxResult> tax = m_taxes.taxes(taxBase(*parts, *headed));
    if (!tax)
        return tl::unexpected(tax.error());
    headed->set(u"Line"_s, answered(*parts));
    if (tax->detail.isObject())
        headed->set(u"TxnTaxDetail"_s, tax->detail);
    else
        headed->remove(u"TxnTaxDetail");
    const Decimal total = parts->itemTotal - parts->discountAmount + parts->shippingAmount + tax->total;
    if (total.isNegative())
        return companyFault(u"6000"_s,
            u"Business Validation Error: Transaction amount must be 0 or greater."_s, u"TotalAmt"_s);
    addTotals(type, *headed, total);
    return headed;
}

CompanyResult<Json> CompanySales::withHeader(
    const QString &type, Json document, const CompanyMoment &now) const
{
    if (const CompanyResult<> complete = required(type, document); !complete)
        return tl::unexpected(complete.error());
    addDefaults(type, document, now);
    const QDate date = QDate::fromString(document[u"TxnDate"].string().left(10), Qt::ISODate);
    if (!date.isValid())
        return companyFault(u"2060"_s, u"Invalid date : "_s + document[u"TxnDate"].string(), u"TxnDate"_s);
    if (const CompanyResult<> open = m_rules.openBooks(date); !open)
        return tl::unexpected(open.error());
    return m_rules.withReferences(std::move(document));
}

CompanyResult<> CompanySales::required(const QString &type, const Json &document) const
{
    const JsonArray &all = document[u"Line"].array();
    if (all.isEmpty())
        return missing(u"Line"_s);
    if (all.size() > kMostLines)
        return companyFault(u"6000"_s, u"Business Validation Error: more than 750 lines."_s, u"Line"_s);
    const bool needsCustomer = type == "Invoice"_L1 || type == "CreditMemo"_L1;
    if (needsCustomer && document[u"CustomerRef"][u"value"].scalarText().isEmpty())
        return missing(u"CustomerRef"_s);
    if (type == "RefundReceipt"_L1 && document[u"DepositToAccountRef"][u"value"].scalarText().isEmpty())
        return missing(u"DepositToAccountRef"_s);
    if (m_options.multiCurrency && document[u"CurrencyRef"][u"value"].string().isEmpty())
        return missing(u"CurrencyRef"_s);
    return {};
}

void CompanySales::addDefaults(const QString &type, Json &document, const CompanyMoment &now) const
{
    setDefault(document, u"TxnDate"_s, now.date.toString(Qt::ISODate));
    setDefault(document, u"CurrencyRef"_s, m_start.preferences[u"CurrencyPrefs"][u"HomeCurrency"]);
    setDefault(document, u"PrintStatus"_s, u"NeedToPrint"_s);
    setDefault(document, u"ApplyTaxAfterDiscount"_s, false);
    setDefault(document, u"FreeFormAddress"_s, false);
    if (m_taxes.isAbroad())
        setDefault(document, u"GlobalTaxCalculation"_s, u"TaxExcluded"_s);
    if (type != "RefundReceipt"_L1)
        setDefault(document, u"EmailStatus"_s, u"NotSet"_s);
    if (type == "SalesReceipt"_L1)
        setDefault(document, u"DepositToAccountRef"_s, reference(u"4"_s));
    if (type == "Invoice"_L1) {
        const Json *term = m_store.find(u"Term"_s, document[u"SalesTermRef"][u"value"].scalarText());
        const qint64 days = term ? (*term)[u"DueDays"].integer().value_or(0) : 0;
        const QDate date = QDate::fromString(document[u"TxnDate"].string().left(10), Qt::ISODate);
        setDefault(document, u"DueDate"_s, date.addDays(days).toString(Qt::ISODate));
        setDefault(document, u"Deposit"_s, 0);
        setDefault(document, u"LinkedTxn"_s, JsonArray());
    }
    addAddresses(document);
}

void CompanySales::addAddresses(Json &document) const
{
    const Json *customer = m_store.find(u"Customer"_s, document[u"CustomerRef"][u"value"].scalarText());
    if (!customer)
        return;
    for (const QString &address : {u"BillAddr"_s, u"ShipAddr"_s}) {
        if ((*customer)[address].isObject())
            setDefault(document, address, (*customer)[address]);
    }
}

CompanyResult<CompanySales::Lines> CompanySales::lines(const Json &document) const
{
    Lines result;
    for (const Json &line : document[u"Line"].array()) {
        if (const CompanyResult<> added = addLine(result, line); !added)
            return tl::unexpected(added.error());
    }
    if (result.discount && (*result.discount)[u"DiscountLineDetail"][u"PercentBased"].boolean()) {
        const Decimal percent = amountOf((*result.discount)[u"DiscountLineDetail"], u"DiscountPercent");
        result.discountAmount = (result.itemTotal * percent).dividedBy(Decimal(100), 2);
        result.discount->set(u"Amount"_s, result.discountAmount);
    }
    return result;
}

CompanyResult<> CompanySales::addLine(Lines &lines, const Json &line) const
{
    const QString detailType = line[u"DetailType"].string();
    if (detailType == "SubTotalLineDetail"_L1)
        return {};
    if (detailType == "DiscountLineDetail"_L1)
        return addDiscount(lines, line);
    if (detailType == "DescriptionOnly"_L1) {
        lines.items.append(line);
        return {};
    }
    if (detailType != "SalesItemLineDetail"_L1 || !line[u"SalesItemLineDetail"].isObject())
        return companyFault(u"6440"_s, u"The line's detail does not fit its DetailType."_s, u"Line"_s);
    const Result<Decimal> amount = line[u"Amount"].decimal();
    if (!amount)
        return missing(u"Line.Amount"_s);
    if (amount->isNegative() && m_options.refuseNegativeLines)
        return companyFault(u"2290"_s, u"Line amount is negative."_s, u"Line"_s);
    if (line[u"Description"].string().size() > 4000)
        return companyFault(u"2050"_s,
            u"String length specified does not match the supported length. Min:0 Max:4000 supported. Supplied length:%1"_s
                .arg(line[u"Description"].string().size()),
            u"Line.Description"_s);
    const QString item = line[u"SalesItemLineDetail"][u"ItemRef"][u"value"].scalarText();
    if (item == kShippingItem)
        return addShipping(lines, line, *amount);
    return addItemLine(lines, line, *amount);
}

CompanyResult<> CompanySales::addItemLine(Lines &lines, const Json &line, const Decimal &amount) const
{
    const Json &detail = line[u"SalesItemLineDetail"];
    const QString itemId = detail[u"ItemRef"][u"value"].scalarText();
    if (itemId.isEmpty()) {
        // A line without an item is text, and its amount counts for nothing.
        lines.items.append(Json::object({{u"Description"_s, line[u"Description"].string()},
            {u"DetailType"_s, u"DescriptionOnly"_s}, {u"DescriptionLineDetail"_s, Json::object({})}}));
        return {};
    }
    const Json *item = m_store.find(u"Item"_s, itemId);
    if (!item)
        return companyFault(u"2500"_s);
    if (CompanyResult<> product = checkProduct(detail, amount); !product)
        return product;
    const CompanyResult<Json> complete = itemDetail(detail, *item);
    if (!complete)
        return tl::unexpected(complete.error());
    const int number = int(lines.items.size()) + 1;
    Json answer = Json::object({{u"Id"_s, QString::number(number)}, {u"LineNum"_s, number}});
    const QString description = line[u"Description"].string();
    answer.set(u"Description"_s, description.isEmpty() ? (*item)[u"Name"].string() : description);
    answer.set(u"Amount"_s, amount);
    answer.set(u"DetailType"_s, u"SalesItemLineDetail"_s);
    answer.set(u"SalesItemLineDetail"_s, *complete);
    lines.items.append(answer);
    lines.itemTotal += amount;
    const Result<Decimal> gross = detail[u"TaxInclusiveAmt"].decimal();
    lines.taxed.append({(*complete)[u"TaxCodeRef"][u"value"].scalarText(), amount,
        gross ? std::optional(*gross) : std::nullopt});
    return {};
}

CompanyResult<> CompanySales::checkProduct(const Json &detail, const Decimal &amount) const
{
    const Result<Decimal> quantity = detail[u"Qty"].decimal();
    const Result<Decimal> price = detail[u"UnitPrice"].decimal();
    if (!quantity || !price || (*quantity * *price).rounded(2) == amount)
        return {};
    return companyFault(
        u"6070"_s, u"Amount is not equal to UnitPrice * Qty. Supplied value:"_s + amount.text());
}

CompanyResult<Json> CompanySales::itemDetail(const Json &detail, const Json &item) const
{
    CompanyResult<Json> complete = m_rules.withReferences(detail);
    if (!complete)
        return complete;
    const CompanyResult<QString> code = m_taxes.lineCode(detail[u"TaxCodeRef"][u"value"].scalarText(), item);
    if (!code)
        return tl::unexpected(code.error());
    if (item[u"IncomeAccountRef"].isObject())
        complete->set(u"ItemAccountRef"_s, item[u"IncomeAccountRef"]);
    complete->set(u"TaxCodeRef"_s, reference(*code));
    return complete;
}

CompanyResult<> CompanySales::addShipping(Lines &lines, Json line, const Decimal &amount) const
{
    if (!m_options.allowShipping)
        return companyFault(u"6000"_s, u"Business Validation Error: Shipping is not enabled."_s, u"Line"_s);
    if (lines.shipping)
        return companyFault(
            u"6000"_s, u"Business Validation Error: more than one shipping line."_s, u"Line"_s);
    Json detail = line[u"SalesItemLineDetail"];
    QString code = detail[u"TaxCodeRef"][u"value"].scalarText();
    if (code.isEmpty() && !m_taxes.isAbroad())
        code = u"NON"_s;
    const CompanyResult<QString> sound = m_taxes.lineCode(code, {});
    if (!sound)
        return tl::unexpected(sound.error());
    detail.set(u"TaxCodeRef"_s, reference(*sound));
    line.set(u"SalesItemLineDetail"_s, detail);
    lines.shipping = line;
    lines.shippingAmount = amount;
    lines.taxedShipping = TaxedAmount{*sound, amount, std::nullopt};
    return {};
}

CompanyResult<> CompanySales::addDiscount(Lines &lines, const Json &line) const
{
    if (!m_options.allowDiscount)
        return companyFault(u"6000"_s, u"Business Validation Error: Discounts are not enabled."_s, u"Line"_s);
    if (lines.discount)
        return companyFault(
            u"6000"_s, u"Business Validation Error: more than one discount line."_s, u"Line"_s);
    const bool isPercent = line[u"DiscountLineDetail"][u"PercentBased"].boolean();
    const Result<Decimal> amount = line[u"Amount"].decimal();
    if (!isPercent && !amount)
        return companyFault(u"6090"_s, u"The discount line has neither percent nor amount."_s, u"Line"_s);
    if (amount && amount->isNegative())
        return companyFault(u"2290"_s, u"Discount amount is negative."_s, u"Line"_s);
    CompanyResult<Json> detail = m_rules.withReferences(line[u"DiscountLineDetail"]);
    if (!detail)
        return tl::unexpected(detail.error());
    const QString account = m_start.preferences[u"SalesFormsPrefs"][u"DefaultDiscountAccount"].scalarText();
    setDefault(*detail, u"DiscountAccountRef"_s, reference(account));
    Json kept = line;
    kept.set(u"DiscountLineDetail"_s, *detail);
    lines.discount = kept;
    lines.discountAmount = amount.value_or(Decimal());
    return {};
}

TaxBase CompanySales::taxBase(const Lines &lines, const Json &document) const
{
    TaxBase base;
    base.requested = document[u"TxnTaxDetail"];
    base.isApplicable = document[u"GlobalTaxCalculation"].string() != "NotApplicable"_L1;
    base.amounts = lines.taxed;
    const bool isReduced = document[u"ApplyTaxAfterDiscount"].boolean() || m_taxes.isAbroad();
    if (isReduced && !lines.discountAmount.isZero() && !lines.itemTotal.isZero()) {
        for (TaxedAmount &amount : base.amounts)
            amount.net -= (lines.discountAmount * amount.net).dividedBy(lines.itemTotal, 8);
    }
    if (lines.taxedShipping)
        base.amounts.append(*lines.taxedShipping);
    return base;
}

JsonArray CompanySales::answered(const Lines &lines)
{
    JsonArray all = lines.items;
    all.append(Json::object({{u"Amount"_s, lines.itemTotal}, {u"DetailType"_s, u"SubTotalLineDetail"_s},
        {u"SubTotalLineDetail"_s, Json::object({})}}));
    if (lines.discount)
        all.append(*lines.discount);
    if (lines.shipping)
        all.append(*lines.shipping);
    return all;
}

void CompanySales::addTotals(const QString &type, Json &document, const Decimal &total) const
{
    document.set(u"TotalAmt"_s, total);
    if (m_options.multiCurrency)
        document.set(
            u"HomeTotalAmt"_s, (total * document[u"ExchangeRate"].decimal().value_or(Decimal(1))).rounded(2));
    if (type == "Invoice"_L1)
        document.set(u"Balance"_s, total - amountOf(document, u"Deposit"));
    else
        document.set(u"Balance"_s, type == "CreditMemo"_L1 ? total : Decimal());
    if (type == "CreditMemo"_L1)
        document.set(u"RemainingCredit"_s, total);
}

Json CompanySales::voided(Json document)
{
    JsonArray zeroed;
    for (const Json &line : document[u"Line"].array())
        zeroed.append(voidedLine(line));
    document.set(u"Line"_s, zeroed);
    document.set(u"TxnTaxDetail"_s, Json::object({{u"TotalTax"_s, 0}}));
    document.set(u"TotalAmt"_s, 0);
    document.set(u"Balance"_s, 0);
    return document;
}

} // namespace uds
