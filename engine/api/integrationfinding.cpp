#include "engine/api/integrationfinding.h"

#include "engine/store/integrationrepository.h"

namespace uds {

Result<void> noteFinding(Database &database, qint64 integrationId, const IntegrationFinding &finding)
{
    Result<std::optional<IntegrationRow>> row = IntegrationRepository(database).byId(integrationId);
    if (!row)
        return tl::unexpected(row.error());
    if (!*row)
        return {};
    IntegrationRow &stored = **row;
    if (!finding.status.isEmpty())
        stored.status = finding.status;
    if (finding.verifiedUtc.isValid())
        stored.lastVerifiedUtc = finding.verifiedUtc;
    if (!finding.accountName.isEmpty())
        stored.accountName = finding.accountName;
    return IntegrationRepository(database).update(stored);
}

} // namespace uds
