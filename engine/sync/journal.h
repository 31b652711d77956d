#pragma once

#include "engine/store/journalrepository.h"
#include "engine/sync/plannedchange.h"
#include "engine/sync/runtally.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>

namespace uds {

/// Turns planned changes into durable intents, links of adopted records, history and failures: one
/// transaction per window, before anything of it is sent.
class Journal {
public:
    /// All outlive the journal.
    Journal(StreamContext &context, qint64 runId, RunTally &tally)
        : m_context(context)
        , m_runId(runId)
        , m_tally(tally)
    {
    }

    /// Writes the window and returns the intents that are to be sent, parents before children.
    [[nodiscard]] QCoro::Task<Result<QList<IntentRow>>> record(QList<PlannedChange> changes);

private:
    StreamContext &m_context;
    const qint64 m_runId;
    RunTally &m_tally;
};

} // namespace uds
