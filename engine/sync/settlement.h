#pragma once

#include "engine/connectors/effect.h"
#include "engine/connectors/record.h"
#include "engine/store/inboxrepository.h"
#include "engine/sync/intentmachine.h"
#include "engine/sync/runtally.h"
#include "engine/sync/storerows.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// What is known about one intent now: the event, and the remote side of it.
struct Verdict {
    IntentEvent event = IntentEvent::Lost;
    QString remoteId;
    QString remoteVersion;
    Json document;
    std::optional<Error> error;
    bool recordGone = false; ///< Refused because something it needs is no longer at the target

    [[nodiscard]] static Verdict of(IntentEvent event, std::optional<Error> error = {});
    [[nodiscard]] static Verdict of(IntentEvent event, const Record &record);
};

/// Writes what became of intents: state, link, history, failures and the record's own state in one
/// transaction (invariant I4). The one place where outcomes become facts; sending and recovery both end here.
class Settlement {
public:
    /// Both outlive the settlement.
    Settlement(StreamContext &context, qint64 runId, RunTally &tally);

    /// \a intents and \a verdicts pair up. The rows are changed to what was written. ErrorKind::Internal,
    /// code "journal.transition", when an event is not allowed: nothing is written then.
    [[nodiscard]] QCoro::Task<Result<void>> settle(QList<IntentRow> *intents, QList<Verdict> verdicts);

    /// A duplicate refused by the target may be our own earlier attempt: where the named holder carries our
    /// marker, the verdict becomes an acceptance of that record.
    [[nodiscard]] QCoro::Task<Result<void>> recogniseHolders(QList<IntentRow> intents,
        QList<Outcome> outcomes, QList<Verdict> *verdicts, std::stop_token stop) const;

    /// Withdraws intents that can never be sent because a parent failed.
    [[nodiscard]] QCoro::Task<Result<void>> withdraw(QList<IntentRow> *intents, QList<Error> reasons);

    /// Records that were refused because something they need is no longer at the target. They are pending
    /// again and no failures yet: once their links were looked at they deserve a second plan. From now on a
    /// refusal of one of them is a failure, whatever its reason.
    [[nodiscard]] QSet<qint64> takeDoubtful();

    [[nodiscard]] qint64 runId() const { return m_runId; }

private:
    struct Facts; // everything one transaction writes
    void addHeld(Facts *facts, const IntentRow &intent, const Verdict &verdict) const;
    [[nodiscard]] QCoro::Task<Result<QSet<qint64>>> doubtful(
        QList<IntentRow> intents, QList<Verdict> verdicts) const;
    void addDoubtful(Facts *facts, const IntentRow &intent);
    void addFailed(Facts *facts, const IntentRow &intent, const Error &error, FailureState state) const;
    [[nodiscard]] bool isOurs(const IntentRow &intent, const Record &record) const;
    void noteTally(const IntentRow &intent, const Verdict &verdict) const;
    [[nodiscard]] LinkRow link(const IntentRow &intent, const Json &document, const RowFrame &frame) const;
    [[nodiscard]] QCoro::Task<Result<void>> write(Facts facts);

    StreamContext &m_context;
    const qint64 m_runId;
    RunTally &m_tally;
    const bool m_mindsBothSides;
    QSet<qint64> m_doubtful; // inbox ids
    bool m_takesDoubts = true;
};

} // namespace uds
