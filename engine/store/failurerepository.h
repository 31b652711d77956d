#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QSet>

namespace uds {

class Database;

enum class FailureState { NeedsYou, WillRetry, UnknownOutcome, Excluded, Resolved };
[[nodiscard]] QString failureStateName(FailureState state);

/// A change that needs a person. One row per (stream, source entity, source id, purpose).
struct FailureRow {
    qint64 id = 0;
    qint64 streamId = 0;
    qint64 runId = 0; ///< the run that saw it last
    qint64 inboxId = 0;
    qint64 intentId = 0; ///< 0 when it failed before there was one
    QString sourceEntity;
    QString sourceId;
    QString number;
    QString purpose;
    Error error;
    QString causeKey; ///< equal for failures with one cause: code, field and the thing at fault
    std::optional<Decimal> amount;
    QString currency;
    FailureState state = FailureState::NeedsYou;
    int tries = 1;
    QDateTime firstSeenUtc;
    QDateTime lastSeenUtc;
    friend bool operator==(const FailureRow &, const FailureRow &) = default;
};

/// Open failures of one cause.
struct CauseRow {
    QString causeKey;
    Error error; ///< of the newest
    int count = 0;
    Decimal amount; ///< sum in \a currency
    QString currency; ///< empty when several: amount is then zero
    QDateTime oldestUtc;
    QDateTime newestUtc;
    friend bool operator==(const CauseRow &, const CauseRow &) = default;
};

/// Failures of one kind of record and one purpose.
struct FailureScope {
    QString sourceEntity;
    QString purpose;
    friend bool operator==(const FailureScope &, const FailureScope &) = default;
    friend size_t qHash(const FailureScope &scope, size_t seed = 0)
    {
        return qHashMulti(seed, scope.sourceEntity, scope.purpose);
    }
};

class FailureRepository {
public:
    explicit FailureRepository(Database &database)
        : m_database(database)
    {
    }
    /// Inserts, or raises tries and replaces the error of the open row of the same record and purpose.
    [[nodiscard]] Result<void> put(const QList<FailureRow> &rows);
    /// Marks the records' failures of that kind Resolved.
    [[nodiscard]] Result<void> resolve(
        qint64 streamId, const FailureScope &scope, const QStringList &sourceIds, const QDateTime &nowUtc);
    /// Those of the records that a person excluded.
    [[nodiscard]] Result<QSet<QString>> excluded(
        qint64 streamId, const QString &sourceEntity, const QStringList &sourceIds);
    [[nodiscard]] Result<void> setState(const QList<qint64> &ids, FailureState state);
    /// Open causes (NeedsYou, WillRetry, UnknownOutcome), most money first, then oldest; streamId 0 = all.
    [[nodiscard]] Result<QList<CauseRow>> causes(qint64 streamId);
    /// Open failures, newest first, below \a beforeId; an empty causeKey = all.
    [[nodiscard]] Result<QList<FailureRow>> page(
        qint64 streamId, const QString &causeKey, qint64 beforeId, int limit);
    [[nodiscard]] Result<QList<FailureRow>> byIds(const QList<qint64> &ids);
    [[nodiscard]] Result<QList<FailureRow>> bySource(qint64 streamId, const QString &sourceId);
    [[nodiscard]] Result<int> openCount(qint64 streamId);

private:
    Database &m_database;
};

} // namespace uds
