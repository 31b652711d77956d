#include "engine/sync/sendqueue.h"

#include "engine/core/entitywords.h"
#include "engine/core/jsonpath.h"
#include "engine/sync/errorjson.h"
#include "engine/sync/intentmachine.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

Operation operationOf(const IntentRow &intent)
{
    return operationFromName(intent.operation).value_or(Operation::Create);
}

} // namespace

void SendQueue::add(const QList<IntentRow> &intents)
{
    forgetUnneeded();
    for (const IntentRow &intent : intents)
        m_open.insert(intent.id, intent);
}

QList<qint64> SendQueue::unknownParents() const
{
    QSet<qint64> unknown;
    for (const IntentRow &intent : m_open) {
        for (const qint64 parent : intent.dependsOn) {
            const auto known = m_parents.constFind(parent);
            const bool isDecided = known != m_parents.cend() && isTerminal(known->state);
            if (!isDecided && !m_open.contains(parent) && !m_underWay.contains(parent))
                unknown.insert(parent);
        }
    }
    return {unknown.cbegin(), unknown.cend()};
}

void SendQueue::learn(const QList<IntentRow> &intents)
{
    for (const IntentRow &intent : intents)
        m_parents.insert(
            intent.id, {intent.state, intent.remoteId, intent.entity, intent.number, intent.error});
}

// A long run must not grow by what it has sent: what is asked for again is read from the journal.
void SendQueue::forgetUnneeded()
{
    QSet<qint64> needed;
    for (const IntentRow &intent : std::as_const(m_open))
        needed.unite({intent.dependsOn.cbegin(), intent.dependsOn.cend()});
    m_parents.removeIf([&needed](const auto &parent) { return !needed.contains(parent.key()); });
}

bool SendQueue::isReady(const IntentRow &intent) const
{
    if (intent.state == IntentState::Ready)
        return true; // complete: it was taken before, and its parents may be forgotten by now
    return std::ranges::all_of(intent.dependsOn, [this](qint64 parent) {
        const auto known = m_parents.constFind(parent);
        return known != m_parents.cend() && isHeld(known->state);
    });
}

bool SendQueue::hasReady() const
{
    return std::ranges::any_of(m_open, [this](const IntentRow &intent) { return isReady(intent); });
}

QList<qint64> SendQueue::nextGroup(Partly partly) const
{
    QHash<QString, QList<qint64>> groups; // by what may share a call
    std::optional<QString> first; // the kind that was ready first
    for (const IntentRow &intent : m_open) {
        if (!isReady(intent))
            continue;
        const int limit = m_wire.batchSize(intent.entity, operationOf(intent));
        if (limit <= 1)
            return {intent.id};
        const QString kind = m_wire.batchKind(intent.entity, operationOf(intent));
        QList<qint64> &group = groups[kind];
        group.append(intent.id);
        if (group.size() >= limit)
            return group;
        if (!first)
            first = kind;
    }
    return first && partly == Partly::Yes ? groups.value(*first) : QList<qint64>();
}

// With the ids of the records it waited for.
IntentRow SendQueue::completed(IntentRow intent) const
{
    for (const Json &reference : intent.openReferences.array()) {
        const Parent parent = m_parents.value(reference[u"intent"].integer().value_or(0));
        JsonPath::literal(reference[u"path"].string()).assign(intent.payload, parent.remoteId);
    }
    intent.openReferences = {};
    intent.state = nextState(intent.state, IntentEvent::Unblocked).value_or(intent.state);
    return intent;
}

QList<IntentRow> SendQueue::take(Partly partly)
{
    QList<IntentRow> group;
    for (const qint64 id : nextGroup(partly)) {
        group.append(completed(m_open.take(id)));
        m_underWay.insert(id);
    }
    return group;
}

void SendQueue::settle(const QList<IntentRow> &intents)
{
    for (const IntentRow &intent : intents) {
        m_underWay.remove(intent.id);
        if (intent.state == IntentState::Ready)
            m_open.insert(intent.id, intent);
        else
            learn({intent});
    }
}

Error SendQueue::parentFailed(const Parent &parent) const
{
    const Error cause = errorFromJson(parent.error);
    Error error = cause;
    error.message = QCoreApplication::translate("uds", "%1 \"%2\" could not be sent: %3")
                        .arg(entityWords(parent.entity), parent.number, cause.message);
    return error;
}

SendQueue::Orphans SendQueue::takeOrphans()
{
    Orphans orphans;
    m_open.removeIf([&](const auto &open) {
        const auto failed = std::ranges::find_if(open.value().dependsOn, [this](qint64 id) {
            const auto known = m_parents.constFind(id);
            return known != m_parents.cend() && isTerminal(known->state) && !isHeld(known->state);
        });
        if (failed == open.value().dependsOn.cend())
            return false;
        orphans.intents.append(open.value());
        m_underWay.insert(open.key());
        orphans.reasons.append(parentFailed(m_parents.value(*failed)));
        return true;
    });
    return orphans;
}

void SendQueue::clear()
{
    m_open.clear();
}

} // namespace uds
