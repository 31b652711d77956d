// What a stream that minds both sides remembers: the counterpart's links, what both sides last agreed on, and
// what is decided or under way.
#include "engine/store/journalrepository.h"
#include "engine/store/store.h"
#include "engine/sync/tokens.h"
#include "engine/sync/twoway.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

const QString kDocument = u"document"_s;

LinkRow turned(const LinkRow &row)
{
    LinkRow link;
    link.sourceIntegration = row.targetIntegration;
    link.targetIntegration = row.sourceIntegration;
    link.sourceEntity = row.targetEntity;
    link.sourceId = row.targetId;
    link.purpose = kDocument;
    link.sourceNumber = row.targetNumber;
    link.targetEntity = row.sourceEntity;
    link.targetId = row.sourceId;
    link.targetNumber = row.sourceNumber;
    link.updatedUtc = row.updatedUtc;
    return link;
}

} // namespace

QCoro::Task<Result<void>> TwoWay::addTurnedLinks(QStringList sourceIds, Links *links) const
{
    if (!isOn())
        co_return Result<void>();
    const auto query
        = [sourceIds, source = m_context.targetIntegration.id, target = m_context.sourceIntegration.id,
              entity = m_context.library.sourceEntity()](Database &database) {
              return LinkRepository(database).byTargets(source, target, entity, sourceIds);
          };
    const auto rows = co_await m_context.store.read(query);
    if (!rows)
        co_return fail(rows.error());
    const QStringList entities = m_context.library.targetEntities(kDocument);
    for (const LinkRow &row : *rows) {
        Drafter::LinksByPurpose &ofRecord = (*links)[row.targetId];
        if (!ofRecord.contains(kDocument) && entities.contains(row.sourceEntity))
            ofRecord.insert(kDocument, turned(row));
    }
    co_return Result<void>();
}

QString TwoWay::turnedKey(const Draft &draft) const
{
    return businessKey({m_context.targetIntegration.accountKey, m_context.sourceIntegration.accountKey,
        draft.change.entity, draft.change.remoteId, kDocument});
}

QCoro::Task<Result<void>> TwoWay::recall(
    QList<Draft> *drafts, QList<SourceRecord> window, Links links, const Drafter *drafter) const
{
    if (!isOn())
        co_return Result<void>();
    QHash<QString, const SourceRecord *> records;
    for (const SourceRecord &record : window)
        records.insert(record.row.sourceId, &record);
    for (Draft &draft : *drafts) {
        const SourceRecord *record = records.value(draft.change.sourceId);
        if (draft.content.isNull() || !record)
            continue;
        draft.sourceDocument = record->parsed().value_or(Json());
        draft.sourceModifiedUtc = record->row.modifiedUtc;
    }
    const auto query = [this, known = *drafts](Database &database) { return remembered(database, known); };
    const auto memory = co_await m_context.store.read(query);
    if (!memory)
        co_return fail(memory.error());
    for (Draft &draft : *drafts) {
        if (isLinked(draft))
            apply(*memory, &draft);
        if (!draft.agreement
            || (draft.change.action != Action::Update && draft.change.action != Action::Unchanged))
            continue;
        draft.baseContent = drafter->contentOf(
            draft.mapping, draft.agreement->sourceDocument, links.value(draft.change.sourceId));
        const bool isDecided = draft.conflict && draft.conflict->state == ConflictState::Decided;
        draft.change.action
            = draft.baseContent == draft.content && !isDecided ? Action::Unchanged : Action::Update;
    }
    co_return Result<void>();
}

bool TwoWay::isLinked(const Draft &draft)
{
    return !draft.content.isNull() && !draft.change.remoteId.isEmpty();
}

QString TwoWay::pairKeyOf(const Draft &draft) const
{
    ConflictRow row;
    row.sourceIntegration = m_context.sourceIntegration.id;
    row.sourceEntity = draft.change.sourceEntity;
    row.sourceId = draft.change.sourceId;
    row.targetIntegration = m_context.targetIntegration.id;
    row.targetEntity = draft.change.entity;
    row.targetId = draft.change.remoteId;
    return conflictPairKey(row);
}

// In the store's thread.
Result<TwoWay::Memory> TwoWay::remembered(Database &database, const QList<Draft> &drafts) const
{
    QStringList ids;
    QStringList turnedKeys;
    QStringList pairKeys;
    for (const Draft &draft : drafts) {
        if (!isLinked(draft))
            continue;
        ids.append(draft.change.sourceId);
        turnedKeys.append(turnedKey(draft));
        pairKeys.append(pairKeyOf(draft));
    }
    const AgreementRepository::Pair pair{
        m_context.sourceIntegration.id, m_context.targetIntegration.id, m_context.library.sourceEntity()};
    const auto agreements = AgreementRepository(database).bySource(pair, ids);
    if (!agreements)
        return fail(agreements.error());
    const auto conflicts = ConflictRepository(database).live(pairKeys);
    if (!conflicts)
        return fail(conflicts.error());
    const auto changing = JournalRepository(database).undecidedKeys(pair.sourceIntegration, turnedKeys);
    if (!changing)
        return fail(changing.error());
    Memory memory;
    for (const AgreementRow &row : *agreements)
        memory.agreements.insert(row.sourceId, row);
    for (const ConflictRow &row : *conflicts)
        memory.conflicts.insert(conflictPairKey(row), row);
    memory.changing = *changing;
    return memory;
}

void TwoWay::apply(const Memory &memory, Draft *draft) const
{
    const auto agreement = memory.agreements.constFind(draft->change.sourceId);
    if (agreement != memory.agreements.cend() && agreement->targetId == draft->change.remoteId)
        draft->agreement = *agreement;
    const auto conflict = memory.conflicts.constFind(pairKeyOf(*draft));
    if (conflict != memory.conflicts.cend())
        draft->conflict = *conflict;
    if (!memory.changing.contains(turnedKey(*draft)) || draft->change.action == Action::Blocked)
        return;
    draft->change.action = Action::Waiting;
    draft->change.reason
        = QCoreApplication::translate("uds", "A change of the other direction is still being checked.");
}

} // namespace uds
