#pragma once

#include "engine/store/runrepository.h"
#include "engine/sync/plannedchange.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace uds {

class ConnectorSender;

/// What to read and why.
struct SyncRequest {
    enum class Mode { Incremental, Full, SelectedIds };
    Mode mode = Mode::Incremental;
    QStringList ids;
    QString trigger = QStringLiteral("manual");
    /// Only for applying a plan: payload hashes by "sourceId purpose"; a record that maps to something else now is
    /// skipped as changed since the plan. Empty = no restriction.
    QHash<QString, QByteArray> expectedPayloads;
};

struct SyncProgress {
    enum class Stage { Recovering, Reading, Planning, Sending, Finished };
    Stage stage = Stage::Reading;
    RunCounts counts;
    int expected = 0; ///< records in all, as far as known
};

/// One execution of one stream: recover, read, plan, send. On one thread.
class SyncRun {
public:
    using Progress = std::function<void(const SyncProgress &)>;

    /// \a context must outlive the run.
    SyncRun(StreamContext &context, Progress progress);

    /// Reads and plans; the whole plan in memory, nothing sent, cursor and id map untouched.
    [[nodiscard]] QCoro::Task<Result<QList<PlannedChange>>> plan(SyncRequest request, std::stop_token stop);
    /// Does it. The run row is written first and closed whatever happens; the error is for a run that could not be
    /// recorded at all.
    [[nodiscard]] QCoro::Task<Result<RunRow>> execute(
        SyncRequest request, ConnectorSender &sender, std::stop_token stop);

private:
    StreamContext &m_context;
    Progress m_progress;
};

} // namespace uds
