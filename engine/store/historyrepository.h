#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

/// One thing that happened to one record. Append-only.
struct HistoryRow {
    qint64 id = 0;
    QDateTime atUtc;
    qint64 runId = 0;
    qint64 streamId = 0;
    QString sourceEntity;
    QString sourceId;
    QString number; ///< source number
    QString action; ///< created, updated, voided, adopted, unchanged, skipped, failed, unknown
    QString targetEntity;
    QString targetId;
    QString targetNumber;
    std::optional<Decimal> amount;
    QString currency;
    QString message; ///< reason or note
    friend bool operator==(const HistoryRow &, const HistoryRow &) = default;
};

/// All conditions combine with AND; an empty one does not restrict.
struct HistoryFilter {
    qint64 streamId = 0;
    qint64 runId = 0;
    QString action;
    QDateTime fromUtc;
    QDateTime toUtc; ///< exclusive
    QString text; ///< exact source or target number, or source id
    friend bool operator==(const HistoryFilter &, const HistoryFilter &) = default;
};

/// Records per hour by result, for the dashboard's chart.
struct HistoryHour {
    QDateTime hourUtc;
    int done = 0;
    int failed = 0;
    friend bool operator==(const HistoryHour &, const HistoryHour &) = default;
};

class HistoryRepository {
public:
    explicit HistoryRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<void> append(const QList<HistoryRow> &rows);
    /// Newest first, below \a beforeId.
    [[nodiscard]] Result<QList<HistoryRow>> page(const HistoryFilter &filter, qint64 beforeId, int limit);
    [[nodiscard]] Result<qint64> count(const HistoryFilter &filter);
    [[nodiscard]] Result<QList<HistoryHour>> hours(const QDateTime &fromUtc);

private:
    Database &m_database;
};

} // namespace uds
