#pragma once

#include "engine/api/values.h"

#include <QSet>

namespace uds {

class Database;
class Vault;

/// What summaries need besides the store.
struct SummaryContext {
    const Vault &vault;
    QSet<qint64> troubled; ///< integrations whose circuit breaker is open
    QDateTime nowUtc;
};

/// All integrations with their present status.
[[nodiscard]] Result<QList<IntegrationSummary>> integrationSummaries(
    Database &database, const SummaryContext &context);

} // namespace uds
