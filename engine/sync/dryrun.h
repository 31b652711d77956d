#pragma once

#include "engine/sync/plannedchange.h"
#include "engine/sync/planner.h"
#include "engine/sync/reader.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace uds {

/// What a run would do: reads and plans as it would. Nothing is sent, cursor and id map stay as they are.
class DryRun {
public:
    using Progress = std::function<void(const SyncProgress &)>;

    /// \a context must outlive it. For one plan.
    DryRun(StreamContext &context, SyncRequest request, Progress progress);

    /// The whole plan, in memory.
    [[nodiscard]] QCoro::Task<Result<QList<PlannedChange>>> plan(std::stop_token stop);

private:
    [[nodiscard]] QCoro::Task<Result<void>> open(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> takePending();
    [[nodiscard]] QCoro::Task<Result<void>> readPage(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> planWindow(std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> planDeletions(std::stop_token stop);

    StreamContext &m_context;
    const SyncRequest m_request;
    Progress m_progress;
    Planner m_planner;
    Reader m_reader;
    QList<SourceRecord> m_window; // read and not planned yet
    QSet<QString> m_seen; // source ids
    QList<PlannedChange> m_changes;
};

} // namespace uds
