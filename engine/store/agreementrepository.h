#pragma once

#include "engine/core/json.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace uds {

class Database;

/// The state in which two linked records last agreed, as the stream that asks sees its two sides.
struct AgreementRow {
    qint64 sourceIntegration = 0;
    QString sourceEntity;
    QString sourceId;
    qint64 targetIntegration = 0;
    QString targetEntity;
    QString targetId;
    Json sourceDocument;
    Json targetDocument;
    QDateTime agreedUtc;
    friend bool operator==(const AgreementRow &, const AgreementRow &) = default;
};

/// What is agreed on once a change that is about to be sent has arrived.
struct AgreementProposal {
    qint64 targetIntegration = 0;
    QString businessKey;
    Json sourceDocument;
    Json baseDocument; ///< the target's as it was agreed on before; null = never
    Json decided; ///< array of the target's paths that the answer is taken for; null = all of the answer
    friend bool operator==(const AgreementProposal &, const AgreementProposal &) = default;
};

class AgreementRepository {
public:
    explicit AgreementRepository(Database &database)
        : m_database(database)
    {
    }
    /// Takes the place of an earlier agreement of the same pair, whichever side wrote that.
    [[nodiscard]] Result<void> put(const QList<AgreementRow> &rows);
    struct Pair {
        qint64 sourceIntegration = 0;
        qint64 targetIntegration = 0;
        QString sourceEntity;
    };
    [[nodiscard]] Result<QList<AgreementRow>> bySource(const Pair &pair, const QStringList &sourceIds);

    /// One for each effect: a newer one takes its place.
    [[nodiscard]] Result<void> propose(const QList<AgreementProposal> &proposals);
    [[nodiscard]] Result<QList<AgreementProposal>> proposed(
        qint64 targetIntegration, const QStringList &businessKeys);
    [[nodiscard]] Result<void> forgetProposals(qint64 targetIntegration, const QStringList &businessKeys);

private:
    Database &m_database;
};

} // namespace uds
