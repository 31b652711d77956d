#include "engine/api/plancontent.h"

#include "engine/sync/runtally.h"

#include <QCoreApplication>
#include <QHash>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

const QString kReference = u"reference"_s;

bool sends(Action action)
{
    return action == Action::Create || action == Action::Update || action == Action::Void;
}

bool sends(const PlanChange &change)
{
    return change.action == plannedActionName(Action::Create)
        || change.action == plannedActionName(Action::Update)
        || change.action == plannedActionName(Action::Void);
}

RunTally::Result resultOf(Action action)
{
    switch (action) {
    case Action::Create: return RunTally::Result::Created;
    case Action::Update: return RunTally::Result::Updated;
    case Action::Void: return RunTally::Result::Voided;
    case Action::Adopt:
    case Action::Unlink:
    case Action::Unchanged: return RunTally::Result::Unchanged;
    case Action::Waiting: return RunTally::Result::Waiting;
    case Action::Skipped: return RunTally::Result::Skipped;
    case Action::Blocked: return RunTally::Result::Failed;
    }
    Q_UNREACHABLE();
}

SyncRequest::Mode syncMode(RunMode mode)
{
    switch (mode) {
    case RunMode::Incremental: return SyncRequest::Mode::Incremental;
    case RunMode::Full: return SyncRequest::Mode::Full;
    case RunMode::SelectedIds: return SyncRequest::Mode::SelectedIds;
    }
    Q_UNREACHABLE();
}

} // namespace

PlanChange planChange(const PlannedChange &change)
{
    PlanChange shown;
    shown.sourceEntity = change.sourceEntity;
    shown.sourceId = change.sourceId;
    shown.number = change.number;
    shown.action = plannedActionName(change.action);
    shown.purpose = change.purpose;
    shown.targetEntity = change.entity;
    shown.targetId = change.remoteId;
    shown.label = change.label;
    shown.amount = change.total;
    shown.currency = change.currency;
    shown.reason = change.error ? change.error->message : change.reason;
    shown.hint = change.error ? change.error->hint : QString();
    shown.notes = change.notes;
    shown.payload = change.payload;
    shown.payloadHash = change.payloadHash;
    return shown;
}

RunCounts plannedCounts(const QList<PlannedChange> &changes)
{
    RunTally tally;
    QHash<QString, qint64> records;
    for (const PlannedChange &change : changes) {
        if (change.purpose == kReference)
            continue;
        const QString key = change.sourceEntity + u' ' + change.sourceId;
        const auto record = records.contains(key) ? records.value(key) : qint64(records.size()) + 1;
        records.insert(key, record);
        tally.note(record, change.purpose, resultOf(change.action));
    }
    return tally.counts();
}

int estimatedCalls(const QList<PlannedChange> &changes, const ConnectorDescription &target)
{
    int single = 0;
    int batched = 0;
    for (const PlannedChange &change : changes) {
        if (!sends(change.action))
            continue;
        const EntityDescription *entity = target.entity(change.entity);
        (entity && entity->batchable ? batched : single) += 1;
    }
    const int size = qMax(1, target.limits.batchSize);
    return single + (batched + size - 1) / size;
}

Result<SyncRequest> requestToRun(const RunRequest &request)
{
    if (request.mode == RunMode::SelectedIds && request.ids.isEmpty())
        return fail(ErrorKind::Configuration, u"run.ids"_s,
            QCoreApplication::translate("uds", "No records were chosen."));
    SyncRequest sync;
    sync.mode = syncMode(request.mode);
    sync.ids = request.ids;
    sync.overwriteTargetEdits = request.overwriteTargetEdits;
    // A retry is of one refusal; only the one that tells of a deletion asks for the document anew.
    const bool isRetry = request.trigger == u"retry";
    sync.recreateDeleted = request.mode == RunMode::SelectedIds && (!isRetry || request.overwriteTargetEdits);
    if (!request.trigger.isEmpty())
        sync.trigger = request.trigger;
    return sync;
}

SyncRequest requestToApply(const Plan &plan)
{
    SyncRequest request;
    request.mode = SyncRequest::Mode::SelectedIds;
    request.recreateDeleted = plan.mode == RunMode::SelectedIds;
    for (const PlanChange &change : plan.changes) {
        if (change.purpose == kReference)
            continue;
        if (sends(change) && !request.ids.contains(change.sourceId))
            request.ids.append(change.sourceId);
        if (!change.payloadHash.isEmpty())
            request.expectedPayloads.insert(change.sourceId + u' ' + change.purpose, change.payloadHash);
    }
    return request;
}

} // namespace uds
