#include "engine/sync/settlement.h"

#include "engine/core/clock.h"
#include "engine/store/store.h"
#include "engine/sync/agreements.h"
#include "engine/sync/errorjson.h"
#include "engine/sync/lookups.h"
#include "engine/sync/syncrules.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString pastTense(const QString &operation)
{
    if (operation == u"create")
        return u"created"_s;
    return operation == u"update" ? u"updated"_s : u"voided"_s;
}

RunTally::Result tallyResult(const QString &operation)
{
    if (operation == u"create")
        return RunTally::Result::Created;
    return operation == u"update" ? RunTally::Result::Updated : RunTally::Result::Voided;
}

Error recalculated(const IntentRow &intent, const Decimal &total)
{
    return {ErrorKind::Validation, u"money.recalculated"_s,
        tr("The target calculated a total of %1 for %2, the source has %3.")
            .arg(total.text(), intent.number, intent.total->text()),
        tr("Check the tax settings of the target company; correct the document there."), u"total"_s, {}, {}};
}

// An intent of another stream that this run took over keeps its place there.
RowFrame frameOf(const IntentRow &intent, RowFrame frame)
{
    frame.streamId = intent.streamId;
    return frame;
}

} // namespace

Verdict Verdict::of(IntentEvent event, std::optional<Error> error)
{
    Verdict verdict;
    verdict.event = event;
    verdict.error = std::move(error);
    return verdict;
}

Verdict Verdict::of(IntentEvent event, const Record &record)
{
    Verdict verdict;
    verdict.event = event;
    verdict.remoteId = record.id;
    verdict.remoteVersion = record.version;
    verdict.document = record.document;
    return verdict;
}

Settlement::Settlement(StreamContext &context, qint64 runId, RunTally &tally)
    : m_context(context)
    , m_runId(runId)
    , m_tally(tally)
    , m_mindsBothSides(
          context.stream.settings[u"direction"].string() == directionName(Direction::Bidirectional))
{
}

struct Settlement::Facts {
    QList<IntentRow> intents;
    QList<LinkRow> links;
    QList<HistoryRow> history;
    QList<FailureRow> failures;
    QHash<qint64, QHash<FailureScope, QStringList>> resolved; // by stream
    QList<qint64> done;
    QList<qint64> failed;
    QList<qint64> doubtful;
    QList<Arrival> arrived;
    RowFrame frame;
};

LinkRow Settlement::link(const IntentRow &intent, const Json &document, const RowFrame &frame) const
{
    LinkRow row = linkRow(intent, frame);
    row.voided = intent.operation == u"void";
    if (document.isNull())
        return row;
    const ConnectorWire &wire = m_context.target.wire();
    Effect effect;
    effect.entity = intent.entity;
    effect.payload = document;
    row.targetNumber = wire.keyText(intent.entity, wire.probe(effect).key, document);
    if (const auto total = wire.totalOf(intent.entity, document); total && !row.voided)
        row.total = total;
    return row;
}

void Settlement::addHeld(Facts *facts, const IntentRow &intent, const Verdict &verdict) const
{
    const RowFrame frame = frameOf(intent, facts->frame);
    const LinkRow linked = link(intent, verdict.document, frame);
    HistoryRow row = historyRow(
        intent, intent.state == IntentState::Adopted ? u"adopted"_s : pastTense(intent.operation), frame);
    row.targetNumber = linked.targetNumber;
    const auto total = m_context.target.wire().totalOf(intent.entity, verdict.document);
    const bool differs = intent.operation != u"void" && intent.total && total && *total != *intent.total;
    if (differs) { // done, and a person has to look at it
        const Error error = recalculated(intent, *total);
        row.message = error.message;
        facts->failures.append(failureRow(intent, error, frame));
        m_tally.noteProblem();
    } else {
        facts->resolved[intent.streamId][{intent.sourceEntity, intent.purpose}].append(intent.sourceId);
    }
    facts->history.append(row);
    facts->links.append(linked);
    if (intent.inboxId != 0)
        facts->done.append(intent.inboxId);
    const bool mayBeAgreed = m_mindsBothSides || intent.streamId != m_context.stream.id;
    if (mayBeAgreed && !verdict.document.isNull() && intent.operation != u"void")
        facts->arrived.append({intent, verdict.document});
}

void Settlement::addFailed(
    Facts *facts, const IntentRow &intent, const Error &error, FailureState state) const
{
    const RowFrame frame = frameOf(intent, facts->frame);
    HistoryRow row
        = historyRow(intent, state == FailureState::UnknownOutcome ? u"unknown"_s : u"failed"_s, frame);
    row.message = error.message;
    facts->history.append(row);
    if (intent.inboxId == 0)
        return; // a referenced record: the records that need it fail with its reason
    FailureRow failed = failureRow(intent, error, frame);
    failed.state = state;
    facts->failures.append(failed);
    facts->failed.append(intent.inboxId);
}

void Settlement::noteTally(const IntentRow &intent, const Verdict &verdict) const
{
    if (intent.inboxId == 0 || intent.streamId != m_context.stream.id)
        return;
    if (m_doubtful.contains(intent.inboxId)) {
        m_tally.note(intent.inboxId, intent.purpose, RunTally::Result::Waiting);
    } else if (isHeld(intent.state)) {
        m_tally.note(intent.inboxId, intent.purpose, tallyResult(intent.operation));
        if (intent.operation == u"create" && intent.purpose == u"document" && intent.total
            && intent.state == IntentState::Applied)
            m_tally.addAmount(*intent.total, intent.currency);
    } else if (intent.state == IntentState::Rejected || intent.state == IntentState::Superseded) {
        m_tally.note(intent.inboxId, intent.purpose, RunTally::Result::Failed);
    } else if (verdict.event == IntentEvent::Lost || verdict.event == IntentEvent::GivenUp) {
        m_tally.note(intent.inboxId, intent.purpose, RunTally::Result::Waiting);
    }
}

// Records that may be planned again: what was read of them is still there, because nothing of them is done.
QCoro::Task<Result<QSet<qint64>>> Settlement::doubtful(
    QList<IntentRow> intents, QList<Verdict> verdicts) const
{
    QList<qint64> candidates;
    for (qsizetype i = 0; i < intents.size(); ++i) {
        const IntentRow &intent = intents.at(i);
        if (m_takesDoubts && verdicts.at(i).recordGone && intent.inboxId != 0
            && intent.streamId == m_context.stream.id)
            candidates.append(intent.inboxId);
    }
    QSet<qint64> records;
    if (candidates.isEmpty())
        co_return records;
    const auto query
        = [candidates](Database &database) { return InboxRepository(database).byIds(candidates); };
    const auto rows = co_await m_context.store.read(query);
    if (!rows)
        co_return fail(rows.error());
    for (const InboxRow &row : *rows) {
        if (row.state == InboxState::Planned || row.state == InboxState::Pending)
            records.insert(row.id);
    }
    co_return records;
}

void Settlement::addDoubtful(Facts *facts, const IntentRow &intent)
{
    m_doubtful.insert(intent.inboxId);
    facts->doubtful.append(intent.inboxId);
}

QSet<qint64> Settlement::takeDoubtful()
{
    m_takesDoubts = false;
    return std::exchange(m_doubtful, {});
}

QCoro::Task<Result<void>> Settlement::settle(QList<IntentRow> *intents, QList<Verdict> verdicts)
{
    Q_ASSERT(intents->size() == verdicts.size());
    const auto again = co_await doubtful(*intents, verdicts);
    if (!again)
        co_return fail(again.error());
    Facts facts;
    facts.frame = rowFrame(m_context, m_runId);
    for (qsizetype i = 0; i < intents->size(); ++i) {
        IntentRow &intent = (*intents)[i];
        const Verdict &verdict = verdicts.at(i);
        const auto next = nextState(intent.state, verdict.event);
        if (!next)
            co_return fail(ErrorKind::Internal, u"journal.transition"_s,
                tr("The journal refused an impossible step of %1; nothing was written.").arg(intent.token));
        const IntentState before = intent.state;
        intent.state = *next;
        if (!verdict.remoteId.isEmpty()) {
            intent.remoteId = verdict.remoteId;
            intent.remoteVersion = verdict.remoteVersion;
        }
        intent.error = verdict.error ? errorToJson(*verdict.error) : Json();
        if (isHeld(intent.state))
            addHeld(&facts, intent, verdict);
        else if (intent.state == IntentState::Rejected && again->contains(intent.inboxId)
            && verdict.recordGone)
            addDoubtful(&facts, intent);
        else if (intent.state == IntentState::Rejected && verdict.error)
            addFailed(&facts, intent, *verdict.error, FailureState::NeedsYou);
        else if (intent.state == IntentState::Parked && verdict.error)
            addFailed(&facts, intent, *verdict.error, FailureState::UnknownOutcome);
        else if (intent.state == IntentState::Ambiguous && before != IntentState::Ambiguous && verdict.error)
            facts.history.append(historyRow(intent, u"unknown"_s, frameOf(intent, facts.frame)));
        facts.intents.append(intent);
    }
    if (const auto written = co_await write(facts); !written)
        co_return fail(written.error());
    for (qsizetype i = 0; i < intents->size(); ++i)
        noteTally(intents->at(i), verdicts.at(i));
    co_return Result<void>();
}

QCoro::Task<Result<void>> Settlement::recogniseHolders(
    QList<IntentRow> intents, QList<Outcome> outcomes, QList<Verdict> *verdicts, std::stop_token stop) const
{
    LookUps lookUps;
    for (qsizetype i = 0; i < intents.size(); ++i) {
        if (outcomes.at(i).state == Outcome::State::Rejected)
            lookUps.add({intents.at(i).entity, u"Id"_s, {outcomes.at(i).holderId}});
    }
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.target.find(lookUp, stop);
        for (qsizetype i = 0; i < intents.size(); ++i) {
            const IntentRow &intent = intents.at(i);
            const QString holderId = outcomes.at(i).holderId;
            if (intent.entity != lookUp.entity || !lookUp.values.contains(holderId))
                continue;
            if (!records) { // it may be ours: looked at again by recovery
                (*verdicts)[i] = Verdict::of(IntentEvent::Lost, records.error());
                continue;
            }
            const auto holder = std::ranges::find(*records, holderId, &Record::id);
            if (holder != records->cend() && isOurs(intent, *holder))
                (*verdicts)[i] = Verdict::of(IntentEvent::Accepted, *holder);
        }
    }
    co_return Result<void>();
}

bool Settlement::isOurs(const IntentRow &intent, const Record &record) const
{
    return m_context.target.wire().markerOf(record.entity, record.document)
        == effectMarker(intent.businessKey);
}

QCoro::Task<Result<void>> Settlement::withdraw(QList<IntentRow> *intents, QList<Error> reasons)
{
    Facts facts;
    facts.frame = rowFrame(m_context, m_runId);
    for (qsizetype i = 0; i < intents->size(); ++i) {
        IntentRow &intent = (*intents)[i];
        intent.state = nextState(intent.state, IntentEvent::Withdrawn).value_or(intent.state);
        intent.error = errorToJson(reasons.at(i));
        if (m_doubtful.contains(intent.inboxId))
            addDoubtful(&facts, intent);
        else
            addFailed(&facts, intent, reasons.at(i), FailureState::NeedsYou);
        facts.intents.append(intent);
    }
    if (const auto written = co_await write(facts); !written)
        co_return fail(written.error());
    for (const IntentRow &intent : *intents)
        noteTally(intent, {});
    co_return Result<void>();
}

QCoro::Task<Result<void>> Settlement::write(Facts facts)
{
    const auto change = [facts](Database &database) -> Result<void> {
        if (const auto done = JournalRepository(database).update(facts.intents); !done)
            return done;
        if (const auto done = LinkRepository(database).put(facts.links); !done)
            return done;
        if (const auto done = HistoryRepository(database).append(facts.history); !done)
            return done;
        if (const auto done = confirmAgreements(database, facts.arrived, facts.frame); !done)
            return done;
        FailureRepository failures(database);
        for (auto stream = facts.resolved.cbegin(); stream != facts.resolved.cend(); ++stream) {
            for (auto one = stream->cbegin(); one != stream->cend(); ++one) {
                if (const auto done
                    = failures.resolve(stream.key(), one.key(), one.value(), facts.frame.nowUtc);
                    !done)
                    return done;
            }
        }
        if (const auto done = failures.put(facts.failures); !done)
            return done;
        InboxRepository inbox(database);
        if (const auto done = inbox.settle(facts.done, InboxState::Done); !done)
            return done;
        if (const auto done = inbox.settle(facts.doubtful, InboxState::Pending); !done)
            return done;
        return inbox.settle(facts.failed, InboxState::Failed);
    };
    co_return co_await m_context.store.write(change);
}

} // namespace uds
