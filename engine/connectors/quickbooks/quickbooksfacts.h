#pragma once

#include "engine/connectors/quickbooks/quickbooksqueries.h"

namespace uds {

/// The answers facts are made of: documents as the service sends them.
struct QuickBooksFactSources {
    Json companyInfo;
    Json preferences;
    JsonArray accounts;
    JsonArray taxCodes;
    JsonArray taxRates;
    JsonArray paymentMethods;
};

/// Pure part of facts(); the shape is documented at QuickBooksReader::facts().
[[nodiscard]] Json quickBooksFacts(const QuickBooksFactSources &sources);

/// Reads the sources: six requests, four for a company that uses no sales tax.
[[nodiscard]] QCoro::Task<Result<QuickBooksFactSources>> readQuickBooksFacts(
    QuickBooksQueries queries, std::stop_token stop);

} // namespace uds
