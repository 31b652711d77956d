#pragma once

#include "engine/api/values.h"
#include "engine/sync/plannedchange.h"
#include "engine/sync/syncrequest.h"

namespace uds {

/// A planned change as people and plan files see it.
[[nodiscard]] PlanChange planChange(const PlannedChange &change);

/// Names a change for people: "105 document", the source's id and what is sent for it.
[[nodiscard]] QString planKey(const PlanChange &change);

/// It would be sent: nobody left it out.
[[nodiscard]] bool isSent(const PlanChange &change);

/// What a run of these changes would count: per source record, by the gravest of its changes; what was left
/// out counts as skipped.
[[nodiscard]] RunCounts plannedCounts(const QList<PlanChange> &changes);

/// How many calls sending would take, with the target's batches.
[[nodiscard]] int estimatedCalls(const QList<PlannedChange> &changes, const ConnectorDescription &target);

/// ErrorKind::Configuration, code "run.ids", when selected records are asked for and none is named.
[[nodiscard]] Result<SyncRequest> requestToRun(const RunRequest &request);

/// The records of \a plan that something would be sent for, held to what the plan shows.
[[nodiscard]] SyncRequest requestToApply(const Plan &plan);

} // namespace uds
