#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QSet>

namespace uds {

class Database;

enum class IntentState {
    Planned,
    Ready,
    Inflight,
    Applied,
    Adopted,
    Rejected,
    Ambiguous,
    Parked,
    Superseded
};
[[nodiscard]] QString intentStateName(IntentState state);
[[nodiscard]] std::optional<IntentState> intentStateFromName(QStringView name);

/// The durable, frozen write-ahead row of one change. See reliability.md section 2.1 for the invariants.
struct IntentRow {
    qint64 id = 0;
    qint64 runId = 0;
    qint64 streamId = 0;
    qint64 targetIntegration = 0;
    qint64 inboxId = 0; ///< the record that asked for it
    QString businessKey; ///< names the effect for ever
    QString purpose; ///< "document", "payment", "reference"
    QString sourceEntity; ///< "order"; for references the identity's kind: "customer"
    QString sourceId; ///< "105"; for references the identity: "customer:17"
    QString entity; ///< at the target
    QString operation; ///< create, update, void
    QByteArray sourceVersion; ///< hash of the mapped payload
    int generation = 0;
    QString token;
    IntentState state = IntentState::Planned;
    QList<qint64> dependsOn; ///< intents whose remote ids this payload needs
    Json payload; ///< mapped; references may still be open
    Json openReferences; ///< array of {path, intent}: filled from the parents' remote ids before freezing
    QString remoteId; ///< target of an update or void; result of a create
    QString remoteVersion;
    QString number;
    std::optional<Decimal> total;
    QString currency;
    QString callToken; ///< the frozen call it went out with
    int attempts = 0; ///< wire attempts, raised before each
    QDateTime sentUtc; ///< of the last attempt
    QDateTime notBeforeUtc; ///< settle time before a probe may decide, or back-off
    Json error; ///< last error as an object, null when none
    friend bool operator==(const IntentRow &, const IntentRow &) = default;
};

/// Frozen bytes of one request, written in the transaction that makes its intents Inflight.
struct CallRow {
    QString token;
    QByteArray verb;
    QByteArray path;
    QByteArray contentType;
    QByteArray body;
    QByteArray bodyHash; ///< sha256Hex(body): what is sent must match it
    QList<qint64> intents; ///< members in order
    bool isBatch = false;
    friend bool operator==(const CallRow &, const CallRow &) = default;
};

class JournalRepository {
public:
    explicit JournalRepository(Database &database)
        : m_database(database)
    {
    }
    /// Inserts and returns the ids in order. At most one open or applied create per (target, business key) is
    /// a unique index: ErrorKind::Conflict, code "journal.openCreate".
    [[nodiscard]] Result<QList<qint64>> insert(const QList<IntentRow> &rows);
    /// Writes back what may change: state, remote ids, call, attempts, times and error, and while references
    /// were open the payload too.
    [[nodiscard]] Result<void> update(const QList<IntentRow> &rows);
    /// The same for the members of one call at the moment it may leave: they share everything that changes.
    [[nodiscard]] Result<void> markInflight(const QList<IntentRow> &members);
    [[nodiscard]] Result<QList<IntentRow>> byIds(const QList<qint64> &ids);
    /// In id order, after \a afterId.
    [[nodiscard]] Result<QList<IntentRow>> byState(
        qint64 streamId, const QList<IntentState> &states, qint64 afterId, int limit);
    [[nodiscard]] Result<int> countByState(qint64 streamId, const QList<IntentState> &states);
    /// The create of that key that is open, applied or adopted.
    [[nodiscard]] Result<QHash<QString, IntentRow>> liveCreates(
        qint64 targetIntegration, const QStringList &businessKeys);
    /// Those of the keys that have an intent of any operation whose outcome is still to come.
    [[nodiscard]] Result<QSet<QString>> undecidedKeys(
        qint64 targetIntegration, const QStringList &businessKeys);
    /// Creates of these entities whose outcome is still to come, of every stream, in id order.
    [[nodiscard]] Result<QList<IntentRow>> undecidedCreates(
        qint64 targetIntegration, const QStringList &entities);
    /// Intents of one source record, newest first.
    [[nodiscard]] Result<QList<IntentRow>> bySource(qint64 streamId, const QString &sourceId);
    /// Highest generation used so far, by businessKey and operation as generationKey() joins them; absent
    /// when none.
    [[nodiscard]] Result<QHash<QString, int>> lastGenerations(
        qint64 targetIntegration, const QStringList &businessKeys);
    [[nodiscard]] static QString generationKey(const QString &businessKey, const QString &operation);

    [[nodiscard]] Result<void> putCall(const CallRow &call);
    [[nodiscard]] Result<std::optional<CallRow>> call(const QString &token);

private:
    Database &m_database;
};

} // namespace uds
