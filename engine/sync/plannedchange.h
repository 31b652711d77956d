#pragma once

#include "engine/connectors/effect.h"
#include "engine/mapping/mappedrecord.h"
#include "engine/store/inboxrepository.h"
#include "engine/sync/bothsides.h"

#include <memory>

namespace uds {

/// One decision of the planner about one source record and one purpose.
struct PlannedChange {
    enum class Action {
        Create,
        Update,
        Void,
        Adopt, ///< the target holds it already, with our marker or key: only the link is written
        Unlink, ///< the target no longer has what the link leads to: it is not followed any more
        Unchanged,
        Waiting, ///< not now: an earlier attempt is undecided, or it differs from the plan being applied
        Skipped, ///< a rule excludes it
        Blocked
    };
    Action action = Action::Skipped;
    qint64 inboxId = 0; ///< 0 in a dry run
    QString sourceEntity;
    QString sourceId;
    QString number; ///< source number
    QString purpose; ///< "document", "payment", "reference"
    QString businessKey;
    QString entity; ///< at the target
    QString remoteId; ///< for Update and Void
    QString remoteVersion;
    QString targetNumber;
    QString label;
    Json payload; ///< with marker; reference ids filled where known
    QByteArray payloadHash; ///< of the mapped content: equal to the link's sentHash = unchanged
    /// References whose records are created by another change of the same plan: path -> business key.
    QHash<QString, QString> openReferences;
    QStringList after; ///< business keys of changes of the same plan that must be applied first
    bool differsAtTarget = false; ///< Unchanged, but the target does not hold the record's total
    std::optional<Decimal> total;
    QString currency;
    QString reason; ///< why Skipped or Waiting
    bool isExcluded = false; ///< Skipped because a person said so: the exclusion outlives the change
    QStringList notes;
    std::optional<Error> error; ///< why Blocked
    std::shared_ptr<const BothSides> bothSides; ///< null in a stream of one direction
    friend bool operator==(const PlannedChange &, const PlannedChange &) = default;
};

/// Stands for the content in the link of a record that was taken out of use at the target.
[[nodiscard]] QByteArray archivedContent();
/// It voids a document or takes a record out of use.
[[nodiscard]] bool isRemoval(const PlannedChange &change);
[[nodiscard]] QString plannedActionName(PlannedChange::Action action);
/// Names a change inside a plan: "105 document".
[[nodiscard]] QString plannedKey(const PlannedChange &change);

} // namespace uds
