#pragma once

#include "engine/connectors/quickbooks/quickbooksqueries.h"

namespace uds {

/// The answers facts are made of: documents as the service sends them.
struct QuickBooksFactSources {
    QString realmId; ///< the company's own id, part of every address
    Json companyInfo;
    Json preferences;
    JsonArray accounts;
    JsonArray taxCodes;
    JsonArray taxRates;
    JsonArray paymentMethods;
    JsonArray terms;
    JsonArray classes;
    JsonArray departments;
};

/// Pure part of QuickBooksReader::facts():
/// `{company: {realmId, name, country, timezone, subscription}, homeCurrency: "USD", multiCurrency: bool,
///   taxModel: "us-automated" | "us-manual" | "other" | "none",
///   customTxnNumbers, allowDiscount, allowShipping, allowDeposit, autoApplyPayments, autoApplyCredit,
///   trackQuantity, classPerTransaction, classPerLine, trackDepartments: bool,
///   discountAccount: "86" or "", defaultTerms: "3" or "", bookCloseDate: "2025-12-31" or "",
///   accounts: {income, discount, undeposited, bank, assets, costOfGoods, expense, liability, receivable,
///              creditCard, other: [{id, name, type, subType, active}]},
///   taxCodes: [{id, name, active, taxable, rates: [{rateId, percent}]}],
///   paymentMethods, terms, classes, departments: [{id, name}], terms also with dueDays,
///   customFields: [{id: "1", name}]}`.
/// Each account is in one list: its sub type decides for discount and undeposited, else its type. The US
/// pseudo codes TAX, NON and CustomSalesTax are among the tax codes, without rates. Lists to pick from hold
/// active objects only and are empty for a feature the company does not use; custom fields are those in use.
[[nodiscard]] Json quickBooksFacts(const QuickBooksFactSources &sources);

/// Reads the sources, each once and side by side: company and preferences, then the lists of the features
/// that are in use.
[[nodiscard]] QCoro::Task<Result<QuickBooksFactSources>> readQuickBooksFacts(
    QuickBooksQueries queries, std::stop_token stop);

} // namespace uds
