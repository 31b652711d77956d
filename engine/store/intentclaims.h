#pragma once

#include "engine/store/journalrepository.h"

namespace uds {

/// Which run may work on which undecided intents. An intent belongs to the run that journaled it until that
/// run has ended; then any run that needs its outcome may claim it, of whatever stream it is. So an order of
/// one stream does not wait for ever for a customer that another stream, switched off meanwhile, began to
/// create, and no intent ever has two hands on it.
class IntentClaims {
public:
    struct Claimant {
        qint64 runId = 0;
        qint64 streamId = 0;
        qint64 targetIntegration = 0;
        QString sourceEntity; ///< of the stream's records
    };
    /// The intents of a run: it holds some of each of these streams.
    struct Holding {
        qint64 runId = 0;
        QList<qint64> streams;
    };

    explicit IntentClaims(Database &database)
        : m_database(database)
    {
    }
    /// Claims what is undecided of the run's own stream and of its kind of record, everything those depend on
    /// and whatever shares a call with one of them.
    [[nodiscard]] Result<Holding> claim(const Claimant &run);
    /// In id order, after \a afterId.
    [[nodiscard]] Result<QList<IntentRow>> byState(
        const Holding &holding, const QList<IntentState> &states, qint64 afterId, int limit);
    [[nodiscard]] Result<int> countByState(const Holding &holding, const QList<IntentState> &states);

private:
    [[nodiscard]] Result<QList<qint64>> ownUndecided(const Claimant &run);
    [[nodiscard]] Result<void> take(qint64 runId, const QList<qint64> &ids);
    [[nodiscard]] Result<QList<qint64>> neededBy(const IntentRow &intent);

    Database &m_database;
};

} // namespace uds
