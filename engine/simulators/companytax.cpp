#include "engine/simulators/companytax.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// The code the automated engine settles on for the demo company's address.
constexpr auto kAutomaticCode = "2"_L1;

const Decimal kHundred = 100;

Decimal tax(const Decimal &net, const Decimal &percent)
{
    return (net * percent).dividedBy(kHundred, 2);
}

} // namespace

CompanyTaxes::CompanyTaxes(const CompanyOptions &options, const CompanyStore &store)
    : m_options(options)
    , m_store(store)
{
}

CompanyResult<QString> CompanyTaxes::lineCode(const QString &sent, const Json &item) const
{
    if (sent == "CustomSalesTax"_L1)
        return companyFault(u"6160"_s, u"CustomSalesTax cannot be used on a line."_s, u"TaxCodeRef"_s);
    if (isAbroad()) {
        if (!m_store.find(u"TaxCode"_s, sent))
            return companyFault(
                u"6100"_s, u"Make sure all your transactions have a tax code."_s, u"TaxCodeRef"_s);
        return sent;
    }
    if (!sent.isEmpty() && sent != "TAX"_L1 && sent != "NON"_L1)
        return companyFault(u"6100"_s, u"Invalid tax code : "_s + sent, u"TaxCodeRef"_s);
    if (!sent.isEmpty())
        return sent;
    const bool isTaxable = isAutomated() && (!item.contains(u"Taxable") || item[u"Taxable"].boolean());
    return isTaxable ? u"TAX"_s : u"NON"_s;
}

CompanyResult<TaxResult> CompanyTaxes::taxes(const TaxBase &base) const
{
    if (m_options.tax == CompanyTax::None)
        return TaxResult();
    return isAbroad() ? abroad(base) : CompanyResult<TaxResult>(american(base));
}

bool CompanyTaxes::isAutomated() const
{
    return m_options.tax == CompanyTax::AutomatedHonoured || m_options.tax == CompanyTax::AutomatedIgnored
        || m_options.tax == CompanyTax::AutomatedCentOff;
}

QString CompanyTaxes::documentCode(const Json &requested) const
{
    return isAutomated() ? QString(kAutomaticCode) : requested[u"TxnTaxCodeRef"][u"value"].scalarText();
}

TaxResult CompanyTaxes::american(const TaxBase &base) const
{
    Decimal net;
    for (const TaxedAmount &amount : base.amounts) {
        if (amount.taxCode == "TAX"_L1)
            net += amount.net;
    }
    const QString code = documentCode(base.requested);
    QList<RateShare> shares;
    if (!net.isZero()) {
        for (const Rate &rate : rates(code))
            shares.append({rate, net.rounded(2), tax(net, rate.percent)});
        adjust(shares, base.requested);
    }
    return result(shares, code);
}

CompanyResult<TaxResult> CompanyTaxes::abroad(const TaxBase &base) const
{
    if (!base.isApplicable) {
        if (base.requested.isObject() && !base.requested.object().isEmpty())
            return companyFault(
                u"6170"_s, u"TxnTaxDetail is not allowed with NotApplicable."_s, u"TxnTaxDetail"_s);
        return TaxResult();
    }
    QList<RateShare> shares;
    for (const TaxedAmount &amount : base.amounts) {
        for (const Rate &rate : rates(amount.taxCode)) {
            const auto known = std::ranges::find_if(
                shares, [&rate](const RateShare &share) { return share.rate.id == rate.id; });
            RateShare &share = known == shares.end() ? shares.emplaceBack(RateShare{rate, {}, {}}) : *known;
            share.net += amount.net;
            if (amount.gross)
                share.tax += *amount.gross - amount.net;
            else
                share.tax += (amount.net * rate.percent).dividedBy(kHundred, 8);
        }
    }
    for (RateShare &share : shares)
        share.tax = share.tax.rounded(2);
    return result(shares, {});
}

void CompanyTaxes::adjust(QList<RateShare> &shares, const Json &requested) const
{
    if (shares.isEmpty())
        return;
    const Result<Decimal> sent = requested[u"TotalTax"].decimal();
    const bool isHonoured
        = m_options.tax == CompanyTax::AutomatedHonoured || m_options.tax == CompanyTax::Manual;
    if (sent && isHonoured)
        spread(shares, *sent);
    if (m_options.tax == CompanyTax::AutomatedCentOff)
        shares.first().tax += Decimal::literal("0.01");
}

void CompanyTaxes::spread(QList<RateShare> &shares, const Decimal &total)
{
    Decimal percents;
    for (const RateShare &share : shares)
        percents += share.rate.percent;
    if (percents.isZero())
        return;
    Decimal left = total;
    for (RateShare &share : shares) {
        share.tax = (total * share.rate.percent).dividedBy(percents, 2);
        left -= share.tax;
    }
    shares.last().tax += left;
}

QList<CompanyTaxes::Rate> CompanyTaxes::rates(const QString &taxCode) const
{
    QList<Rate> result;
    const Json *code = taxCode.isEmpty() ? nullptr : m_store.find(u"TaxCode"_s, taxCode);
    if (!code)
        return result;
    for (const Json &detail : (*code)[u"SalesTaxRateList"][u"TaxRateDetail"].array()) {
        const QString id = detail[u"TaxRateRef"][u"value"].scalarText();
        const Json *rate = m_store.find(u"TaxRate"_s, id);
        if (rate)
            result.append({id, (*rate)[u"RateValue"].decimal().value_or(Decimal())});
    }
    return result;
}

TaxResult CompanyTaxes::result(const QList<RateShare> &shares, const QString &documentCode)
{
    TaxResult taxes;
    JsonArray lines;
    for (const RateShare &share : shares) {
        taxes.total += share.tax;
        const Json detail = Json::object(
            {{u"TaxRateRef"_s, Json::object({{u"value"_s, share.rate.id}})}, {u"PercentBased"_s, true},
                {u"TaxPercent"_s, share.rate.percent}, {u"NetAmountTaxable"_s, share.net}});
        lines.append(Json::object(
            {{u"Amount"_s, share.tax}, {u"DetailType"_s, u"TaxLineDetail"_s}, {u"TaxLineDetail"_s, detail}}));
    }
    taxes.detail = Json::object({});
    if (!documentCode.isEmpty() && !shares.isEmpty())
        taxes.detail.set(u"TxnTaxCodeRef"_s, Json::object({{u"value"_s, documentCode}}));
    taxes.detail.set(u"TotalTax"_s, taxes.total);
    if (!lines.isEmpty())
        taxes.detail.set(u"TaxLine"_s, lines);
    return taxes;
}

} // namespace uds
