#pragma once

#include "engine/store/agreementrepository.h"
#include "engine/store/conflictrepository.h"

#include <QStringList>

namespace uds {

/// What a change of a stream that minds both sides means for the pair of records, beyond its payload: written
/// in the transaction that records the change.
struct BothSides {
    std::optional<AgreementRow> agreed; ///< nothing is to be sent: both hold what they are to hold
    std::optional<AgreementProposal> proposed; ///< agreed on once the change has arrived
    std::optional<ConflictRow> conflict; ///< seen now, open or settled by the strategy
    QString settledPair; ///< of a conflict that this change settles
    QString note; ///< for the history: who won, and by which rule
};

} // namespace uds
