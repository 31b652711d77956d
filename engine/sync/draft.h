#pragma once

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

    [[nodiscard]] bool sends() const
    {
        using enum PlannedChange::Action;
        return change.action == Create || change.action == Update || change.action == Void;
    }
    void block(Error error)
    {
        change.action = PlannedChange::Action::Blocked;
        change.error = std::move(error);
    }
};

} // namespace uds
