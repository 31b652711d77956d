#include "engine/sync/sender.h"

#include "engine/connectors/connectorsender.h"
#include "engine/core/clock.h"
#include "engine/core/hash.h"
#include "engine/core/jsonpath.h"
#include "engine/core/taskscope.h"
#include "engine/store/store.h"
#include "engine/sync/errorjson.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLanes = 6; // connections that HTTP/1.1 clients keep to one host
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

Error parentFailed(const IntentRow &parent)
{
    const Error cause = errorFromJson(parent.error);
    Error error = cause;
    error.message = tr("%1 \"%2\" could not be sent: %3").arg(parent.entity, parent.number, cause.message);
    return error;
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

struct Sender::Queue {
    QMap<qint64, IntentRow> open; // not sent yet, in id order
    QHash<qint64, IntentRow> parents; // of open ones: what is known of them
    std::optional<Error> fatal;
    int unsentInARow = 0;
};

Sender::Sender(
    StreamContext &context, ConnectorSender &target, Settlement &settlement, std::function<void()> onCall)
    : m_context(context)
    , m_target(target)
    , m_settlement(settlement)
    , m_onCall(std::move(onCall))
{
}

QCoro::Task<Result<void>> Sender::send(QList<IntentRow> intents, std::stop_token stop)
{
    Queue queue;
    for (const IntentRow &intent : intents)
        queue.open.insert(intent.id, intent);
    if (const auto loaded = co_await loadParents(&queue); !loaded)
        co_return fail(loaded.error());
    while (!queue.open.isEmpty() && !queue.fatal && !stop.stop_requested()) {
        if (const auto done = co_await withdrawOrphans(&queue); !done)
            co_return fail(done.error());
        QList<QList<IntentRow>> groups = takeReady(&queue);
        if (groups.isEmpty())
            break; // what is left waits for an ambiguous parent
        TaskScope workers;
        const int lanes = std::clamp(m_context.target.description().limits.concurrentRequests, 1, kLanes);
        for (int lane = 0; lane < lanes; ++lane)
            workers.spawn(work(&queue, &groups, stop));
        co_await workers.finished();
        for (const QList<IntentRow> &group : groups) { // not begun, because of a stop or a fatal answer
            for (const IntentRow &intent : group)
                queue.open.insert(intent.id, intent);
        }
    }
    if (queue.fatal)
        co_return fail(*queue.fatal);
    co_return Result<void>();
}

QCoro::Task<Result<void>> Sender::loadParents(Queue *queue) const
{
    QList<qint64> ids;
    for (const IntentRow &intent : std::as_const(queue->open)) {
        for (const qint64 parent : intent.dependsOn) {
            if (!queue->open.contains(parent))
                ids.append(parent);
        }
    }
    if (ids.isEmpty())
        co_return Result<void>();
    const auto query = [ids](Database &database) { return JournalRepository(database).byIds(ids); };
    const auto rows = co_await m_context.store.read(query);
    if (!rows)
        co_return fail(rows.error());
    for (const IntentRow &row : *rows)
        queue->parents.insert(row.id, row);
    co_return Result<void>();
}

QCoro::Task<Result<void>> Sender::withdrawOrphans(Queue *queue)
{
    bool found = true;
    while (found) { // a withdrawn parent makes orphans of its own
        QList<IntentRow> orphans;
        QList<Error> reasons;
        for (const IntentRow &intent : std::as_const(queue->open)) {
            const auto parent = std::ranges::find_if(intent.dependsOn, [queue](qint64 id) {
                const auto known = queue->parents.constFind(id);
                return known != queue->parents.cend() && isTerminal(known->state) && !isHeld(known->state);
            });
            if (parent == intent.dependsOn.cend())
                continue;
            orphans.append(intent);
            reasons.append(parentFailed(queue->parents.value(*parent)));
        }
        found = !orphans.isEmpty();
        if (!found)
            break;
        if (const auto done = co_await m_settlement.withdraw(&orphans, reasons); !done)
            co_return fail(done.error());
        for (const IntentRow &orphan : orphans) {
            queue->open.remove(orphan.id);
            queue->parents.insert(orphan.id, orphan);
        }
    }
    co_return Result<void>();
}

// Ready intents leave the queue in groups that share a call: what may be batched together, up to the
// platform's limit.
QList<QList<IntentRow>> Sender::takeReady(Queue *queue) const
{
    const ConnectorWire &wire = m_context.target.wire();
    QList<QList<IntentRow>> groups;
    QList<IntentRow> batch;
    for (auto one = queue->open.begin(); one != queue->open.end();) {
        IntentRow intent = one.value();
        const bool ready = std::ranges::all_of(
            intent.dependsOn, [queue](qint64 parent) { return isHeld(queue->parents.value(parent).state); });
        if (!ready) {
            ++one;
            continue;
        }
        for (const Json &reference : intent.openReferences.array()) {
            const IntentRow parent = queue->parents.value(reference[u"intent"].integer().value_or(0));
            JsonPath::literal(reference[u"path"].string()).assign(intent.payload, parent.remoteId);
        }
        intent.openReferences = {};
        intent.state = nextState(intent.state, IntentEvent::Unblocked).value_or(intent.state);
        const int limit
            = wire.batchSize(intent.entity, operationFromName(intent.operation).value_or(Operation::Create));
        if (limit <= 1) {
            groups.append({intent});
        } else {
            batch.append(intent);
            if (batch.size() >= limit) {
                groups.append(batch);
                batch.clear();
            }
        }
        one = queue->open.erase(one);
    }
    if (!batch.isEmpty())
        groups.append(batch);
    return groups;
}

QCoro::Task<void> Sender::work(Queue *queue, QList<QList<IntentRow>> *groups, std::stop_token stop)
{
    while (!groups->isEmpty() && !queue->fatal && !stop.stop_requested()) {
        const QList<IntentRow> group = groups->takeFirst();
        const auto sent = co_await sendGroup(queue, group, stop);
        if (!sent)
            queue->fatal = sent.error();
        m_onCall();
    }
}

QCoro::Task<Result<void>> Sender::sendGroup(Queue *queue, QList<IntentRow> intents, std::stop_token stop)
{
    auto frozen = freeze(intents);
    if (!frozen)
        co_return co_await withdrawUnfreezable(queue, intents);
    if (const auto committed = co_await commitInflight(&*frozen); !committed)
        co_return fail(committed.error());
    ++m_calls;
    const FrozenCall call = frozen->call;
    const QList<Outcome> outcomes = co_await m_target.send(call, stop);
    QList<Verdict> verdicts;
    for (const Outcome &outcome : outcomes)
        verdicts.append(verdictOf(outcome));
    if (const auto adopted
        = co_await m_settlement.recogniseHolders(frozen->intents, outcomes, &verdicts, stop);
        !adopted)
        co_return fail(adopted.error());
    if (const auto settled = co_await m_settlement.settle(&frozen->intents, verdicts); !settled)
        co_return fail(settled.error());

    bool anySent = false;
    for (qsizetype i = 0; i < frozen->intents.size(); ++i) {
        const IntentRow &intent = frozen->intents.at(i);
        anySent = anySent || intent.state != IntentState::Ready;
        if (intent.state == IntentState::Ready)
            queue->open.insert(intent.id, intent);
        else
            queue->parents.insert(intent.id, intent);
        if (verdicts.at(i).error && stopsEverything(*verdicts.at(i).error))
            queue->fatal = verdicts.at(i).error;
    }
    queue->unsentInARow = anySent ? 0 : queue->unsentInARow + 1;
    if (queue->unsentInARow >= kUnsentCallsInARow && !queue->fatal)
        queue->fatal = verdicts.constFirst().error;
    co_return Result<void>();
}

// One record that cannot be expressed as a request must not keep its neighbours back.
QCoro::Task<Result<void>> Sender::withdrawUnfreezable(Queue *queue, QList<IntentRow> intents)
{
    QList<IntentRow> bad;
    QList<Error> reasons;
    for (const IntentRow &intent : intents) {
        const QList<IntentRow> alone(1, intent);
        const auto frozen = freeze(alone);
        if (frozen) {
            queue->open.insert(intent.id, intent);
            continue;
        }
        bad.append(intent);
        reasons.append(frozen.error());
    }
    if (const auto done = co_await m_settlement.withdraw(&bad, reasons); !done)
        co_return fail(done.error());
    for (const IntentRow &intent : bad)
        queue->parents.insert(intent.id, intent);
    co_return Result<void>();
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
        return journal.update(intents);
    };
    co_return co_await m_context.store.write(change);
}

} // namespace uds
