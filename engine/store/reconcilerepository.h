#pragma once

#include "engine/core/json.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/linkrepository.h"

#include <QDate>

namespace uds {

class Database;

/// Somebody vouched for a period as it was.
struct SignOffRow {
    qint64 id = 0;
    qint64 streamId = 0;
    QDate from;
    QDate to; ///< inclusive
    QString basis; ///< "accounts" or "local": what was compared
    QByteArray fingerprint; ///< of what was compared
    QByteArray localFingerprint; ///< of what the store knew of the period then
    int differences = 0; ///< that were signed with it
    QString signedBy;
    QString note;
    QDateTime signedUtc;
    QDateTime changedUtc; ///< when a later change was seen first; invalid = it still stands
    friend bool operator==(const SignOffRow &, const SignOffRow &) = default;
};

/// A later change of a signed period; one row per state of the period that was seen.
struct SignOffEventRow {
    qint64 id = 0;
    qint64 signOffId = 0;
    QDateTime atUtc;
    QByteArray fingerprint; ///< of the period as it is now
    QString detail;
    friend bool operator==(const SignOffEventRow &, const SignOffEventRow &) = default;
};

/// What the store knows of one source record and of its document, without asking anybody.
struct LedgerRow {
    InboxRow record; ///< without its document
    LinkRow link; ///< id 0 = there is none; gone ones are left out
    QString failure; ///< why it is not at the target, when there is an open or excluded failure
    QString failureState; ///< as failureStateName() has it; empty without one
    std::optional<Decimal> total; ///< of the last change that arrived, else of the failed one
    QString currency;
    QByteArray payload; ///< of the last change that arrived, as JSON; empty = none did
};

/// Records of one stream.
struct LedgerScope {
    qint64 streamId = 0;
    qint64 sourceIntegration = 0;
    qint64 targetIntegration = 0;
    QString entity;
};

class ReconcileRepository {
public:
    explicit ReconcileRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<qint64> signOff(const SignOffRow &row);
    /// Newest first; streamId 0 = all.
    [[nodiscard]] Result<QList<SignOffRow>> signOffs(qint64 streamId);
    /// The newest of each period of the stream.
    [[nodiscard]] Result<QList<SignOffRow>> standing(qint64 streamId);
    /// True when this state of the period was not noted before.
    [[nodiscard]] Result<bool> noteChange(const SignOffEventRow &event);
    [[nodiscard]] Result<QList<SignOffEventRow>> events(qint64 signOffId);

    /// In id order of the captured records, after \a afterId.
    [[nodiscard]] Result<QList<LedgerRow>> ledger(const LedgerScope &scope, qint64 afterId, int limit);
    /// Of these records, without payloads, by source id.
    [[nodiscard]] Result<QHash<QString, LedgerRow>> records(
        const LedgerScope &scope, const QStringList &sourceIds);
    /// Links of any stream that lead to these documents, by target id.
    [[nodiscard]] Result<QHash<QString, LinkRow>> linksTo(
        qint64 targetIntegration, const QString &targetEntity, const QStringList &targetIds);

private:
    Database &m_database;
};

} // namespace uds
