#pragma once

#include "engine/simulators/companymoment.h"
#include "engine/simulators/companyrules.h"

namespace uds {

/// Payments and what they do to invoices and credit memos.
class CompanyPayments {
public:
    /// All must outlive this object.
    CompanyPayments(const CompanyStart &start, CompanyStore &store, const CompanyRules &rules);

    /// The payment as it will be kept, without Id and MetaData. Checks everything that link() relies on.
    [[nodiscard]] CompanyResult<Json> completed(Json payment, const CompanyMoment &now) const;
    /// Takes the payment's amounts off the balances of what it is applied to.
    void link(const Json &payment, const CompanyMoment &now);
    /// Puts them back.
    void unlink(const Json &payment, const CompanyMoment &now);
    /// Takes the transaction out of the payments that are applied to it: their amounts become unapplied.
    void release(const Json &transaction, const CompanyMoment &now);
    [[nodiscard]] static Json voided(Json payment);

private:
    [[nodiscard]] CompanyResult<Decimal> unapplied(const Json &payment) const;
    [[nodiscard]] CompanyResult<> checkLink(
        const Json &payment, const Json &link, const Decimal &amount) const;
    void apply(const Json &payment, const CompanyMoment &now, bool isLinked);

    const CompanyStart &m_start;
    CompanyStore &m_store;
    const CompanyRules &m_rules;
};

/// \a document with the next SyncToken and a new time of change.
[[nodiscard]] Json companyTouched(Json document, const CompanyMoment &now);

} // namespace uds
