#include "engine/sync/recovery.h"

#include "engine/connectors/connectorsender.h"
#include "engine/core/clock.h"
#include "engine/core/hash.h"
#include "engine/store/store.h"
#include "engine/sync/sender.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>
#include <QMap>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPage = 500;
// How long a platform remembers tokens is not published; older than this a token protects nothing.
constexpr auto kTokenLife = 24h;
constexpr auto kSettle = 60s;

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
    while (true) {
        const auto query = [streamId = m_context.stream.id](Database &database) {
            return JournalRepository(database).byState(streamId, {IntentState::Inflight}, 0, kPage);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        if (rows->isEmpty())
            co_return Result<void>();
        QList<IntentRow> intents = *rows;
        const QList<Verdict> verdicts(intents.size(), Verdict{IntentEvent::Lost, {}, {}, {}, std::nullopt});
        if (const auto settled = co_await m_settlement.settle(&intents, verdicts); !settled)
            co_return fail(settled.error());
    }
}

QCoro::Task<Result<int>> Recovery::round(std::stop_token stop)
{
    qint64 after = 0;
    while (!stop.stop_requested()) {
        const auto query = [streamId = m_context.stream.id, after](Database &database) {
            return JournalRepository(database).byState(streamId, {IntentState::Ambiguous}, after, kPage);
        };
        const auto rows = co_await m_context.store.read(query);
        if (!rows)
            co_return fail(rows.error());
        QMap<QString, QList<IntentRow>> calls;
        for (const IntentRow &row : *rows) {
            after = row.id;
            if (!row.notBeforeUtc.isValid() || row.notBeforeUtc <= m_context.clock.nowUtc())
                calls[row.callToken].append(row);
        }
        for (const QList<IntentRow> &intents : std::as_const(calls)) {
            if (const auto done = co_await resolveCall(intents, stop); !done)
                co_return fail(done.error());
        }
        if (rows->size() < kPage)
            break;
    }
    const auto remaining = [streamId = m_context.stream.id](Database &database) {
        return JournalRepository(database).countByState(streamId, {IntentState::Ambiguous});
    };
    co_return co_await m_context.store.read(remaining);
}

QCoro::Task<Result<void>> Recovery::resolveCall(QList<IntentRow> intents, std::stop_token stop)
{
    const auto probed = co_await probe(intents, stop);
    if (!probed)
        co_return fail(probed.error());
    const bool allFound
        = std::ranges::all_of(*probed, [](const auto &verdict) { return verdict.has_value(); });
    if (allFound) {
        QList<Verdict> verdicts;
        for (const auto &verdict : *probed)
            verdicts.append(*verdict);
        co_return co_await m_settlement.settle(&intents, verdicts);
    }
    const auto query = [token = intents.constFirst().callToken](
                           Database &database) { return JournalRepository(database).call(token); };
    const auto call = co_await m_context.store.read(query);
    if (!call)
        co_return fail(call.error());
    const QDateTime oldest = m_context.clock.nowUtc().addSecs(-std::chrono::seconds(kTokenLife).count());
    // A batch of which a part is there was begun by a server that may not remember it: the identical bytes
    // could make that part twice. Only a call that left no trace is replayed, and none whose rest already
    // waits to settle.
    const bool untouched = !intents.constFirst().notBeforeUtc.isValid()
        && std::ranges::none_of(*probed, [](const auto &verdict) { return verdict.has_value(); });
    const bool tokenHolds
        = m_context.target.description().hasIdempotencyToken && intents.constFirst().sentUtc > oldest;
    if (call->has_value() && tokenHolds && untouched)
        co_return co_await replay(**call, intents, stop);
    co_return co_await letSendAgain(intents, *probed);
}

QCoro::Task<Result<QList<std::optional<Verdict>>>> Recovery::probe(
    QList<IntentRow> intents, std::stop_token stop) const
{
    QHash<QString, LookUp> lookUps;
    QStringList groups; // of each intent
    for (const IntentRow &intent : intents) {
        Effect effect;
        effect.entity = intent.entity;
        effect.payload = intent.payload;
        LookUp lookUp = m_context.target.wire().probe(effect);
        if (intent.operation != u"create")
            lookUp = {intent.entity, u"Id"_s, {intent.remoteId}};
        const QString group = lookUp.entity + u' ' + lookUp.key;
        groups.append(group);
        LookUp &shared = lookUps[group];
        shared.entity = lookUp.entity;
        shared.key = lookUp.key;
        shared.values += lookUp.values;
    }
    QHash<QString, QList<Record>> found;
    for (auto one = lookUps.cbegin(); one != lookUps.cend(); ++one) {
        const LookUp lookUp = one.value();
        if (lookUp.values.isEmpty())
            continue;
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        found.insert(one.key(), *records);
    }
    QList<std::optional<Verdict>> verdicts;
    for (qsizetype i = 0; i < intents.size(); ++i)
        verdicts.append(recognised(intents.at(i), found.value(groups.at(i))));
    co_return verdicts;
}

// A create is ours by its marker (or, for records without a place for one, by its natural key); a void is
// done when nothing is left of the total. An update cannot be told from its result here: the replay answers
// for it.
std::optional<Verdict> Recovery::recognised(const IntentRow &intent, const QList<Record> &records) const
{
    const ConnectorWire &wire = m_context.target.wire();
    const QString marker = effectMarker(intent.businessKey);
    Effect effect;
    effect.entity = intent.entity;
    effect.payload = intent.payload;
    const LookUp key = wire.probe(effect);
    const bool hasMarker = !wire.markerOf(intent.entity, intent.payload).isEmpty();
    for (const Record &record : records) {
        bool same = false;
        if (intent.operation == u"create" && hasMarker)
            same = wire.markerOf(intent.entity, record.document) == marker;
        else if (intent.operation == u"create")
            same = key.values.contains(wire.keyText(intent.entity, key.key, record.document));
        else if (intent.operation == u"void")
            same = record.id == intent.remoteId
                && wire.totalOf(intent.entity, record.document).value_or(Decimal(1)).isZero();
        if (same)
            return Verdict{IntentEvent::Found, record.id, record.version, record.document, std::nullopt};
    }
    return std::nullopt;
}

QCoro::Task<Result<void>> Recovery::replay(CallRow row, QList<IntentRow> intents, std::stop_token stop)
{
    const auto query
        = [ids = row.intents](Database &database) { return JournalRepository(database).byIds(ids); };
    // The frozen call may have members that are decided already; the bytes stay as they were, theirs are
    // ignored.
    const auto members = co_await m_context.store.read(query);
    if (!members)
        co_return fail(members.error());
    FrozenCall call{row.token, row.verb, row.path, row.contentType, row.body, {}, row.isBatch};
    if (sha256Hex(call.body) != row.bodyHash)
        co_return fail(ErrorKind::Internal, u"journal.bytes"_s,
            tr("The frozen bytes of call %1 were altered in the store; they are not sent.").arg(call.token));
    for (const qint64 id : row.intents) {
        const auto member = std::ranges::find(*members, id, &IntentRow::id);
        if (member == members->cend())
            co_return fail(ErrorKind::Internal, u"journal.member"_s,
                tr("Call %1 has a member that is not in the journal.").arg(call.token));
        Effect effect;
        effect.token = member->token;
        effect.entity = member->entity;
        effect.operation = operationFromName(member->operation).value_or(Operation::Create);
        effect.remoteId = member->operation == u"create" ? QString() : member->remoteId;
        call.effects.append(effect);
    }
    for (IntentRow &intent : intents)
        ++intent.attempts;
    const auto change = [intents](Database &database) { return JournalRepository(database).update(intents); };
    const auto counted = co_await m_context.store.write(change);
    if (!counted)
        co_return fail(counted.error());
    ++m_calls;
    const QList<Outcome> answers = co_await m_target.send(call, stop);
    QList<Outcome> outcomes;
    QList<Verdict> verdicts;
    for (qsizetype i = 0; i < intents.size(); ++i) {
        Outcome outcome = answers.at(row.intents.indexOf(intents.at(i).id));
        if (outcome.state == Outcome::State::NotSent)
            outcome.state = Outcome::State::Ambiguous; // this attempt was not applied, an earlier one may be
        outcomes.append(outcome);
        verdicts.append(verdictOf(outcome));
    }
    if (const auto adopted = co_await m_settlement.recogniseHolders(intents, outcomes, &verdicts, stop);
        !adopted)
        co_return fail(adopted.error());
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
            verdicts.append({IntentEvent::Lost, {}, {}, {}, std::nullopt});
        } else if (intent.operation == u"create") {
            intent.notBeforeUtc = {};
            verdicts.append({IntentEvent::Absent, {}, {}, {}, std::nullopt});
        } else {
            verdicts.append({IntentEvent::GivenUp, {}, {}, {}, stillUnknown()});
        }
    }
    co_return co_await m_settlement.settle(&intents, verdicts);
}

} // namespace uds
