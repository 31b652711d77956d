#pragma once

#include "engine/store/runrepository.h"

#include <QByteArray>
#include <QHash>
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
    /// A person looked at what changed at the target and wants the source's version sent over it.
    bool overwriteTargetEdits = false;
    /// A person asks for these records by name and wants documents that were deleted at the target made
    /// again.
    bool recreateDeleted = false;
};

struct SyncProgress {
    enum class Stage { Recovering, Reading, Planning, Sending, Finished };
    qint64 runId = 0; ///< 0 in a dry run
    Stage stage = Stage::Reading;
    RunCounts counts;
    int expected = 0; ///< records in all, as far as known
};

} // namespace uds
