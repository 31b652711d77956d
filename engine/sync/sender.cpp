#include "engine/sync/sender.h"

#include "engine/connectors/connectorsender.h"
#include "engine/core/clock.h"
#include "engine/core/hash.h"
#include "engine/store/store.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// More than the six connections that an HTTP client keeps to one host: while some calls are on the wire,
// others are written to the journal. With six all went through the store and over the wire in step (measured:
// a third slower).
constexpr int kLanes = 12;
constexpr int kUnsentCallsInARow = 3; // then the target is out of reach and going on only wastes calls

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Effect effectOf(const IntentRow &intent)
{
    Effect effect;
    effect.token = intent.token;
    effect.entity = intent.entity;
    effect.operation = operationFromName(intent.operation).value_or(Operation::Create);
    effect.payload = intent.payload;
    effect.remoteId = intent.remoteId;
    effect.remoteVersion = intent.remoteVersion;
    return effect;
}

bool stopsEverything(const Error &error)
{
    return error.kind == ErrorKind::Authentication || error.kind == ErrorKind::Configuration;
}

} // namespace

Verdict verdictOf(const Outcome &outcome)
{
    Verdict verdict;
    verdict.remoteId = outcome.remoteId;
    verdict.remoteVersion = outcome.remoteVersion;
    verdict.document = outcome.document;
    verdict.error = outcome.error;
    verdict.recordGone = outcome.recordGone;
    switch (outcome.state) {
    case Outcome::State::Applied: verdict.event = IntentEvent::Accepted; break;
    case Outcome::State::Rejected: verdict.event = IntentEvent::Refused; break;
    case Outcome::State::Ambiguous: verdict.event = IntentEvent::Lost; break;
    case Outcome::State::NotSent: verdict.event = IntentEvent::Unsent; break;
    case Outcome::State::Stale:
        verdict.event = IntentEvent::Refused;
        verdict.error = Error{ErrorKind::Conflict, u"document.changedMeanwhile"_s,
            tr("The record was changed at the target while we were sending."),
            tr("Retry: it is read again and compared first."), {}, {}, {}};
        break;
    }
    return verdict;
}

Sender::Sender(
    StreamContext &context, ConnectorSender &target, Settlement &settlement, std::function<void()> onCall)
    : m_context(context)
    , m_target(target)
    , m_settlement(settlement)
    , m_onCall(std::move(onCall))
    , m_queue(context.target.wire())
    , m_lanesTotal(std::clamp(context.target.description().limits.concurrentRequests, 1, kLanes))
{
}

QCoro::Task<Result<void>> Sender::begin(QList<IntentRow> intents, std::stop_token stop)
{
    m_stop = stop;
    m_queue.add(intents);
    if (const auto taken = co_await takeIn(); !taken) {
        m_fatal = taken.error(); // whose parents are unknown must not be waited for
        co_return fail(*m_fatal);
    }
    if (m_lanes.isEmpty()) {
        for (int i = 0; i < m_lanesTotal; ++i)
            m_lanes.spawn(lane());
    } else {
        m_work.wake();
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Sender::takeIn()
{
    if (const auto loaded = co_await loadParents(); !loaded)
        co_return fail(loaded.error());
    co_return co_await withdrawOrphans();
}

QCoro::Task<Result<void>> Sender::wait(qsizetype open)
{
    while (goesOn() && m_queue.open() > open)
        co_await m_progress.next();
    if (m_fatal)
        co_return fail(*m_fatal);
    co_return Result<void>();
}

QCoro::Task<Result<void>> Sender::send(QList<IntentRow> intents, std::stop_token stop)
{
    if (const auto begun = co_await begin(intents, stop); !begun)
        co_return fail(begun.error());
    co_return co_await finish();
}

QCoro::Task<Result<void>> Sender::finish()
{
    while (goesOn())
        co_await m_progress.next();
    m_queue.clear();
    if (m_fatal)
        co_return fail(*m_fatal);
    co_return Result<void>();
}

QCoro::Task<void> Sender::close()
{
    m_closing = true;
    m_work.wake();
    co_await m_lanes.finished();
}

QCoro::Task<Result<void>> Sender::loadParents()
{
    const QList<qint64> ids = m_queue.unknownParents();
    if (ids.isEmpty())
        co_return Result<void>();
    const auto query = [ids](Database &database) { return JournalRepository(database).byIds(ids); };
    const auto rows = co_await m_context.store.read(query);
    if (!rows)
        co_return fail(rows.error());
    m_queue.learn(*rows);
    co_return Result<void>();
}

QCoro::Task<Result<void>> Sender::withdrawOrphans()
{
    while (true) { // a withdrawn parent makes orphans of its own
        SendQueue::Orphans orphans = m_queue.takeOrphans();
        if (orphans.intents.isEmpty())
            co_return Result<void>();
        if (const auto done = co_await m_settlement.withdraw(&orphans.intents, orphans.reasons); !done)
            co_return fail(done.error());
        m_queue.settle(orphans.intents);
    }
}

bool Sender::maySend() const
{
    return !m_closing && !m_fatal && !m_stop.stop_requested();
}

// A lane that has just finished a call wakes whoever waits before it takes its next one: none being busy is
// not the end yet.
bool Sender::goesOn() const
{
    return m_busy > 0 || (maySend() && !m_lanes.isEmpty() && m_queue.hasReady());
}

// A call that could hold more waits while others keep the lanes busy: what they settle may fill it up.
QList<IntentRow> Sender::takeGroup()
{
    return m_queue.take(2 * m_busy < m_lanesTotal ? SendQueue::Partly::Yes : SendQueue::Partly::No);
}

QCoro::Task<void> Sender::lane()
{
    while (!m_closing) {
        const QList<IntentRow> group = maySend() ? takeGroup() : QList<IntentRow>();
        if (group.isEmpty()) {
            if (!maySend())
                m_progress.wake(); // stopped after somebody relied on this lane
            if (m_closing)
                co_return;
            co_await m_work.next();
            continue;
        }
        ++m_busy;
        const Result<void> sent = co_await sendGroup(group);
        --m_busy;
        if (!sent)
            m_fatal = sent.error();
        m_onCall();
        m_work.wake();
        m_progress.wake();
    }
}

QCoro::Task<Result<void>> Sender::sendGroup(QList<IntentRow> intents)
{
    auto frozen = freeze(intents);
    if (!frozen)
        co_return co_await withdrawUnfreezable(intents);
    if (const auto committed = co_await commitInflight(&*frozen); !committed)
        co_return fail(committed.error());
    ++m_calls;
    const FrozenCall call = frozen->call;
    const QList<Outcome> outcomes = co_await m_target.send(call, m_stop);
    if (const auto settled = co_await settle(&*frozen, outcomes); !settled)
        co_return fail(settled.error());
    co_return co_await withdrawOrphans();
}

QCoro::Task<Result<void>> Sender::settle(Frozen *frozen, QList<Outcome> outcomes)
{
    QList<Verdict> verdicts;
    for (const Outcome &outcome : outcomes)
        verdicts.append(verdictOf(outcome));
    if (const auto adopted
        = co_await m_settlement.recogniseHolders(frozen->intents, outcomes, &verdicts, m_stop);
        !adopted)
        co_return fail(adopted.error());
    if (const auto settled = co_await m_settlement.settle(&frozen->intents, verdicts); !settled)
        co_return fail(settled.error());
    m_queue.settle(frozen->intents);
    noteSent(frozen->intents, verdicts);
    co_return Result<void>();
}

void Sender::noteSent(const QList<IntentRow> &intents, const QList<Verdict> &verdicts)
{
    bool anySent = false;
    for (qsizetype i = 0; i < intents.size(); ++i) {
        anySent = anySent || intents.at(i).state != IntentState::Ready;
        if (verdicts.at(i).error && stopsEverything(*verdicts.at(i).error))
            m_fatal = verdicts.at(i).error;
    }
    m_unsentInARow = anySent ? 0 : m_unsentInARow + 1;
    if (m_unsentInARow >= kUnsentCallsInARow && !m_fatal)
        m_fatal = verdicts.constFirst().error;
}

// One record that cannot be expressed as a request must not keep its neighbours back.
QCoro::Task<Result<void>> Sender::withdrawUnfreezable(QList<IntentRow> intents)
{
    QList<IntentRow> good;
    QList<IntentRow> bad;
    QList<Error> reasons;
    for (const IntentRow &intent : intents) {
        const QList<IntentRow> alone(1, intent);
        const auto frozen = freeze(alone);
        if (frozen) {
            good.append(intent);
            continue;
        }
        bad.append(intent);
        reasons.append(frozen.error());
    }
    if (const auto done = co_await m_settlement.withdraw(&bad, reasons); !done)
        co_return fail(done.error());
    m_queue.settle(good + bad);
    co_return co_await withdrawOrphans();
}

Result<Sender::Frozen> Sender::freeze(const QList<IntentRow> &intents) const
{
    QList<Effect> effects;
    QStringList tokens;
    for (const IntentRow &intent : intents) {
        effects.append(effectOf(intent));
        tokens.append(intent.token);
    }
    const auto call = m_context.target.wire().freeze(
        effects, intents.size() == 1 ? tokens.constFirst() : batchToken(tokens));
    if (!call)
        return fail(call.error());
    return Frozen{*call, intents};
}

// T2: after this transaction the bytes may leave, before it they may not.
QCoro::Task<Result<void>> Sender::commitInflight(Frozen *frozen) const
{
    CallRow row;
    row.token = frozen->call.token;
    row.verb = frozen->call.verb;
    row.path = frozen->call.path;
    row.contentType = frozen->call.contentType;
    row.body = frozen->call.body;
    row.bodyHash = sha256Hex(frozen->call.body);
    row.isBatch = frozen->call.isBatch;
    for (IntentRow &intent : frozen->intents) {
        const auto next = nextState(intent.state, IntentEvent::Sent);
        if (!next)
            co_return fail(ErrorKind::Internal, u"journal.transition"_s,
                tr("The journal refused to send %1; nothing was sent.").arg(intent.token));
        intent.state = *next;
        intent.callToken = row.token;
        ++intent.attempts;
        intent.sentUtc = m_context.clock.nowUtc();
        row.intents.append(intent.id);
    }
    const auto change = [row, intents = frozen->intents](Database &database) -> Result<void> {
        JournalRepository journal(database);
        if (const auto done = journal.putCall(row); !done)
            return done;
        return journal.markInflight(intents);
    };
    co_return co_await m_context.store.write(change);
}

} // namespace uds
