#include "engine/sync/journal.h"

#include "engine/core/clock.h"
#include "engine/store/failurerepository.h"
#include "engine/store/historyrepository.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/linkrepository.h"
#include "engine/store/store.h"
#include "engine/sync/intentmachine.h"
#include "engine/sync/storerows.h"
#include "engine/sync/tokens.h"

#include <QMap>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

std::optional<Operation> operationOf(Action action)
{
    switch (action) {
    case Action::Create: return Operation::Create;
    case Action::Update: return Operation::Update;
    case Action::Void: return Operation::Void;
    default: return std::nullopt;
    }
}

RunTally::Result tallyResult(Action action)
{
    switch (action) {
    case Action::Skipped: return RunTally::Result::Skipped;
    case Action::Blocked: return RunTally::Result::Failed;
    case Action::Adopt:
    case Action::Unchanged: return RunTally::Result::Unchanged;
    default: return RunTally::Result::Waiting; // until it is sent
    }
}

IntentRow intentRow(const PlannedChange &change, const RowFrame &frame)
{
    IntentRow row;
    row.runId = frame.runId;
    row.streamId = frame.streamId;
    row.targetIntegration = frame.targetIntegration;
    row.inboxId = change.inboxId;
    row.businessKey = change.businessKey;
    row.purpose = change.purpose;
    row.sourceEntity = change.sourceEntity;
    row.sourceId = change.sourceId;
    row.entity = change.entity;
    row.sourceVersion = change.payloadHash;
    row.payload = change.payload;
    row.remoteId = change.remoteId;
    row.remoteVersion = change.remoteVersion;
    row.number = change.number;
    row.total = change.total;
    row.currency = change.currency;
    return row;
}

HistoryRow changeHistory(const PlannedChange &change, const QString &action, const RowFrame &frame)
{
    HistoryRow row = historyRow(intentRow(change, frame), action, frame);
    row.targetNumber = change.targetNumber;
    return row;
}

LinkRow changeLink(const PlannedChange &change, const RowFrame &frame)
{
    LinkRow row = linkRow(intentRow(change, frame), frame);
    row.targetNumber = change.targetNumber;
    return row;
}

// One window's worth of rows, written in one go.
class WindowWriter {
public:
    WindowWriter(Database &database, RowFrame frame)
        : m_database(database)
        , m_journal(database)
        , m_frame(std::move(frame))
    {
    }

    Result<QList<IntentRow>> write(const QList<PlannedChange> &changes)
    {
        if (const auto found = findParents(changes); !found)
            return fail(found.error());
        if (const auto found = findGenerations(changes); !found)
            return fail(found.error());
        for (const PlannedChange &change : changes) {
            if (const auto done = add(change); !done)
                return fail(done.error());
            if (change.bothSides)
                addBothSides(change, *change.bothSides);
        }
        if (const auto done = flush(); !done)
            return fail(done.error());
        return m_intents;
    }

private:
    // Parents of this window may be creates of an earlier one, still open.
    Result<void> findParents(const QList<PlannedChange> &changes)
    {
        QStringList keys;
        for (const PlannedChange &change : changes)
            keys += change.openReferences.values() + change.after;
        if (keys.isEmpty())
            return {};
        const auto live = m_journal.liveCreates(m_frame.targetIntegration, keys);
        if (!live)
            return fail(live.error());
        for (auto one = live->cbegin(); one != live->cend(); ++one)
            m_intentIds.insert(one.key(), one->id);
        return {};
    }

    Result<void> findGenerations(const QList<PlannedChange> &changes)
    {
        QStringList keys;
        for (const PlannedChange &change : changes) {
            if (operationOf(change.action))
                keys.append(change.businessKey);
        }
        auto generations = m_journal.lastGenerations(m_frame.targetIntegration, keys);
        if (!generations)
            return fail(generations.error());
        m_generations = std::move(*generations);
        return {};
    }

    Result<void> add(const PlannedChange &change)
    {
        switch (change.action) {
        case Action::Create:
        case Action::Update:
        case Action::Void: return addIntent(change);
        case Action::Adopt:
            m_history.append(changeHistory(change, u"adopted"_s, m_frame));
            m_links.append(changeLink(change, m_frame));
            resolve(change);
            // Of another kind than planned now: what it needs on top is planned next time.
            mark(change.inboxId, change.payloadHash.isEmpty() ? InboxState::Pending : InboxState::Done);
            return {};
        case Action::Unlink: return addUnlink(change);
        case Action::Blocked: addBlocked(change, *change.error); return {};
        case Action::Skipped:
            m_history.append(changeHistory(change, u"skipped"_s, m_frame));
            m_history.last().message = change.reason;
            m_reasons.insert(change.inboxId, change.reason);
            if (!change.isExcluded)
                resolve(change);
            mark(change.inboxId, InboxState::Excluded);
            return {};
        case Action::Waiting: mark(change.inboxId, InboxState::Pending); return {};
        case Action::Unchanged:
            if (!change.differsAtTarget)
                resolve(change);
            mark(change.inboxId, InboxState::Done);
            return {};
        }
        return {};
    }

    // Written at once: a create of the same plan takes the place of what is given up here.
    Result<void> addUnlink(const PlannedChange &change)
    {
        LinkRow link = changeLink(change, m_frame);
        link.gone = true;
        if (const auto done = LinkRepository(m_database).put({link}); !done)
            return done;
        m_history.append(changeHistory(change, u"unlinked"_s, m_frame));
        m_history.last().message = change.reason;
        const auto live = m_journal.liveCreates(m_frame.targetIntegration, {change.businessKey});
        if (!live)
            return fail(live.error());
        for (IntentRow intent : *live) {
            const auto next = nextState(intent.state, IntentEvent::Gone);
            if (!next)
                continue; // somebody creates it anew already
            intent.state = *next;
            if (const auto done = m_journal.update({intent}); !done)
                return done;
        }
        return {};
    }

    void addBothSides(const PlannedChange &change, const BothSides &sides)
    {
        if (sides.agreed) {
            m_agreed.append(*sides.agreed);
            m_agreed.last().agreedUtc = m_frame.nowUtc;
        }
        if (sides.proposed)
            m_proposed.append(*sides.proposed);
        if (!sides.settledPair.isEmpty())
            m_settledPairs.append(sides.settledPair);
        if (sides.conflict) {
            ConflictRow row = *sides.conflict;
            row.runId = m_frame.runId;
            row.firstSeenUtc = row.lastSeenUtc = m_frame.nowUtc;
            if (row.state == ConflictState::Settled)
                row.settledUtc = m_frame.nowUtc;
            m_conflicts.append(row);
        }
        if (!sides.note.isEmpty()) {
            m_history.append(changeHistory(change, u"merged"_s, m_frame));
            m_history.last().message = sides.note;
        }
    }

    Result<void> flushBothSides()
    {
        AgreementRepository agreements(m_database);
        if (const auto done = agreements.put(m_agreed); !done)
            return done;
        if (const auto done = agreements.propose(m_proposed); !done)
            return done;
        ConflictRepository conflicts(m_database);
        if (const auto done = conflicts.settle(m_settledPairs, m_frame.nowUtc); !done)
            return done;
        return conflicts.put(m_conflicts);
    }

    void addBlocked(const PlannedChange &change, const Error &error)
    {
        m_history.append(changeHistory(change, u"failed"_s, m_frame));
        m_history.last().message = error.message;
        m_failures.append(failureRow(intentRow(change, m_frame), error, m_frame));
        mark(change.inboxId, InboxState::Failed);
    }

    // A document must not go out with an empty reference, nor before what it comes after: its parent was
    // refused after it was planned, or waits itself.
    bool hasAllParents(const PlannedChange &change) const
    {
        const auto isKnown = [this](const QString &key) { return m_intentIds.contains(key); };
        return std::ranges::all_of(change.openReferences, isKnown)
            && std::ranges::all_of(change.after, isKnown);
    }

    Result<void> addIntent(const PlannedChange &change)
    {
        if (!hasAllParents(change)) {
            mark(change.inboxId, InboxState::Pending);
            return {};
        }
        const Operation operation = *operationOf(change.action);
        IntentRow row = intentRow(change, m_frame);
        row.operation = operationName(operation);
        row.generation
            = m_generations.value(JournalRepository::generationKey(row.businessKey, row.operation), -1) + 1;
        row.token = effectToken(
            row.businessKey, m_frame.targetAccount, operation, row.sourceVersion, row.generation);
        for (auto open = change.openReferences.cbegin(); open != change.openReferences.cend(); ++open) {
            const qint64 parent = m_intentIds.value(open.value());
            row.dependsOn.append(parent);
            row.openReferences.append(Json::object({{u"path"_s, open.key()}, {u"intent"_s, parent}}));
        }
        for (const QString &parent : change.after)
            row.dependsOn.append(m_intentIds.value(parent));
        row.state = row.dependsOn.isEmpty() ? IntentState::Ready : IntentState::Planned;
        const auto ids = m_journal.insert({row});
        if (!ids && ids.error().kind == ErrorKind::Conflict) { // one record's trouble, not the window's
            addBlocked(change, ids.error());
            return {};
        }
        if (!ids)
            return fail(ids.error());
        row.id = ids->constFirst();
        m_intentIds.insert(row.businessKey, row.id);
        m_intents.append(row);
        mark(change.inboxId, InboxState::Planned);
        return {};
    }

    void resolve(const PlannedChange &change)
    {
        m_resolved[{change.sourceEntity, change.purpose}].append(change.sourceId);
    }

    // A record with several changes takes the state that needs the most: failed, planned, pending, excluded,
    // done.
    void mark(qint64 inboxId, InboxState state)
    {
        static const QList<InboxState> gravity{InboxState::Done, InboxState::Excluded, InboxState::Pending,
            InboxState::Planned, InboxState::Failed};
        if (inboxId == 0)
            return;
        const auto known = m_states.constFind(inboxId);
        if (known == m_states.cend() || gravity.indexOf(state) > gravity.indexOf(known.value()))
            m_states.insert(inboxId, state);
    }

    Result<void> flush()
    {
        if (const auto done = LinkRepository(m_database).put(m_links); !done)
            return done;
        if (const auto done = HistoryRepository(m_database).append(m_history); !done)
            return done;
        FailureRepository failures(m_database);
        for (auto one = m_resolved.cbegin(); one != m_resolved.cend(); ++one) {
            if (const auto done = failures.resolve(m_frame.streamId, one.key(), one.value(), m_frame.nowUtc);
                !done)
                return done;
        }
        if (const auto done = failures.put(m_failures); !done)
            return done;
        if (const auto done = flushBothSides(); !done)
            return done;
        return flushStates();
    }

    Result<void> flushStates()
    {
        InboxRepository inbox(m_database);
        QMap<std::pair<int, QString>, QList<qint64>> groups;
        for (auto one = m_states.cbegin(); one != m_states.cend(); ++one) {
            const QString reason
                = one.value() == InboxState::Excluded ? m_reasons.value(one.key()) : QString();
            groups[{int(one.value()), reason}].append(one.key());
        }
        for (auto group = groups.cbegin(); group != groups.cend(); ++group) {
            const auto state = InboxState(group.key().first);
            if (const auto done = inbox.setState(group.value(), state, group.key().second); !done)
                return done;
        }
        return {};
    }

    Database &m_database;
    JournalRepository m_journal;
    const RowFrame m_frame;
    QHash<QString, qint64> m_intentIds; // business key -> live create
    QHash<QString, int> m_generations; // highest so far
    QList<IntentRow> m_intents;
    QList<LinkRow> m_links;
    QList<HistoryRow> m_history;
    QList<FailureRow> m_failures;
    QList<AgreementRow> m_agreed;
    QList<AgreementProposal> m_proposed;
    QList<ConflictRow> m_conflicts;
    QStringList m_settledPairs;
    QHash<FailureScope, QStringList> m_resolved;
    QHash<qint64, InboxState> m_states;
    QHash<qint64, QString> m_reasons;
};

} // namespace

QCoro::Task<Result<QList<IntentRow>>> Journal::record(QList<PlannedChange> changes)
{
    const RowFrame frame = rowFrame(m_context, m_runId);
    const auto write
        = [changes, frame](Database &database) { return WindowWriter(database, frame).write(changes); };
    const auto intents = co_await m_context.store.write(write);
    if (!intents)
        co_return fail(intents.error());
    for (const PlannedChange &change : changes) {
        if (change.inboxId != 0 && change.action != Action::Unlink)
            m_tally.note(change.inboxId, change.purpose, tallyResult(change.action));
    }
    co_return *intents;
}

} // namespace uds
