#include "engine/sync/agreements.h"

#include "engine/store/agreementrepository.h"
#include "engine/sync/conflict.h"

#include <algorithm>

namespace uds {

namespace {

Json targetOf(const AgreementProposal &proposal, const Json &answer)
{
    if (proposal.decided.isNull())
        return answer;
    QStringList decided;
    for (const Json &path : proposal.decided.array())
        decided.append(path.string());
    return agreedDocument(proposal.baseDocument, answer, decided);
}

} // namespace

Result<void> confirmAgreements(Database &database, const QList<Arrival> &arrivals, const RowFrame &frame)
{
    if (arrivals.isEmpty())
        return {};
    QStringList keys;
    for (const Arrival &arrival : arrivals)
        keys.append(arrival.intent.businessKey);
    AgreementRepository agreements(database);
    const auto proposals = agreements.proposed(frame.targetIntegration, keys);
    if (!proposals)
        return fail(proposals.error());
    QList<AgreementRow> agreed;
    for (const Arrival &arrival : arrivals) {
        const IntentRow &intent = arrival.intent;
        const auto proposal
            = std::ranges::find(*proposals, intent.businessKey, &AgreementProposal::businessKey);
        if (proposal == proposals->cend())
            continue;
        agreed.append({frame.sourceIntegration, intent.sourceEntity, intent.sourceId, frame.targetIntegration,
            intent.entity, intent.remoteId, proposal->sourceDocument, targetOf(*proposal, arrival.document),
            frame.nowUtc});
    }
    if (const auto done = agreements.put(agreed); !done)
        return done;
    return agreements.forgetProposals(frame.targetIntegration, keys);
}

} // namespace uds
