#pragma once

#include "engine/sync/conflict.h"
#include "engine/sync/draft.h"
#include "engine/sync/drafter.h"
#include "engine/sync/sourcerecord.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrules.h"

#include <QCoroTask>
#include <QSet>

namespace uds {

/// The other direction of a stream that minds both sides: what the two sides last agreed on, what its
/// counterpart (the stream that goes back) has linked or is about to change, and what a person decided.
/// Does nothing in a stream of one direction.
class TwoWay {
public:
    using Links = QHash<QString, Drafter::LinksByPurpose>; // by source id

    /// \a context must outlive it.
    explicit TwoWay(StreamContext &context)
        : m_context(context)
    {
    }
    /// Reads the stream's rules and finds its counterpart. Before anything else.
    [[nodiscard]] QCoro::Task<Result<void>> prepare(Json settings);
    [[nodiscard]] const SyncRules &rules() const { return m_rules; }
    [[nodiscard]] bool isOn() const { return m_rules.direction == Direction::Bidirectional; }

    /// Links that only the counterpart has, turned round.
    [[nodiscard]] QCoro::Task<Result<void>> addTurnedLinks(QStringList sourceIds, Links *links) const;
    /// What is known of both sides before the target is asked: a record that changed in nothing since both
    /// agreed is unchanged, and one that the counterpart is changing waits.
    [[nodiscard]] QCoro::Task<Result<void>> recall(
        QList<Draft> *drafts, QList<SourceRecord> window, Links links, const Drafter *drafter) const;
    [[nodiscard]] bool concerns(const Draft &draft) const
    {
        return isOn() && !draft.content.isNull() && draft.change.action == PlannedChange::Action::Update;
    }
    /// Brings both sides together, now that \a held is what the target holds.
    void decide(Draft *draft, const Record &held) const;
    /// The pair of a change and what the target holds, with both sides' times; why it is one is left open.
    [[nodiscard]] ConflictRow conflictOf(const Draft &draft, const Record &held) const;
    /// What is agreed on once the creates among them have arrived.
    void propose(QList<Draft> *drafts) const;

private:
    /// What the store knows of the pairs of a window.
    struct Memory {
        QHash<QString, AgreementRow> agreements; // by source id
        QHash<QString, ConflictRow> conflicts; // by pair
        QSet<QString> changing; // business keys of the counterpart
    };
    [[nodiscard]] bool isOwner() const { return m_counterpart == 0 || m_context.stream.id < m_counterpart; }
    [[nodiscard]] static bool isLinked(const Draft &draft);
    [[nodiscard]] QString turnedKey(const Draft &draft) const;
    [[nodiscard]] QString pairKeyOf(const Draft &draft) const;
    [[nodiscard]] Result<Memory> remembered(Database &database, const QList<Draft> &drafts) const;
    void apply(const Memory &memory, Draft *draft) const;
    [[nodiscard]] Json contentOf(const Draft &draft, const Record &held) const;
    [[nodiscard]] MergeInput mergeInput(const Draft &draft, const Record &held) const;
    [[nodiscard]] ConflictRow contestOf(const Draft &draft, const Record &held, const Merge &merge) const;
    void block(Draft *draft, const Record &held, const Merge &merge) const;
    void carryOut(Draft *draft, const Record &held, const Merge &merge, BothSides *sides) const;

    StreamContext &m_context;
    SyncRules m_rules;
    Strategy m_strategy = Strategy::Merge; ///< as this stream sees the pair's
    qint64 m_counterpart = 0; ///< id of the stream that goes back; 0 = there is none
};

} // namespace uds
