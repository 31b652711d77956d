#pragma once

#include "engine/store/intentclaims.h"
#include "engine/sync/settlement.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

class ConnectorSender;

/// Finds out what became of intents whose answer was lost (reliability.md 2.3 to 2.5). Whatever happened
/// before, crash, drop or kill, the way is the same. Probe by business key and marker, and adopt what is
/// there. Replay the identical bytes with the same token while the platform remembers tokens and nothing of
/// the call is there. Otherwise probe a second time after the settle time, and only then let the same effect
/// be sent again.
class Recovery {
public:
    /// All outlive the recovery.
    Recovery(StreamContext &context, ConnectorSender &target, Settlement &settlement)
        : m_context(context)
        , m_target(target)
        , m_settlement(settlement)
    {
    }

    /// Claims what this run has to finish, of its own stream and of others, and makes every intent ambiguous
    /// that a dead process left inflight. Only while nothing is being sent.
    [[nodiscard]] QCoro::Task<Result<void>> takeOver();
    /// One round over all ambiguous intents that are due. Only while nothing is being sent.
    [[nodiscard]] QCoro::Task<Result<void>> round(std::stop_token stop);
    /// What was claimed last.
    [[nodiscard]] const IntentClaims::Holding &holding() const { return m_holding; }

    [[nodiscard]] int calls() const { return m_calls; }

private:
    struct LostCall {
        CallRow call;
        QList<IntentRow> members; // all of them, decided ones too
    };
    [[nodiscard]] QCoro::Task<Result<LostCall>> load(QString token) const;
    [[nodiscard]] QCoro::Task<Result<void>> resolveCall(QString token, std::stop_token stop);
    [[nodiscard]] LookUp probeOf(const IntentRow &intent) const;
    [[nodiscard]] QCoro::Task<Result<QList<std::optional<Verdict>>>> probe(
        QList<IntentRow> intents, std::stop_token stop) const;
    [[nodiscard]] std::optional<Verdict> recognised(
        const IntentRow &intent, const QList<Record> &records) const;
    [[nodiscard]] QCoro::Task<Result<void>> recogniseUpdates(QList<IntentRow> intents,
        QList<Outcome> outcomes, QList<Verdict> *verdicts, std::stop_token stop) const;
    [[nodiscard]] QCoro::Task<Result<void>> replay(LostCall lost, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> letSendAgain(
        QList<IntentRow> intents, QList<std::optional<Verdict>> probed);

    StreamContext &m_context;
    ConnectorSender &m_target;
    Settlement &m_settlement;
    IntentClaims::Holding m_holding;
    int m_calls = 0;
};

} // namespace uds
