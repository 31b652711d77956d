#include "engine/sync/recovery.h"

#include "engine/connectors/connectorsender.h"
#include "engine/core/clock.h"
#include "engine/core/hash.h"
#include "engine/store/store.h"
#include "engine/sync/lookups.h"
#include "engine/sync/sender.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPage = 500;
// How long a platform remembers tokens is not published; older than this a token protects nothing.
constexpr auto kTokenLife = 24h;
constexpr auto kSettle = 120s; // twice the deadline of a request: until then one may still be worked on
constexpr int kReplays = 6;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Error stillUnknown()
{
    return {ErrorKind::Ambiguous, u"effect.unknown"_s,
        tr("The answer was lost, and the target cannot tell whether it was done."),
        tr("Look it up at the target, then retry or exclude it."), {}, {}, {}};
}

} // namespace

QCoro::Task<Result<void>> Recovery::takeOver()
{
    const IntentClaims::Claimant claimant{m_settlement.runId(), m_context.stream.id,
        m_context.targetIntegration.id, m_context.library.sourceEntity()};
    const auto claim = [claimant](Database &database) { return IntentClaims(database).claim(claimant); };
    const auto claimed = co_await m_context.store.write(claim);
    if (!claimed)
        co_return fail(claimed.error());
    m_holding = *claimed;
    while (true) {
        const auto query = [holding = m_holding](Database &database) {
            return IntentClaims(database).byState(holding, {IntentState::Inflight}, 0, kPage);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            co_return Result<void>();
        QList<IntentRow> intents = *rows;
        const QList<Verdict> verdicts(intents.size(), Verdict::of(IntentEvent::Lost));
        if (const auto settled = co_await m_settlement.settle(&intents, verdicts); !settled)
            co_return fail(settled.error());
    }
}

QCoro::Task<Result<void>> Recovery::round(std::stop_token stop)
{
    if (const auto taken = co_await takeOver(); !taken)
        co_return fail(taken.error());
    QSet<QString> calls;
    qint64 after = 0;
    while (!stop.stop_requested()) {
        const auto query = [holding = m_holding, after](Database &database) {
            return IntentClaims(database).byState(holding, {IntentState::Ambiguous}, after, kPage);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            break;
        after = rows->constLast().id;
        for (const IntentRow &row : *rows) {
            if (!row.notBeforeUtc.isValid() || row.notBeforeUtc <= m_context.clock.nowUtc())
                calls.insert(row.callToken);
        }
    }
    QStringList inOrder(calls.cbegin(), calls.cend());
    inOrder.sort();
    for (const QString &token : inOrder) {
        if (stop.stop_requested())
            break;
        if (const auto done = co_await resolveCall(token, stop); !done)
            co_return fail(done.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<Recovery::LostCall>> Recovery::load(QString token) const
{
    const auto query = [token](Database &database) -> Result<LostCall> {
        JournalRepository journal(database);
        auto call = journal.call(token);
        if (!call)
            return fail(call.error());
        if (!*call)
            return fail(ErrorKind::Internal, u"journal.call"_s,
                tr("Call %1 is not in the journal; what it was about stays unknown.").arg(token));
        auto members = journal.byIds((*call)->intents);
        if (!members)
            return fail(members.error());
        return LostCall{std::move(**call), std::move(*members)};
    };
    co_return co_await m_context.store.read(query);
}

QCoro::Task<Result<void>> Recovery::resolveCall(QString token, std::stop_token stop)
{
    auto lost = co_await load(token);
    if (!lost)
        co_return fail(lost.error());
    QList<IntentRow> open = lost->members;
    open.removeIf([](const IntentRow &member) { return member.state != IntentState::Ambiguous; });
    const auto probed = co_await probe(open, stop);
    if (!probed)
        co_return fail(probed.error());
    const auto found
        = std::ranges::count_if(*probed, [](const auto &verdict) { return verdict.has_value(); });
    // A batch of which a part is there or decided was worked on by a server that may not remember it: the
    // identical bytes could make that part twice. Only a call that left no trace is replayed, and not for
    // ever: the same answer that decides nothing may be all that the platform remembers of it.
    const bool untouched = found == 0 && open.size() == lost->call.intents.size();
    const QDateTime oldest = m_context.clock.nowUtc().addSecs(-std::chrono::seconds(kTokenLife).count());
    // What is absolute may be repeated without a token, while nobody can have meant something else since.
    const ConnectorWire &wire = m_context.target.wire();
    const bool isRepeatable = m_context.target.description().hasIdempotencyToken
        || std::ranges::all_of(open, [&wire](const IntentRow &member) {
               const auto operation = operationFromName(member.operation);
               return operation && wire.mayRepeat(member.entity, *operation);
           });
    const bool mayReplay
        = isRepeatable && open.constFirst().sentUtc > oldest && open.constFirst().attempts <= kReplays;
    if (untouched && mayReplay && !open.constFirst().notBeforeUtc.isValid())
        co_return co_await replay(*lost, stop);
    co_return co_await letSendAgain(open, *probed);
}

QCoro::Task<Result<QList<std::optional<Verdict>>>> Recovery::probe(
    QList<IntentRow> intents, std::stop_token stop) const
{
    LookUps lookUps;
    for (const IntentRow &intent : intents)
        lookUps.add(probeOf(intent));
    QHash<QString, QList<Record>> found; // by entity
    QHash<QString, Error> undecidable; // looked for by entity in vain, which proves nothing
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records && records.error().kind == ErrorKind::Ambiguous)
            undecidable.insert(lookUp.entity, records.error());
        else if (!records)
            co_return fail(records.error());
        else
            found[lookUp.entity] += *records;
    }
    QList<std::optional<Verdict>> verdicts;
    for (const IntentRow &intent : intents) {
        auto verdict = recognised(intent, found.value(intent.entity));
        if (!verdict && intent.operation == u"create" && undecidable.contains(intent.entity))
            verdict = Verdict::of(IntentEvent::GivenUp, undecidable.value(intent.entity));
        verdicts.append(verdict);
    }
    co_return verdicts;
}

LookUp Recovery::probeOf(const IntentRow &intent) const
{
    if (intent.operation != u"create")
        return {intent.entity, u"Id"_s, {intent.remoteId}};
    Effect effect;
    effect.entity = intent.entity;
    effect.payload = intent.payload;
    return m_context.target.wire().probe(effect);
}

// A create is ours by its marker (or, for records without a place for one, by its natural key); a void is
// done when nothing is left of the total. An update cannot be told from its result here: the replay answers
// for it.
std::optional<Verdict> Recovery::recognised(const IntentRow &intent, const QList<Record> &records) const
{
    const ConnectorWire &wire = m_context.target.wire();
    const QString marker = effectMarker(intent.businessKey);
    const LookUp key = probeOf(intent);
    const bool hasMarker = !wire.markerOf(intent.entity, intent.payload).isEmpty();
    for (const Record &record : records) {
        bool same = false;
        if (intent.operation == u"create" && hasMarker)
            same = wire.markerOf(intent.entity, record.document) == marker;
        else if (intent.operation == u"create")
            same = key.values.contains(
                wire.keyText(intent.entity, key.key, record.document), Qt::CaseInsensitive);
        else if (intent.operation == u"void")
            same = record.id == intent.remoteId
                && wire.totalOf(intent.entity, record.document).value_or(Decimal(1)).isZero();
        if (same)
            return Verdict::of(IntentEvent::Found, record);
    }
    return std::nullopt;
}

// The platform no longer knows the token of an update that may have been applied: it is, when the record has
// moved on from the version we sent and holds the total we sent.
QCoro::Task<Result<void>> Recovery::recogniseUpdates(
    QList<IntentRow> intents, QList<Outcome> outcomes, QList<Verdict> *verdicts, std::stop_token stop) const
{
    const ConnectorWire &wire = m_context.target.wire();
    for (qsizetype i = 0; i < intents.size(); ++i) {
        const IntentRow &intent = intents.at(i);
        if (outcomes.at(i).state != Outcome::State::Stale)
            continue;
        const LookUp lookUp{intent.entity, u"Id"_s, {intent.remoteId}};
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records) {
            const bool applied = record.version != intent.remoteVersion && intent.total
                && wire.totalOf(intent.entity, record.document) == intent.total;
            if (applied)
                (*verdicts)[i] = Verdict::of(IntentEvent::Found, record);
        }
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> Recovery::replay(LostCall lost, std::stop_token stop)
{
    const CallRow &row = lost.call;
    FrozenCall call{row.token, row.verb, row.path, row.contentType, row.body, {}, row.isBatch};
    if (sha256Hex(call.body) != row.bodyHash)
        co_return fail(ErrorKind::Internal, u"journal.bytes"_s,
            tr("The frozen bytes of call %1 were altered in the store; they are not sent.").arg(call.token));
    QList<IntentRow> intents;
    for (const qint64 id : row.intents) { // the order of the frozen bytes
        IntentRow intent = *std::ranges::find(lost.members, id, &IntentRow::id);
        ++intent.attempts;
        Effect effect;
        effect.token = intent.token;
        effect.entity = intent.entity;
        effect.operation = operationFromName(intent.operation).value_or(Operation::Create);
        effect.remoteId = intent.operation == u"create" ? QString() : intent.remoteId;
        call.effects.append(effect);
        intents.append(intent);
    }
    const auto change = [intents](Database &database) { return JournalRepository(database).update(intents); };
    const auto counted = co_await m_context.store.write(change);
    if (!counted)
        co_return fail(counted.error());
    ++m_calls;
    QList<Outcome> outcomes = co_await m_target.send(call, stop);
    QList<Verdict> verdicts;
    for (Outcome &outcome : outcomes) {
        if (outcome.state == Outcome::State::NotSent)
            outcome.state = Outcome::State::Ambiguous; // this attempt was not applied, an earlier one may be
        verdicts.append(verdictOf(outcome));
    }
    if (const auto done = co_await recogniseUpdates(intents, outcomes, &verdicts, stop); !done)
        co_return fail(done.error());
    if (const auto done = co_await m_settlement.recogniseHolders(intents, outcomes, &verdicts, stop); !done)
        co_return fail(done.error());
    co_return co_await m_settlement.settle(&intents, verdicts);
}

QCoro::Task<Result<void>> Recovery::letSendAgain(
    QList<IntentRow> intents, QList<std::optional<Verdict>> probed)
{
    QList<Verdict> verdicts;
    for (qsizetype i = 0; i < intents.size(); ++i) {
        IntentRow &intent = intents[i];
        if (probed.at(i)) {
            verdicts.append(*probed.at(i));
        } else if (!intent.notBeforeUtc.isValid()) { // absent for the first time: settle, then look again
            intent.notBeforeUtc = m_context.clock.nowUtc().addSecs(std::chrono::seconds(kSettle).count());
            verdicts.append(Verdict::of(IntentEvent::Lost));
        } else if (intent.operation == u"create") {
            intent.notBeforeUtc = {};
            verdicts.append(Verdict::of(IntentEvent::Absent));
        } else {
            verdicts.append(Verdict::of(IntentEvent::GivenUp, stillUnknown()));
        }
    }
    co_return co_await m_settlement.settle(&intents, verdicts);
}

} // namespace uds
