#pragma once

#include "engine/store/failurerepository.h"

namespace uds {

class Database;

/// What people decided about one failure, and when it is tried again by itself.
struct FailureCareRow {
    qint64 failureId = 0;
    QString assignee;
    QString note;
    QString acknowledgedBy;
    QDateTime acknowledgedUtc; ///< invalid = nobody said that they know of it
    QString excludedBy;
    QString excludeReason;
    QDateTime excludedUntilUtc; ///< returns by itself then; invalid = stays excluded
    FailureState stateBefore = FailureState::NeedsYou; ///< what an end of the exclusion gives back
    int automaticTries = 0;
    int plannedForTries = 0; ///< FailureRow::tries when the next try was decided; less = it has to be decided
    QDateTime nextTryUtc; ///< invalid = not by itself
    QByteArray circumstances; ///< print of mapping and settings at the last try
    friend bool operator==(const FailureCareRow &, const FailureCareRow &) = default;
};

/// An open or excluded failure with its care.
struct CaredFailure {
    FailureRow failure;
    FailureCareRow care;
    friend bool operator==(const CaredFailure &, const CaredFailure &) = default;
};

class FailureCareRepository {
public:
    explicit FailureCareRepository(Database &database)
        : m_database(database)
    {
    }
    /// A default row for a failure without care.
    [[nodiscard]] Result<QHash<qint64, FailureCareRow>> byFailures(const QList<qint64> &failureIds);
    /// Inserts or replaces.
    [[nodiscard]] Result<void> put(const QList<FailureCareRow> &rows);
    /// Everything of the stream that is not resolved, in id order, after \a afterId; excluded ones as well.
    /// \a streamId 0 = of all streams.
    [[nodiscard]] Result<QList<CaredFailure>> unresolved(qint64 streamId, qint64 afterId, int limit);
    /// Exclusions whose end has come.
    [[nodiscard]] Result<QList<CaredFailure>> ended(const QDateTime &nowUtc);
    /// Intents that wait for the outcome of \a intentId, directly or through others, in order of sending:
    /// what each is of, "payment of order 105".
    struct Dependant {
        qint64 intentId = 0;
        qint64 waitsFor = 0; ///< intent
        QString sourceEntity;
        QString sourceId;
        QString number;
        QString purpose;
        friend bool operator==(const Dependant &, const Dependant &) = default;
    };
    [[nodiscard]] Result<QList<Dependant>> dependants(qint64 streamId, qint64 intentId);

    /// These records are being planned from now on, and no others of the stream; none = nothing is.
    [[nodiscard]] Result<void> markPlanning(qint64 streamId, const QList<qint64> &inboxIds);
    /// Counts one crash for each record that is still marked and takes the marks away; how often each record
    /// of the stream was under way when the program ended, by inbox id.
    [[nodiscard]] Result<QHash<qint64, int>> takeCrashed(qint64 streamId);
    /// They were planned, or nobody plans them any more.
    [[nodiscard]] Result<void> forgetCrashes(qint64 streamId, const QList<qint64> &inboxIds);

private:
    [[nodiscard]] Result<QList<CaredFailure>> cared(const QString &where, const QVariantList &values);
    Database &m_database;
};

} // namespace uds
