#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace uds {

class Database;

enum class ConflictState {
    Open, ///< waits for a person
    Decided, ///< a person has decided; the next run of its stream does it
    Settled ///< done, by a person's decision or by the stream's strategy
};
[[nodiscard]] QString conflictStateName(ConflictState state);
[[nodiscard]] std::optional<ConflictState> conflictStateFromName(QStringView name);

/// Both sides of a pair of records changed since they last agreed, or one side may not be overwritten.
struct ConflictRow {
    qint64 id = 0;
    qint64 streamId = 0;
    qint64 runId = 0;
    qint64 sourceIntegration = 0;
    QString sourceEntity;
    QString sourceId;
    qint64 targetIntegration = 0;
    QString targetEntity;
    QString targetId;
    QString number;
    QString code; ///< "conflict.fields", "document.settled", "document.editedAtTarget"
    QString reason; ///< translated
    Json fields; ///< array of {path, base, source, target}, paths of the target's document
    QByteArray fingerprint; ///< of what the two sides hold: a decision is for these values only
    QDateTime sourceModifiedUtc;
    QDateTime targetModifiedUtc;
    QString strategy; ///< the stream's when it was seen
    ConflictState state = ConflictState::Open;
    QString choice; ///< "source", "target", "fields"; empty when nobody has chosen
    Json choices; ///< for "fields": object of path -> "source" or "target"
    std::optional<Decimal> total; ///< at stake
    QString currency;
    QDateTime firstSeenUtc;
    QDateTime lastSeenUtc;
    QDateTime settledUtc;
    friend bool operator==(const ConflictRow &, const ConflictRow &) = default;
};

/// Equal for both streams between the same two records.
[[nodiscard]] QString conflictPairKey(const ConflictRow &row);

/// Of one time span: how many were settled, by what.
struct ConflictStatistics {
    qint64 open = 0;
    qint64 decided = 0;
    qint64 settledByPerson = 0;
    QList<std::pair<QString, qint64>> settledByStrategy; ///< in the order of their names
    friend bool operator==(const ConflictStatistics &, const ConflictStatistics &) = default;
};

class ConflictRepository {
public:
    explicit ConflictRepository(Database &database)
        : m_database(database)
    {
    }
    /// Sees conflicts: at most one of a pair is not settled. One whose values are no longer those it was
    /// decided for is open again; one that a strategy settled is kept as that.
    [[nodiscard]] Result<void> put(const QList<ConflictRow> &rows);
    /// Those of these pairs that are not settled.
    [[nodiscard]] Result<QList<ConflictRow>> live(const QStringList &pairKeys);
    /// The two sides agree again.
    [[nodiscard]] Result<void> settle(const QStringList &pairKeys, const QDateTime &nowUtc);

    struct Filter {
        std::optional<ConflictState> state;
        qint64 streamId = 0; ///< 0 = any
    };
    /// Newest first, before \a beforeId.
    [[nodiscard]] Result<QList<ConflictRow>> page(const Filter &filter, qint64 beforeId, int limit);
    [[nodiscard]] Result<std::optional<ConflictRow>> byId(qint64 id);
    struct Decision {
        QString choice;
        Json choices;
    };
    [[nodiscard]] Result<void> decide(qint64 id, const Decision &decision);
    [[nodiscard]] Result<ConflictStatistics> statistics(const QDateTime &sinceUtc);

private:
    [[nodiscard]] Result<void> putLive(const ConflictRow &row);
    [[nodiscard]] Result<void> putSettled(const ConflictRow &row);
    Database &m_database;
};

} // namespace uds
