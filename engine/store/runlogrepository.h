#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

/// One event of a run as it is kept; observe/ gives level, event and fields their meaning.
struct RunLogRow {
    qint64 id = 0;
    qint64 runId = 0;
    qint64 streamId = 0;
    QDateTime atUtc;
    int level = 0;
    QString event;
    Json fields;
    friend bool operator==(const RunLogRow &, const RunLogRow &) = default;
};

/// Which rows to read: newest first, below \c beforeId.
struct RunLogFilter {
    qint64 runId = 0; ///< 0 = of all runs
    int leastLevel = 0;
    qint64 beforeId = 0; ///< 0 = from the newest
    int limit = 100;
};

class RunLogRepository {
public:
    explicit RunLogRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<void> add(const QList<RunLogRow> &rows);
    [[nodiscard]] Result<QList<RunLogRow>> page(const RunLogFilter &filter);
    /// The number of rows older than that moment.
    [[nodiscard]] Result<qint64> countBefore(const QDateTime &moment);
    /// Deletes them; the number deleted.
    [[nodiscard]] Result<int> forget(const QDateTime &moment);

private:
    Database &m_database;
};

} // namespace uds
