#pragma once

#include "engine/store/runrepository.h"

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QString>
#include <QStringList>

namespace uds {

/// What to read and why.
struct SyncRequest {
    enum class Mode { Incremental, Full, SelectedIds };
    Mode mode = Mode::Incremental;
    QStringList ids; ///< source ids, for SelectedIds
    QString trigger = QStringLiteral("manual");
    /// Only when a plan is applied: payload hashes by plannedKey(). A change that maps to something else now,
    /// or is not in the plan, is skipped as changed since the plan. Empty = no restriction.
    QHash<QString, QByteArray> expectedPayloads;
    /// Only when a plan is applied: versions at the target by plannedKey(). What has another one now was
    /// changed there since the plan was made, and is held.
    QHash<QString, QString> expectedVersions;
    /// Only when a plan is applied: changes by plannedKey() that somebody left out of it.
    QSet<QString> leftOut;
    /// A person looked at what changed at the target and wants the source's version sent over it.
    bool overwriteTargetEdits = false;
    /// A person asks for these records by name and wants documents that were deleted at the target made
    /// again.
    bool recreateDeleted = false;
    /// For SelectedIds: the source told that these records are gone. Those it shows nevertheless are read as
    /// usual; what became of the others' documents is decided as after a full read.
    bool saysDeleted = false;
    /// Somebody looked at how much changes: the stream's limits do not count for this run.
    bool overBrake = false;
    /// Somebody can be asked: beyond the stream's "confirm_above" changes the run ends instead, with
    /// "run.confirm".
    bool asksAbove = false;
};

struct SyncProgress {
    enum class Stage { Recovering, Reading, Planning, Sending, Finished };
    qint64 runId = 0; ///< 0 in a dry run
    Stage stage = Stage::Reading;
    RunCounts counts;
    int expected = 0; ///< records in all, as far as known
};

} // namespace uds
