#pragma once

#include "engine/store/failurerepository.h"
#include "engine/store/historyrepository.h"
#include "engine/store/journalrepository.h"
#include "engine/store/linkrepository.h"

namespace uds {

struct StreamContext;

/// What all rows of one step of one run have in common. Values only: it goes to the store's thread.
struct RowFrame {
    qint64 runId = 0;
    qint64 streamId = 0;
    qint64 sourceIntegration = 0;
    qint64 targetIntegration = 0;
    QString targetAccount;
    QDateTime nowUtc;
};
[[nodiscard]] RowFrame rowFrame(const StreamContext &context, qint64 runId);

// The same facts of an intent as the other tables keep them.
[[nodiscard]] HistoryRow historyRow(const IntentRow &intent, const QString &action, const RowFrame &frame);
[[nodiscard]] LinkRow linkRow(const IntentRow &intent, const RowFrame &frame);
[[nodiscard]] FailureRow failureRow(const IntentRow &intent, const Error &error, const RowFrame &frame);

/// Equal for failures that one remedy heals: code, field and the thing at fault.
[[nodiscard]] QString causeKey(const Error &error);

} // namespace uds
