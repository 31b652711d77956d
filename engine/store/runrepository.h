#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

/// Visible run states (screens.md 0.2).
enum class RunState { Queued, Running, Completed, CompletedWithProblems, Failed, Cancelled, Skipped };
[[nodiscard]] QString runStateName(RunState state); ///< "completed_with_problems" ...
[[nodiscard]] std::optional<RunState> runStateFromName(QStringView name);

/// Read = created + updated + voided + unchanged + skipped + failed (+ waiting while it runs or outcomes are
/// unknown).
struct RunCounts {
    int read = 0;
    int created = 0;
    int updated = 0;
    int voided = 0;
    int unchanged = 0;
    int skipped = 0;
    int failed = 0;
    int waiting = 0;
    friend bool operator==(const RunCounts &, const RunCounts &) = default;
};

struct RunRow {
    qint64 id = 0;
    qint64 streamId = 0;
    QString trigger; ///< manual, schedule, retry, cli
    QString mode; ///< full, incremental, ids
    bool dryRun = false;
    RunState state = RunState::Queued;
    QDateTime startedUtc;
    QDateTime finishedUtc; ///< invalid while running
    RunCounts counts;
    Decimal amount; ///< sum of created documents in the currency below
    QString currency; ///< empty when several
    int calls = 0; ///< requests that were to change the target
    Json error; ///< why it failed, null when it did not
    friend bool operator==(const RunRow &, const RunRow &) = default;
};

class RunRepository {
public:
    explicit RunRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<qint64> insert(const RunRow &row);
    [[nodiscard]] Result<void> update(const RunRow &row);
    [[nodiscard]] Result<std::optional<RunRow>> byId(qint64 id);
    /// Newest first, below \a beforeId; streamId 0 = all.
    [[nodiscard]] Result<QList<RunRow>> page(qint64 streamId, qint64 beforeId, int limit);
    /// Runs left Running by a process that ended: now Failed, with that reason.
    [[nodiscard]] Result<int> closeInterrupted(const QDateTime &nowUtc);

private:
    Database &m_database;
};

} // namespace uds
