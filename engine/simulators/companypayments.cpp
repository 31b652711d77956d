#include "engine/simulators/companypayments.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Decimal amountOf(const Json &object, QStringView member)
{
    return object[member].decimal().value_or(Decimal());
}

Json paymentLink(const QString &paymentId)
{
    return Json::object({{u"TxnId"_s, paymentId}, {u"TxnType"_s, u"Payment"_s}});
}

JsonArray withoutLink(const JsonArray &links, const QString &id)
{
    JsonArray kept;
    for (const Json &link : links) {
        if (link[u"TxnId"].scalarText() != id)
            kept.append(link);
    }
    return kept;
}

bool isApplicable(const QString &type)
{
    return type == "Invoice"_L1 || type == "CreditMemo"_L1;
}

} // namespace

Json companyTouched(Json document, const CompanyMoment &now)
{
    const qint64 token = document[u"SyncToken"].integer().value_or(0);
    document.set(u"SyncToken"_s, QString::number(token + 1));
    Json metaData = document[u"MetaData"];
    metaData.set(u"LastUpdatedTime"_s, now.changeText);
    document.set(u"MetaData"_s, metaData);
    return document;
}

CompanyPayments::CompanyPayments(const CompanyStart &start, CompanyStore &store, const CompanyRules &rules)
    : m_start(start)
    , m_store(store)
    , m_rules(rules)
{
}

CompanyResult<Json> CompanyPayments::completed(Json payment, const CompanyMoment &now) const
{
    for (const QString &member : {u"CustomerRef"_s, u"TotalAmt"_s}) {
        if (!payment.contains(member))
            return companyFault(
                u"2020"_s, u"Required parameter %1 is missing in the request"_s.arg(member), member);
    }
    if (!payment.contains(u"TxnDate"))
        payment.set(u"TxnDate"_s, now.date.toString(Qt::ISODate));
    const QDate date = QDate::fromString(payment[u"TxnDate"].string().left(10), Qt::ISODate);
    if (const CompanyResult<> open = m_rules.openBooks(date); !open)
        return tl::unexpected(open.error());
    CompanyResult<Json> complete = m_rules.withReferences(std::move(payment));
    if (!complete)
        return complete;
    const CompanyResult<Decimal> rest = unapplied(*complete);
    if (!rest)
        return tl::unexpected(rest.error());
    complete->set(u"UnappliedAmt"_s, *rest);
    complete->set(u"ProcessPayment"_s, false);
    if (!complete->contains(u"DepositToAccountRef"))
        complete->set(u"DepositToAccountRef"_s, Json::object({{u"value"_s, u"4"_s}}));
    if (!complete->contains(u"CurrencyRef"))
        complete->set(u"CurrencyRef"_s, m_start.preferences[u"CurrencyPrefs"][u"HomeCurrency"]);
    if (!complete->contains(u"Line"))
        complete->set(u"Line"_s, JsonArray());
    return complete;
}

CompanyResult<Decimal> CompanyPayments::unapplied(const Json &payment) const
{
    const Result<Decimal> total = payment[u"TotalAmt"].decimal();
    if (!total || total->isNegative())
        return companyFault(u"2090"_s, u"Invalid number : TotalAmt"_s, u"TotalAmt"_s);
    Decimal rest = *total;
    QHash<QString, Decimal> applied; // by transaction: several lines may name the same one
    for (const Json &line : payment[u"Line"].array()) {
        const Decimal amount = amountOf(line, u"Amount");
        const Json link = line[u"LinkedTxn"].array().value(0);
        Decimal &all = applied[link[u"TxnType"].string() + link[u"TxnId"].scalarText()];
        all += amount;
        if (const CompanyResult<> sound = checkLink(payment, link, all); !sound)
            return tl::unexpected(sound.error());
        if (link[u"TxnType"].string() == "CreditMemo"_L1)
            rest += amount;
        else
            rest -= amount;
    }
    if (rest.isNegative())
        return companyFault(u"6000"_s,
            u"Business Validation Error: The amount applied is more than the payment."_s, u"Line"_s);
    return rest;
}

CompanyResult<> CompanyPayments::checkLink(const Json &payment, const Json &link, const Decimal &amount) const
{
    const QString type = link[u"TxnType"].string();
    const QString id = link[u"TxnId"].scalarText();
    if (!isApplicable(type))
        return companyFault(u"620"_s, u"Txn Id Cannot Be Linked : "_s + id);
    const Json *target = m_store.find(type, id);
    if (!target)
        return companyFault(u"610"_s, u"Object Not Found : Another user has deleted this transaction."_s);
    if ((*target)[u"CustomerRef"][u"value"].scalarText() != payment[u"CustomerRef"][u"value"].scalarText())
        return companyFault(u"6000"_s,
            u"Business Validation Error: The transaction belongs to another customer."_s, u"Line"_s);
    const Decimal balance = amountOf(*target, u"Balance");
    if (balance.isZero() && !amount.isZero())
        return companyFault(u"6000"_s,
            u"Business Validation Error: The transaction has no open balance, it was already paid."_s,
            u"Line"_s);
    if (amount > balance)
        return companyFault(u"6000"_s,
            u"Business Validation Error: The amount applied is more than the open balance."_s, u"Line"_s);
    return {};
}

void CompanyPayments::link(const Json &payment, const CompanyMoment &now)
{
    apply(payment, now, true);
}

void CompanyPayments::unlink(const Json &payment, const CompanyMoment &now)
{
    apply(payment, now, false);
}

void CompanyPayments::apply(const Json &payment, const CompanyMoment &now, bool isLinked)
{
    const QString paymentId = payment[u"Id"].scalarText();
    for (const Json &line : payment[u"Line"].array()) {
        const Json link = line[u"LinkedTxn"].array().value(0);
        const QString type = link[u"TxnType"].string();
        const Json *found = m_store.find(type, link[u"TxnId"].scalarText());
        if (!found)
            continue;
        Json target = companyTouched(*found, now);
        const Decimal amount = amountOf(line, u"Amount");
        const Decimal balance = amountOf(target, u"Balance") + (isLinked ? -amount : amount);
        target.set(u"Balance"_s, balance);
        if (type == "CreditMemo"_L1)
            target.set(u"RemainingCredit"_s, balance);
        JsonArray links = withoutLink(target[u"LinkedTxn"].array(), paymentId);
        if (isLinked)
            links.append(paymentLink(paymentId));
        target.set(u"LinkedTxn"_s, links);
        m_store.put(type, target);
    }
}

void CompanyPayments::release(const Json &transaction, const CompanyMoment &now)
{
    const QString id = transaction[u"Id"].scalarText();
    for (const Json &link : transaction[u"LinkedTxn"].array()) {
        const Json *found = m_store.find(u"Payment"_s, link[u"TxnId"].scalarText());
        if (!found)
            continue;
        Json payment = companyTouched(*found, now);
        JsonArray lines;
        Decimal released;
        for (const Json &line : payment[u"Line"].array()) {
            if (line[u"LinkedTxn"].array().value(0)[u"TxnId"].scalarText() == id)
                released += amountOf(line, u"Amount");
            else
                lines.append(line);
        }
        payment.set(u"Line"_s, lines);
        payment.set(u"UnappliedAmt"_s, amountOf(payment, u"UnappliedAmt") + released);
        m_store.put(u"Payment"_s, payment);
    }
}

Json CompanyPayments::voided(Json payment)
{
    payment.set(u"TotalAmt"_s, 0);
    payment.set(u"UnappliedAmt"_s, 0);
    payment.set(u"Line"_s, JsonArray());
    return payment;
}

} // namespace uds
