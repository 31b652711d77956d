#pragma once

#include "engine/connectors/connectorwire.h"
#include "engine/store/journalrepository.h"

#include <QHash>
#include <QMap>
#include <QSet>

namespace uds {

/// Intents on their way out: which wait for which, and which may share the next call. Pure: no time, no
/// network, no store.
class SendQueue {
public:
    /// \a wire must outlive the queue.
    explicit SendQueue(const ConnectorWire &wire)
        : m_wire(wire)
    {
    }

    /// Journaled intents that are planned or ready.
    void add(const QList<IntentRow> &intents);
    /// Intents that some of these wait for, and of which the queue does not know that they are decided.
    [[nodiscard]] QList<qint64> unknownParents() const;
    /// What is known of intents that others wait for.
    void learn(const QList<IntentRow> &intents);

    /// The next intents to share a call; empty when none is ready. They are under way until they are settled.
    /// A full call goes first; one that could hold more goes when \a partly allows it.
    enum class Partly { No, Yes };
    [[nodiscard]] QList<IntentRow> take(Partly partly);
    /// What became of intents that were taken: those still ready come back.
    void settle(const QList<IntentRow> &intents);

    struct Orphans {
        QList<IntentRow> intents;
        QList<Error> reasons;
    };
    /// Takes out those that wait for an intent that will never be done. They are under way until they are
    /// settled: the journal must not be asked for them while it is being written.
    [[nodiscard]] Orphans takeOrphans();
    /// There is something that take() would give, partly at least.
    [[nodiscard]] bool hasReady() const;
    /// Forgets all that are not under way: they stay in the journal.
    void clear();
    [[nodiscard]] qsizetype open() const { return m_open.size(); } ///< not sent yet

private:
    /// Enough of an intent for those that wait for it.
    struct Parent {
        IntentState state = IntentState::Planned;
        QString remoteId;
        QString entity;
        QString number;
        Json error;
    };
    [[nodiscard]] bool isReady(const IntentRow &intent) const;
    [[nodiscard]] IntentRow completed(IntentRow intent) const;
    [[nodiscard]] QList<qint64> nextGroup(Partly partly) const;
    [[nodiscard]] Error parentFailed(const Parent &parent) const;
    void forgetUnneeded();

    const ConnectorWire &m_wire;
    QMap<qint64, IntentRow> m_open; // in id order
    QSet<qint64> m_underWay;
    QHash<qint64, Parent> m_parents; // by intent id
};

} // namespace uds
