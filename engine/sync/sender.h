#pragma once

#include "engine/sync/settlement.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace uds {

class ConnectorSender;

/// Sends journaled intents: freezes the bytes of a call, commits them with its intents inflight, makes one
/// wire attempt and settles the answer. Children wait for their parents. Nothing is sent that is not in the
/// journal (invariant I1).
class Sender {
public:
    /// All outlive the sender. \a onCall is told after each settled call.
    Sender(StreamContext &context, ConnectorSender &target, Settlement &settlement,
        std::function<void()> onCall);

    /// Sends until every intent is decided, ambiguous, or waits for an ambiguous parent. When  stop is
    /// requested no new call is begun and those on the wire are given up: their intents are ambiguous, and
    /// the next run finds out. The error is one that makes going on senseless: sign-in, configuration, a
    /// target that is out of reach; the intents stay ready for the next run.
    [[nodiscard]] QCoro::Task<Result<void>> send(QList<IntentRow> intents, std::stop_token stop);

    [[nodiscard]] int calls() const { return m_calls; }

private:
    struct Queue; // what is still to be sent, and what is known of the parents
    struct Frozen {
        FrozenCall call;
        QList<IntentRow> intents;
    };
    [[nodiscard]] QCoro::Task<Result<void>> loadParents(Queue *queue) const;
    [[nodiscard]] QCoro::Task<Result<void>> withdrawOrphans(Queue *queue);
    [[nodiscard]] QList<QList<IntentRow>> takeReady(Queue *queue) const;
    [[nodiscard]] QCoro::Task<void> work(Queue *queue, QList<QList<IntentRow>> *groups, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> sendGroup(
        Queue *queue, QList<IntentRow> intents, std::stop_token stop);
    [[nodiscard]] QCoro::Task<Result<void>> withdrawUnfreezable(Queue *queue, QList<IntentRow> intents);
    [[nodiscard]] Result<Frozen> freeze(const QList<IntentRow> &intents) const;
    [[nodiscard]] QCoro::Task<Result<void>> commitInflight(Frozen *frozen) const;

    StreamContext &m_context;
    ConnectorSender &m_target;
    Settlement &m_settlement;
    std::function<void()> m_onCall;
    int m_calls = 0;
};

/// The connector's outcome in the journal's words.
[[nodiscard]] Verdict verdictOf(const Outcome &outcome);

} // namespace uds
