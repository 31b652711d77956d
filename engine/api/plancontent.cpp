#include "engine/api/plancontent.h"

#include "engine/api/webhookvalues.h"
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

RunTally::Result resultOf(const PlanChange &change)
{
    static const QHash<QString, RunTally::Result> results{
        {plannedActionName(Action::Create), RunTally::Result::Created},
        {plannedActionName(Action::Update), RunTally::Result::Updated},
        {plannedActionName(Action::Void), RunTally::Result::Voided},
        {plannedActionName(Action::Waiting), RunTally::Result::Waiting},
        {plannedActionName(Action::Skipped), RunTally::Result::Skipped},
        {plannedActionName(Action::Blocked), RunTally::Result::Failed},
    };
    if (change.isLeftOut)
        return RunTally::Result::Skipped;
    return results.value(change.action, RunTally::Result::Unchanged);
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

// To what the plan shows.
void hold(const PlanChange &change, SyncRequest *request)
{
    const QString key = planKey(change);
    if (change.isLeftOut) {
        request->leftOut.insert(key);
        return;
    }
    if (!change.payloadHash.isEmpty())
        request->expectedPayloads.insert(key, change.payloadHash);
    if (!change.targetVersion.isEmpty())
        request->expectedVersions.insert(key, change.targetVersion);
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
    shown.targetVersion = change.remoteVersion;
    shown.key = change.businessKey;
    shown.needs = change.openReferences.values() + change.after;
    shown.needs.removeDuplicates();
    shown.needs.sort();
    shown.isRemoval = isRemoval(change);
    return shown;
}

bool isSent(const PlanChange &change)
{
    const bool sends = change.action == plannedActionName(Action::Create)
        || change.action == plannedActionName(Action::Update)
        || change.action == plannedActionName(Action::Void);
    return sends && !change.isLeftOut;
}

RunCounts plannedCounts(const QList<PlanChange> &changes)
{
    RunTally tally;
    QHash<QString, qint64> records;
    for (const PlanChange &change : changes) {
        if (change.purpose == kReference)
            continue;
        const QString key = change.sourceEntity + u' ' + change.sourceId;
        const auto record = records.contains(key) ? records.value(key) : qint64(records.size()) + 1;
        records.insert(key, record);
        tally.note(record, change.purpose, resultOf(change));
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
    sync.overBrake = request.overBrake;
    sync.asksAbove = request.asksAbove;
    // A retry is of one refusal; only the one that tells of a deletion asks for the document anew. Behind a
    // webhook there is nobody who asks.
    const bool isHint = request.trigger == kWebhookHint || request.trigger == kDeletionHint;
    const bool isAskedByName = request.trigger != u"retry" && !isHint;
    sync.recreateDeleted
        = request.mode == RunMode::SelectedIds && (isAskedByName || request.overwriteTargetEdits);
    sync.saysDeleted = request.trigger == kDeletionHint;
    if (!request.trigger.isEmpty())
        sync.trigger = isHint ? kWebhookHint : request.trigger;
    return sync;
}

QString planKey(const PlanChange &change)
{
    return change.sourceId + u' ' + change.purpose;
}

SyncRequest requestToApply(const Plan &plan)
{
    SyncRequest request;
    request.mode = SyncRequest::Mode::SelectedIds;
    request.recreateDeleted = plan.mode == RunMode::SelectedIds;
    QSet<QString> ids;
    for (const PlanChange &change : plan.changes) {
        if (change.purpose == kReference)
            continue;
        if (isSent(change) && !ids.contains(change.sourceId)) {
            ids.insert(change.sourceId);
            request.ids.append(change.sourceId);
        }
        hold(change, &request);
        // What the source no longer shows is not read: its document is voided because the plan says so.
        request.saysDeleted = request.saysDeleted || (isSent(change) && change.isRemoval);
    }
    return request;
}

} // namespace uds
