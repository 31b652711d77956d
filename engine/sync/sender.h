#pragma once

#include "engine/core/taskscope.h"
#include "engine/core/wakeup.h"
#include "engine/sync/sendqueue.h"
#include "engine/sync/settlement.h"

#include <QCoroTask>

#include <functional>
#include <stop_token>

namespace uds {

class ConnectorSender;

/// Sends journaled intents: freezes the bytes of a call, commits them with its intents inflight, makes one
/// wire attempt and settles the answer. Children wait for their parents. Several calls are on their way at a
/// time. Nothing is sent that is not in the journal (invariant I1).
class Sender {
public:
    /// All outlive the sender. \a onCall is told after each settled call.
    Sender(StreamContext &context, ConnectorSender &target, Settlement &settlement,
        std::function<void()> onCall);

    /// Takes them in, after those that are still on their way, and begins to send.
    [[nodiscard]] QCoro::Task<Result<void>> begin(QList<IntentRow> intents, std::stop_token stop);
    /// Returns when no more than \a open are left to be sent, or nothing goes on: the others wait for
    /// ambiguous parents. When stop is requested no new call is begun and those on the wire are given up:
    /// their intents are ambiguous, and the next run finds out. The error is one that makes going on
    /// senseless: sign-in, configuration, a target that is out of reach; the intents stay ready for the next
    /// run.
    [[nodiscard]] QCoro::Task<Result<void>> wait(qsizetype open);
    /// Waits until every intent is decided, ambiguous, or waits for an ambiguous parent; the latter are left
    /// to the journal.
    [[nodiscard]] QCoro::Task<Result<void>> finish();
    /// Both.
    [[nodiscard]] QCoro::Task<Result<void>> send(QList<IntentRow> intents, std::stop_token stop);
    /// Waits for the calls on the wire; nothing is begun any more. Before the sender is destroyed.
    [[nodiscard]] QCoro::Task<void> close();

    [[nodiscard]] int calls() const { return m_calls; }

private:
    struct Frozen {
        FrozenCall call;
        QList<IntentRow> intents;
    };
    [[nodiscard]] bool maySend() const;
    [[nodiscard]] bool goesOn() const;
    [[nodiscard]] QCoro::Task<Result<void>> takeIn();
    [[nodiscard]] QCoro::Task<Result<void>> loadParents();
    [[nodiscard]] QCoro::Task<Result<void>> withdrawOrphans();
    [[nodiscard]] QCoro::Task<void> lane();
    [[nodiscard]] QList<IntentRow> takeGroup();
    [[nodiscard]] QCoro::Task<Result<void>> sendGroup(QList<IntentRow> intents);
    [[nodiscard]] QCoro::Task<Result<void>> settle(Frozen *frozen, QList<Outcome> outcomes);
    [[nodiscard]] QCoro::Task<Result<void>> withdrawUnfreezable(QList<IntentRow> intents);
    [[nodiscard]] Result<Frozen> freeze(const QList<IntentRow> &intents) const;
    [[nodiscard]] QCoro::Task<Result<void>> commitInflight(Frozen *frozen) const;
    void noteSent(const QList<IntentRow> &intents, const QList<Verdict> &verdicts);

    StreamContext &m_context;
    ConnectorSender &m_target;
    Settlement &m_settlement;
    std::function<void()> m_onCall;
    SendQueue m_queue;
    TaskScope m_lanes;
    Wakeup m_work; // for lanes with nothing to do
    Wakeup m_progress; // for those who wait for the lanes
    std::stop_token m_stop;
    int m_lanesTotal = 0;
    int m_busy = 0; // lanes with a call under way
    bool m_closing = false;
    std::optional<Error> m_fatal;
    int m_unsentInARow = 0;
    int m_calls = 0;
};

/// The connector's outcome in the journal's words.
[[nodiscard]] Verdict verdictOf(const Outcome &outcome);

} // namespace uds
