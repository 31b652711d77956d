#include "engine/sync/planner.h"

#include "engine/core/background.h"
#include "engine/core/hash.h"
#include "engine/core/jsonpath.h"
#include "engine/store/failurerepository.h"
#include "engine/store/journalrepository.h"
#include "engine/store/store.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

constexpr qsizetype kDraftsPerJob = 100; // some ten milliseconds

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

} // namespace

Planner::Planner(StreamContext &context, SyncRequest request, ReferenceResolver::Memory memory)
    : m_context(context)
    , m_request(std::move(request))
    , m_twoWay(context)
    , m_target(context, m_request, m_doubtful, m_twoWay, m_mapping)
    , m_references(context, memory)
{
}

QCoro::Task<Result<void>> Planner::prepare(std::stop_token stop)
{
    const auto source = co_await m_context.source.facts(stop);
    if (!source)
        co_return fail(source.error());
    const auto target = co_await m_context.target.facts(stop);
    if (!target)
        co_return fail(target.error());
    m_mapping.settings = m_context.library.defaultSettings();
    for (const JsonMember &setting : m_context.stream.settings.object())
        m_mapping.settings.set(setting.name, setting.value);
    m_mapping.sourceFacts = *source;
    m_mapping.targetFacts = *target;
    m_drafter.emplace(m_context, m_mapping);
    co_return co_await m_twoWay.prepare(m_mapping.settings);
}

QByteArray Planner::fingerprint() const
{
    return sha256Hex({m_context.stream.preset.toUtf8(), m_context.library.fingerprint(),
        m_mapping.settings.canonicalBytes(), m_mapping.sourceFacts.canonicalBytes(),
        m_mapping.targetFacts.canonicalBytes()});
}

QCoro::Task<Result<Planner::Links>> Planner::links(QList<SourceRecord> window) const
{
    QStringList ids;
    for (const SourceRecord &record : window)
        ids.append(record.row.sourceId);
    const auto query = [ids, source = m_context.sourceIntegration.id, target = m_context.targetIntegration.id,
                           entity = m_context.library.sourceEntity()](Database &database) {
        return LinkRepository(database).bySource(source, target, entity, ids);
    };
    const auto rows = co_await m_context.store.read(query);
    if (!rows)
        co_return fail(rows.error());
    Links links;
    const QStringList entities = m_context.library.targetEntities(u"document"_s);
    for (const LinkRow &row : *rows) {
        if (row.gone)
            continue;
        // Made at the target for the sake of a document that refers to it: the same record.
        const bool isReference = row.purpose == u"reference" && entities.contains(row.targetEntity);
        Drafter::LinksByPurpose &ofRecord = links[row.sourceId];
        if (!isReference)
            ofRecord.insert(row.purpose, row);
        else if (!ofRecord.contains(u"document"_s))
            ofRecord.insert(u"document"_s, row);
    }
    if (const auto done = co_await m_twoWay.addTurnedLinks(ids, &links); !done)
        co_return fail(done.error());
    co_return links;
}

// Mapping is most of the work of a run, and pure: it is done beside the thread that reads and sends.
QCoro::Task<QList<Draft>> Planner::drafted(
    QList<SourceRecord> window, Links links, Drafter::Parents parents) const
{
    const qsizetype count = (window.size() + kDraftsPerJob - 1) / kDraftsPerJob;
    std::vector<QList<Draft>> parts(static_cast<std::size_t>(count));
    std::vector<Background::Job> jobs;
    for (qsizetype first = 0; first < window.size(); first += kDraftsPerJob) {
        QList<Draft> &drafts = parts[std::size_t(first / kDraftsPerJob)];
        jobs.emplace_back([this, first, &drafts, &window, &links, &parents] {
            const qsizetype end = std::min(window.size(), first + kDraftsPerJob);
            for (qsizetype i = first; i < end; ++i)
                drafts += m_drafter->drafts(window.at(i), links.value(window.at(i).row.sourceId), parents);
        });
    }
    co_await m_context.background.finish(jobs);
    QList<Draft> all;
    for (const QList<Draft> &drafts : parts)
        all += drafts;
    co_return all;
}

// A person's exclusion holds until that person asks for the record by name.
QCoro::Task<Result<void>> Planner::leaveOut(QList<Draft> *drafts) const
{
    if (m_request.mode == SyncRequest::Mode::SelectedIds)
        co_return Result<void>();
    QStringList ids;
    for (const Draft &draft : *drafts)
        ids.append(draft.change.sourceId);
    const auto query
        = [ids, streamId = m_context.stream.id, entity = m_context.library.sourceEntity()](
              Database &database) { return FailureRepository(database).excluded(streamId, entity, ids); };
    const auto excluded = co_await m_context.store.read(query);
    if (!excluded)
        co_return fail(excluded.error());
    QSet<QString> told; // one change says it for all of a record's
    drafts->removeIf([&](const Draft &draft) {
        const bool again = told.contains(draft.change.sourceId);
        if (excluded->contains(draft.change.sourceId))
            told.insert(draft.change.sourceId);
        return again;
    });
    for (Draft &draft : *drafts) {
        if (!told.contains(draft.change.sourceId))
            continue;
        draft.change.action = Action::Skipped;
        draft.change.reason = tr("Excluded by a person.");
        draft.change.isExcluded = true;
    }
    co_return Result<void>();
}

QCoro::Task<Result<QList<PlannedChange>>> Planner::plan(QList<SourceRecord> window, std::stop_token stop)
{
    auto linked = co_await links(window);
    if (!linked)
        co_return fail(linked.error());
    const auto unlinked = co_await dropDeleted(window, &*linked, stop);
    if (!unlinked)
        co_return fail(unlinked.error());
    const auto belonging = co_await parents(window, stop);
    if (!belonging)
        co_return fail(belonging.error());
    QList<Draft> all = co_await drafted(window, *linked, *belonging);
    if (const auto done = co_await leaveOut(&all); !done)
        co_return fail(done.error());
    holdToPlan(&all);
    if (const auto done = co_await waitForOpen(&all); !done)
        co_return fail(done.error());
    if (const auto done = co_await m_twoWay.recall(&all, window, *linked, &*m_drafter); !done)
        co_return fail(done.error());
    if (const auto done = co_await recogniseNames(&all, stop); !done)
        co_return fail(done.error());
    if (const auto done = co_await m_target.recogniseNumbers(&all, stop); !done)
        co_return fail(done.error());
    if (const auto done = co_await m_target.checkEdits(&all, stop); !done)
        co_return fail(done.error());

    waitForParents(&all);

    QList<Reference> references;
    for (const Draft &draft : std::as_const(all)) {
        if (!draft.sends())
            continue;
        references += draft.references;
        if (m_doubtful.contains(draft.change.inboxId))
            m_references.doubt(draft.references);
    }
    const auto resolved = co_await m_references.resolve(references, stop);
    if (!resolved)
        co_return fail(resolved.error());
    for (Draft &draft : all) {
        if (draft.sends())
            fillReferences(&draft, *resolved);
    }
    if (const auto done = co_await m_target.recogniseChildren(&all, stop); !done)
        co_return fail(done.error());
    orderChildren(&all);
    m_twoWay.propose(&all);

    QList<PlannedChange> changes = *unlinked + resolved->changes;
    changes.reserve(changes.size() + all.size());
    for (const Draft &draft : all)
        changes.append(draft.change);
    co_return changes;
}

void Planner::holdToPlan(QList<Draft> *drafts) const
{
    if (m_request.expectedPayloads.isEmpty())
        return;
    for (Draft &draft : *drafts) {
        PlannedChange &change = draft.change;
        const bool isLeftOut = m_request.leftOut.contains(plannedKey(change));
        if (!draft.sends() || m_request.expectedPayloads.value(plannedKey(change)) == change.payloadHash)
            continue;
        change.action = Action::Waiting;
        change.reason = isLeftOut ? tr("Left out of the plan.") : tr("Changed since the plan was made.");
    }
}

// What is still open in the journal is finished with its frozen bytes first; the newer version comes after
// it.
QCoro::Task<Result<void>> Planner::waitForOpen(QList<Draft> *drafts) const
{
    QStringList keys;
    for (const Draft &draft : *drafts)
        keys.append(draft.change.businessKey);
    const auto query = [keys, target = m_context.targetIntegration.id](Database &database) {
        return JournalRepository(database).undecidedKeys(target, keys);
    };
    const auto undecided = co_await m_context.store.read(query);
    if (!undecided)
        co_return fail(undecided.error());
    for (Draft &draft : *drafts) {
        if (!undecided->contains(draft.change.businessKey))
            continue;
        draft.change.action = Action::Waiting;
        draft.change.reason = tr("An earlier attempt is still being checked at the target.");
    }
    co_return Result<void>();
}

// Without the document it belongs to, at the target or in the same plan, a payment waits.
void Planner::waitForParents(QList<Draft> *drafts) const
{
    QSet<QString> sent;
    for (const Draft &draft : std::as_const(*drafts)) {
        if (draft.sends())
            sent.insert(draft.change.businessKey);
    }
    for (Draft &draft : *drafts) {
        const bool hasAll = draft.parentsLinked
            || std::ranges::all_of(
                draft.parents, [&sent](const QString &parent) { return sent.contains(parent); });
        if (!draft.sends() || hasAll)
            continue;
        draft.change.action = Action::Waiting;
        draft.change.reason = tr("The document it belongs to is not at the target yet.");
    }
}

// A payment goes after the change of its invoice in the same plan.
void Planner::orderChildren(QList<Draft> *drafts) const
{
    waitForParents(drafts);
    QSet<QString> sent;
    for (const Draft &draft : std::as_const(*drafts)) {
        if (draft.sends())
            sent.insert(draft.change.businessKey);
    }
    for (Draft &draft : *drafts) {
        for (const QString &parent : std::as_const(draft.parents)) {
            if (draft.sends() && sent.contains(parent))
                draft.change.after.append(parent);
        }
    }
}

void Planner::fillReferences(Draft *draft, const ResolvedReferences &resolved) const
{
    PlannedChange &change = draft->change;
    for (const Reference &reference : draft->references) {
        const ResolvedReference answer = resolved.byKey.value(referenceKey(reference));
        if (answer.error) {
            draft->block(*answer.error);
            return;
        }
        change.notes += answer.notes;
        if (answer.remoteId.isEmpty())
            change.openReferences.insert(reference.path, answer.businessKey);
        else
            JsonPath::literal(reference.path).assign(change.payload, answer.remoteId);
    }
}

} // namespace uds
