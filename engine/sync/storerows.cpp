#include "engine/sync/storerows.h"

#include "engine/core/clock.h"
#include "engine/sync/streamcontext.h"

namespace uds {

RowFrame rowFrame(const StreamContext &context, qint64 runId)
{
    return {runId, context.stream.id, context.sourceIntegration.id, context.targetIntegration.id,
        context.targetIntegration.accountKey, context.clock.nowUtc()};
}

HistoryRow historyRow(const IntentRow &intent, const QString &action, const RowFrame &frame)
{
    HistoryRow row;
    row.atUtc = frame.nowUtc;
    row.runId = frame.runId;
    row.streamId = frame.streamId;
    row.sourceEntity = intent.sourceEntity;
    row.sourceId = intent.sourceId;
    row.number = intent.number;
    row.action = action;
    row.targetEntity = intent.entity;
    row.targetId = intent.remoteId;
    row.amount = intent.total;
    row.currency = intent.currency;
    return row;
}

LinkRow linkRow(const IntentRow &intent, const RowFrame &frame)
{
    LinkRow row;
    row.sourceIntegration = frame.sourceIntegration;
    row.targetIntegration = frame.targetIntegration;
    row.sourceEntity = intent.sourceEntity;
    row.sourceId = intent.sourceId;
    row.purpose = intent.purpose;
    row.sourceNumber = intent.number;
    row.targetEntity = intent.entity;
    row.targetId = intent.remoteId;
    row.targetVersion = intent.remoteVersion;
    row.sentHash = intent.sourceVersion;
    row.total = intent.total;
    row.updatedUtc = frame.nowUtc;
    return row;
}

FailureRow failureRow(const IntentRow &intent, const Error &error, const RowFrame &frame)
{
    FailureRow row;
    row.streamId = frame.streamId;
    row.runId = frame.runId;
    row.inboxId = intent.inboxId;
    row.intentId = intent.id;
    row.sourceEntity = intent.sourceEntity;
    row.sourceId = intent.sourceId;
    row.number = intent.number;
    row.purpose = intent.purpose;
    row.error = error;
    row.causeKey = causeKey(error);
    row.amount = intent.total;
    row.currency = intent.currency;
    row.firstSeenUtc = row.lastSeenUtc = frame.nowUtc;
    return row;
}

QString causeKey(const Error &error)
{
    // Numbers differ from record to record; what is between quotation marks is the thing at fault.
    QString quoted;
    const qsizetype open = error.message.indexOf(u'"');
    if (open >= 0)
        quoted = error.message.mid(open + 1, error.message.indexOf(u'"', open + 1) - open - 1);
    return error.code + u'|' + error.field + u'|' + quoted;
}

} // namespace uds
