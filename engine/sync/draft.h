#pragma once

#include "engine/store/agreementrepository.h"
#include "engine/store/conflictrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/sync/plannedchange.h"

namespace uds {

/// A change on its way through the planner, with what its mapping said.
struct Draft {
    PlannedChange change;
    QList<Reference> references;
    std::optional<Reference> self; ///< by which the record may be at the target already
    std::optional<Decimal> linkedTotal; ///< what the target held when we last sent
    QStringList parents; ///< business keys of the purposes it comes after
    QList<LinkRow> parentLinks;
    bool parentsLinked = true; ///< all of them have documents already
    QString mapping; ///< that made it; empty when none did
    // Only in a stream that minds both sides:
    Json content; ///< what the mapping made of the record; null in a stream of one direction
    Json baseContent; ///< the same of the record as both sides last agreed on it; null = they never did
    Json sourceDocument;
    QDateTime sourceModifiedUtc;
    std::optional<AgreementRow> agreement;
    std::optional<ConflictRow> conflict; ///< of this pair, not settled yet

    [[nodiscard]] bool sends() const
    {
        using enum PlannedChange::Action;
        return change.action == Create || change.action == Update || change.action == Void;
    }
    /// It is only brought up to date: never made.
    [[nodiscard]] bool mustExist() const { return self && !self->create; }
    void block(Error error)
    {
        change.action = PlannedChange::Action::Blocked;
        change.error = std::move(error);
    }
};

} // namespace uds
