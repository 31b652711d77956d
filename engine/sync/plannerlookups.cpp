// What else the planner must know of the records of a window: what they belong to, and what became of their
// links.
#include "engine/core/entitywords.h"
#include "engine/store/store.h"
#include "engine/sync/linkcheck.h"
#include "engine/sync/planner.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

} // namespace

// What the records of a window belong to: in the source as it is now, and at the target by its links.
QCoro::Task<Result<Drafter::Parents>> Planner::parents(QList<SourceRecord> window, std::stop_token stop) const
{
    Drafter::Parents parents;
    const QString entity = m_context.library.parentEntity();
    if (entity.isEmpty())
        co_return parents;
    LookUps lookUps;
    for (const SourceRecord &record : window) {
        const QString id = m_context.library.parentId(record.parsed().value_or(Json()));
        if (id.isEmpty() || id == u"0")
            continue;
        parents[id].id = id;
        lookUps.add({entity, u"id"_s, {id}});
    }
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.source.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records)
            parents[record.id].document = record.document;
    }
    const auto query = [entity, ids = parents.keys(), source = m_context.sourceIntegration.id,
                           target = m_context.targetIntegration.id](Database &database) {
        return LinkRepository(database).bySource(source, target, entity, ids);
    };
    const auto links = co_await m_context.store.read(query);
    if (!links)
        co_return fail(links.error());
    for (const LinkRow &link : *links) {
        if (!link.gone && !link.voided)
            parents[link.sourceId].links.insert(link.purpose, link);
    }
    co_return parents;
}

bool Planner::voidsDeleted() const
{
    return m_mapping.settings[u"void_trashed"].boolean();
}

bool Planner::archivesDeleted() const
{
    return !voidsDeleted() && m_twoWay.rules().onDelete == DeletePolicy::ArchiveRemote;
}

QCoro::Task<Result<QList<PlannedChange>>> Planner::planVoids(
    QList<InboxRow> deleted, std::stop_token stop) const
{
    QList<SourceRecord> records;
    for (const InboxRow &row : deleted)
        records.append({row, {}});
    const auto linked = co_await links(records);
    if (!linked)
        co_return fail(linked.error());
    QList<Draft> drafts;
    for (const InboxRow &row : deleted) {
        const Drafter::LinksByPurpose ofRecord = linked->value(row.sourceId);
        drafts.append(
            archivesDeleted() ? m_drafter->archiving(row, ofRecord) : m_drafter->voiding(row, ofRecord));
    }
    holdToPlan(&drafts);
    if (const auto done = co_await waitForOpen(&drafts); !done)
        co_return fail(done.error());
    if (const auto done = co_await m_target.checkEdits(&drafts, stop); !done)
        co_return fail(done.error());
    QList<PlannedChange> changes;
    for (const Draft &draft : std::as_const(drafts))
        changes.append(draft.change);
    co_return changes;
}

// A person asked for these records: what was deleted at the target is made again, and the link that led to it
// is given up.
QCoro::Task<Result<QList<PlannedChange>>> Planner::dropDeleted(
    QList<SourceRecord> window, Links *links, std::stop_token stop) const
{
    QList<PlannedChange> changes;
    if (!m_request.recreateDeleted)
        co_return changes;
    QList<LinkRow> followed;
    for (const auto &ofRecord : std::as_const(*links)) {
        for (const LinkRow &link : ofRecord) {
            if (!link.voided)
                followed.append(link);
        }
    }
    const LinkCheck check(m_context.target, LinkCheck::Expected::Present);
    const auto lost = co_await check.lost(followed, stop);
    if (!lost)
        co_return fail(lost.error());
    for (const LinkRow &link : *lost) {
        const auto record = std::ranges::find(
            window, link.sourceId, [](const SourceRecord &one) { return one.row.sourceId; });
        Drafter::LinksByPurpose &ofRecord = (*links)[link.sourceId];
        const QString purpose = ofRecord.key(link);
        ofRecord.remove(purpose);
        PlannedChange change;
        change.action = Action::Unlink;
        change.sourceEntity = link.sourceEntity;
        change.sourceId = link.sourceId;
        change.number = link.sourceNumber;
        change.purpose = link.purpose;
        change.businessKey = m_drafter->keyOf(record->row, purpose);
        change.entity = link.targetEntity;
        change.remoteId = link.targetId;
        change.remoteVersion = link.targetVersion;
        change.targetNumber = link.targetNumber;
        change.reason = tr("%1 %2 (id %3) was deleted at the target; the link is given up.")
                            .arg(entityWords(link.targetEntity), link.targetNumber, link.targetId);
        changes.append(change);
    }
    co_return changes;
}

// A record that documents refer to may have been made for one of them, or by hand: it is looked up by its
// keys like any reference, and then it is this record that is brought up to date.
QCoro::Task<Result<void>> Planner::recogniseNames(QList<Draft> *drafts, std::stop_token stop)
{
    QList<Reference> selves;
    for (const Draft &draft : *drafts) {
        if (draft.change.action == Action::Create && draft.self)
            selves.append(*draft.self);
    }
    if (selves.isEmpty())
        co_return Result<void>();
    const auto resolved = co_await m_references.resolve(selves, stop);
    if (!resolved)
        co_return fail(resolved.error());
    for (Draft &draft : *drafts) {
        if (draft.change.action == Action::Create && draft.self)
            takeName(&draft, *resolved);
    }
    co_return Result<void>();
}

void Planner::takeName(Draft *draft, const ResolvedReferences &resolved) const
{
    PlannedChange &change = draft->change;
    const ResolvedReference answer = resolved.byKey.value(referenceKey(*draft->self));
    change.notes += answer.notes;
    if (answer.error) {
        draft->block(*answer.error);
    } else if (!answer.remoteId.isEmpty()) {
        change.action = Action::Update;
        change.remoteId = answer.remoteId;
    } else if (answer.businessKey != change.businessKey) {
        change.action = Action::Waiting;
        change.reason = tr("The same record is being made for another one; it is looked up after that.");
    } else {
        const auto made
            = std::ranges::find(resolved.changes, change.businessKey, &PlannedChange::businessKey);
        change.payload = made->payload;
        change.targetNumber = made->targetNumber;
    }
}

} // namespace uds
