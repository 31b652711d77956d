#include "engine/sync/planner.h"

#include "engine/core/clock.h"
#include "engine/core/hash.h"
#include "engine/core/jsonpath.h"
#include "engine/core/textkey.h"
#include "engine/store/failurerepository.h"
#include "engine/store/store.h"
#include "engine/sync/lookups.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

constexpr qsizetype kDraftsBetweenTurns = 16;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

Json linkAsJson(const LinkRow &link)
{
    Json json = Json::object({{u"entity"_s, link.targetEntity}, {u"id"_s, link.targetId},
        {u"number"_s, link.targetNumber}, {u"voided"_s, link.voided}});
    if (link.total)
        json.set(u"total"_s, *link.total);
    return json;
}

Json linksAsJson(const QHash<QString, LinkRow> &links)
{
    Json json = Json::object({});
    for (auto link = links.cbegin(); link != links.cend(); ++link) {
        if (!link.value().voided)
            json.set(link.key(), linkAsJson(link.value()));
    }
    return json;
}

// What the mapping decided, before ids of the target come in: equal content gives an equal hash for ever.
QByteArray contentHash(const MappedRecord &mapped)
{
    QList<QByteArray> parts{mapped.entity.toUtf8(), mapped.payload.bytes()};
    for (const Reference &reference : mapped.references)
        parts.append((reference.path + u'=' + reference.identity).toUtf8());
    return sha256Hex(parts);
}

void block(PlannedChange *change, Error error)
{
    change->action = Action::Blocked;
    change->error = std::move(error);
}

Effect effectOf(const PlannedChange &change, const QString &entity)
{
    Effect effect;
    effect.entity = entity;
    effect.payload = change.payload;
    return effect;
}

bool sends(Action action)
{
    return action == Action::Create || action == Action::Update || action == Action::Void;
}

} // namespace

struct Planner::Draft {
    PlannedChange change;
    QList<Reference> references;
    std::optional<Decimal> linkedTotal; // what the target held when we last sent
    QStringList parents; // business keys of the purposes it comes after
    bool parentsLinked = true; // all of them have documents already
};

Planner::Planner(StreamContext &context, SyncRequest request, ReferenceResolver::Memory memory)
    : m_context(context)
    , m_request(std::move(request))
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
    co_return Result<void>();
}

QByteArray Planner::fingerprint() const
{
    return sha256Hex({m_context.stream.preset.toUtf8(), m_context.library.fingerprint(),
        m_mapping.settings.canonicalBytes(), m_mapping.sourceFacts.canonicalBytes(),
        m_mapping.targetFacts.canonicalBytes()});
}

QCoro::Task<Result<Planner::Links>> Planner::links(QList<InboxRow> window) const
{
    QStringList ids;
    for (const InboxRow &row : window)
        ids.append(row.sourceId);
    const auto query = [ids, source = m_context.sourceIntegration.id, target = m_context.targetIntegration.id,
                           entity = m_context.library.sourceEntity()](Database &database) {
        return LinkRepository(database).bySource(source, target, entity, ids);
    };
    const auto rows = co_await m_context.store.read(query);
    if (!rows)
        co_return fail(rows.error());
    Links links;
    for (const LinkRow &row : *rows)
        links[row.sourceId].insert(row.purpose, row);
    co_return links;
}

QString Planner::keyOf(const InboxRow &row, const QString &purpose) const
{
    return businessKey({m_context.sourceIntegration.accountKey, m_context.targetIntegration.accountKey,
        row.entity, row.sourceId, purpose});
}

// A person's exclusion holds until that person asks for the record by name.
QCoro::Task<Result<QSet<QString>>> Planner::excluded(QList<InboxRow> window) const
{
    if (m_request.mode == SyncRequest::Mode::SelectedIds)
        co_return QSet<QString>();
    QStringList ids;
    for (const InboxRow &row : window)
        ids.append(row.sourceId);
    const auto query
        = [ids, streamId = m_context.stream.id, entity = m_context.library.sourceEntity()](
              Database &database) { return FailureRepository(database).excluded(streamId, entity, ids); };
    co_return co_await m_context.store.read(query);
}

QCoro::Task<Result<QList<PlannedChange>>> Planner::plan(QList<InboxRow> window, std::stop_token stop)
{
    const auto linked = co_await links(window);
    if (!linked)
        co_return fail(linked.error());
    const auto left = co_await excluded(window);
    if (!left)
        co_return fail(left.error());
    QList<Draft> all;
    for (const InboxRow &row : window) {
        // Mapping a window keeps the thread busy for long; what is being sent meanwhile must get its turns.
        if (all.size() % kDraftsBetweenTurns == kDraftsBetweenTurns - 1)
            co_await m_context.clock.sleepFor(std::chrono::milliseconds(0), stop);
        QList<Draft> planned = drafts(row, linked->value(row.sourceId));
        if (left->contains(row.sourceId)) {
            planned.resize(1);
            planned.first().change.action = Action::Skipped;
            planned.first().change.reason = tr("Excluded by a person.");
        }
        all += planned;
    }
    holdToPlan(&all);
    if (const auto done = co_await waitForOpen(&all); !done)
        co_return fail(done.error());
    if (const auto done = co_await recogniseNumbers(&all, stop); !done)
        co_return fail(done.error());
    if (const auto done = co_await checkEdits(&all, stop); !done)
        co_return fail(done.error());

    QList<Reference> references;
    for (const Draft &draft : all) {
        if (sends(draft.change.action))
            references += draft.references;
    }
    const auto resolved = co_await m_references.resolve(references, stop);
    if (!resolved)
        co_return fail(resolved.error());
    for (Draft &draft : all) {
        if (sends(draft.change.action))
            fillReferences(&draft, *resolved);
    }
    if (const auto done = co_await recogniseChildren(&all, stop); !done)
        co_return fail(done.error());
    orderChildren(&all);

    QList<PlannedChange> changes = resolved->changes;
    changes.reserve(changes.size() + all.size());
    for (const Draft &draft : all)
        changes.append(draft.change);
    co_return changes;
}

QList<Planner::Draft> Planner::drafts(const InboxRow &row, const QHash<QString, LinkRow> &links) const
{
    Draft nothing;
    nothing.change.inboxId = row.id;
    nothing.change.sourceEntity = row.entity;
    nothing.change.sourceId = row.sourceId;
    nothing.change.number = row.number;
    nothing.change.purpose = u"document"_s;
    nothing.change.businessKey = keyOf(row, nothing.change.purpose);

    const auto record = Json::parse(row.document);
    if (!record) {
        block(&nothing.change, record.error());
        return {nothing};
    }
    MappingContext mapping = m_mapping;
    mapping.links = linksAsJson(links);
    const RoutedRecord routed = m_context.library.route(*record, mapping);
    if (routed.routes.isEmpty()) {
        // What was voided at the target is where the source wants it.
        if (links.value(nothing.change.purpose).voided)
            nothing.change.action = Action::Unchanged;
        else
            nothing.change.reason = routed.excludedBecause;
        return {nothing};
    }
    QList<Draft> result;
    for (const Route &route : routed.routes)
        result.append(draft(row, *record, route, links, mapping));
    return result;
}

Planner::Draft Planner::draft(const InboxRow &row, const Json &record, const Route &route,
    const QHash<QString, LinkRow> &links, const MappingContext &mapping) const
{
    Draft result;
    PlannedChange &change = result.change;
    change.inboxId = row.id;
    change.sourceEntity = row.entity;
    change.sourceId = row.sourceId;
    change.number = row.number;
    change.purpose = route.purpose;
    change.businessKey = keyOf(row, route.purpose);
    for (const QString &purpose : route.after) {
        result.parents.append(keyOf(row, purpose));
        result.parentsLinked = result.parentsLinked && links.contains(purpose);
    }
    if (route.action == Route::Action::Void) {
        change.action = Action::Void;
        change.payloadHash = "void";
        decideAction(&result, links);
        return result;
    }
    auto mapped = m_context.library.map(route.mapping, record, mapping);
    if (!mapped) {
        if (const auto stake = m_context.library.stake(record)) {
            change.total = stake->total;
            change.currency = stake->currency;
        }
        block(&change, mapped.error());
        return result;
    }
    change.action = Action::Create;
    change.entity = mapped->entity;
    change.payloadHash = contentHash(*mapped);
    change.payload
        = m_context.target.wire().marked(mapped->entity, mapped->payload, effectMarker(change.businessKey));
    change.targetNumber = mapped->number;
    change.total = mapped->total;
    change.currency = mapped->currency;
    change.notes = mapped->notes;
    result.references = mapped->references;
    if (!mapped->references.isEmpty())
        change.label = mapped->references.constFirst().label;
    decideAction(&result, links);
    return result;
}

void Planner::decideAction(Draft *draft, const QHash<QString, LinkRow> &links) const
{
    PlannedChange &change = draft->change;
    const auto link = links.constFind(change.purpose);
    if (link == links.cend()) {
        if (change.action == Action::Void)
            change.action = Action::Unchanged; // nothing was ever sent
        return;
    }
    change.remoteId = link->targetId;
    change.remoteVersion = link->targetVersion;
    change.targetNumber = link->targetNumber;
    draft->linkedTotal = link->total;
    if (link->voided && change.action == Action::Create) {
        block(&change,
            {ErrorKind::Conflict, u"document.wasVoided"_s,
                tr("%1 %2 was voided, and the source wants it again.")
                    .arg(link->targetEntity, link->targetNumber),
                tr("Enter it at the target by hand, or exclude this record."), {}, {}, {}});
        return;
    }
    if (change.action == Action::Void) {
        change.entity = link->targetEntity;
        change.total = link->total;
        if (link->voided)
            change.action = Action::Unchanged;
        return;
    }
    change.action = link->sentHash == change.payloadHash ? Action::Unchanged : Action::Update;
    change.differsAtTarget = change.action == Action::Unchanged && link->total != change.total;
}

void Planner::holdToPlan(QList<Draft> *drafts) const
{
    if (m_request.expectedPayloads.isEmpty())
        return;
    for (Draft &draft : *drafts) {
        PlannedChange &change = draft.change;
        if (!sends(change.action)
            || m_request.expectedPayloads.value(plannedKey(change)) == change.payloadHash)
            continue;
        change.action = Action::Waiting;
        change.reason = tr("Changed since the plan was made.");
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

// A create whose document is already there with our marker is adopted: that is how a lost database or a
// second computer does not make everything twice. It is looked for under its number in every kind of document
// that the record may have become before: an invoice that was paid meanwhile would be a sales receipt today.
QCoro::Task<Result<void>> Planner::recogniseNumbers(QList<Draft> *drafts, std::stop_token stop) const
{
    const ConnectorWire &wire = m_context.target.wire();
    LookUps lookUps;
    for (const Draft &draft : *drafts) {
        if (draft.change.action != Action::Create || !draft.parents.isEmpty())
            continue;
        for (const QString &entity : m_context.library.targetEntities(draft.change.purpose))
            lookUps.add(wire.probe(effectOf(draft.change, entity)));
    }
    QHash<QString, QList<Record>> found; // by folded number
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records)
            found[foldedKey(wire.keyText(lookUp.entity, lookUp.key, record.document))].append(record);
    }
    for (Draft &draft : *drafts) {
        if (draft.change.action == Action::Create && draft.parents.isEmpty())
            recognise(&draft, found.value(foldedKey(draft.change.targetNumber)));
    }
    co_return Result<void>();
}

void Planner::recognise(Draft *draft, const QList<Record> &sameNumber) const
{
    const ConnectorWire &wire = m_context.target.wire();
    PlannedChange &change = draft->change;
    const QString marker = effectMarker(change.businessKey);
    for (const Record &record : sameNumber) {
        if (wire.markerOf(record.entity, record.document) != marker)
            continue;
        const auto total = wire.totalOf(record.entity, record.document);
        change.remoteId = record.id;
        change.remoteVersion = record.version;
        const bool otherKind = record.entity != change.entity;
        change.action = otherKind || total == change.total ? Action::Adopt : Action::Update;
        change.entity = record.entity;
        draft->linkedTotal = total;
        if (otherKind) {
            change.payloadHash.clear(); // planned anew as what it is
            change.total = total;
        }
        return;
    }
    for (const Record &record : sameNumber) {
        if (record.entity != change.entity || change.targetNumber.isEmpty())
            continue;
        block(&change,
            {ErrorKind::Conflict, u"document.numberTaken"_s,
                tr("The target already has %1 number %2 (id %3), which does not come from this record.")
                    .arg(change.entity, change.targetNumber, record.id),
                tr("Set a number prefix for this stream, or link the existing document, then retry."), {}, {},
                {}});
        return;
    }
}

// What has no number of its own, a payment, is looked up by what it refers to, once that is known.
QCoro::Task<Result<void>> Planner::recogniseChildren(QList<Draft> *drafts, std::stop_token stop) const
{
    const ConnectorWire &wire = m_context.target.wire();
    LookUps lookUps;
    for (const Draft &draft : *drafts) {
        if (draft.change.action == Action::Create && !draft.parents.isEmpty() && draft.parentsLinked)
            lookUps.add(wire.probe(effectOf(draft.change, draft.change.entity)));
    }
    QHash<QString, Record> byMarker;
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records)
            byMarker.insert(wire.markerOf(record.entity, record.document), record);
    }
    for (Draft &draft : *drafts) {
        const auto found = byMarker.constFind(effectMarker(draft.change.businessKey));
        if (draft.change.action != Action::Create || draft.parents.isEmpty() || found == byMarker.cend())
            continue;
        draft.change.action = Action::Adopt;
        draft.change.remoteId = found->id;
        draft.change.remoteVersion = found->version;
    }
    co_return Result<void>();
}

// A payment goes after the change of its invoice in the same plan; without an invoice it waits.
void Planner::orderChildren(QList<Draft> *drafts) const
{
    QSet<QString> sent;
    for (const Draft &draft : *drafts) {
        if (sends(draft.change.action))
            sent.insert(draft.change.businessKey);
    }
    for (Draft &draft : *drafts) {
        if (!sends(draft.change.action))
            continue;
        bool hasAll = true;
        for (const QString &parent : draft.parents) {
            if (sent.contains(parent))
                draft.change.after.append(parent);
            else
                hasAll = hasAll && draft.parentsLinked;
        }
        if (hasAll)
            continue;
        draft.change.action = Action::Waiting;
        draft.change.reason = tr("The document it belongs to is not at the target yet.");
    }
}

// An update is based on the version we last saw. One bulk read brings the current versions; a document whose
// total is no longer what we sent was edited there, and that is for a person to decide.
QCoro::Task<Result<void>> Planner::checkEdits(QList<Draft> *drafts, std::stop_token stop) const
{
    LookUps lookUps;
    for (const Draft &draft : *drafts) {
        if (draft.change.action == Action::Update || draft.change.action == Action::Void)
            lookUps.add({draft.change.entity, u"Id"_s, {draft.change.remoteId}});
    }
    QHash<QString, Record> current;
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records)
            current.insert(record.entity + u' ' + record.id, record);
    }
    for (Draft &draft : *drafts) {
        PlannedChange &change = draft.change;
        if (change.action != Action::Update && change.action != Action::Void)
            continue;
        const auto record = current.constFind(change.entity + u' ' + change.remoteId);
        if (record == current.cend()) {
            block(&change,
                {ErrorKind::Conflict, u"document.gone"_s,
                    tr("%1 %2 is no longer at the target.").arg(change.entity, change.targetNumber),
                    tr("It was deleted there. Exclude this record, or remove its link to send it again."), {},
                    {}, {}});
            continue;
        }
        const auto total = m_context.target.wire().totalOf(change.entity, record->document);
        if (total != draft.linkedTotal && !m_request.overwriteTargetEdits) {
            block(&change,
                {ErrorKind::Conflict, u"document.editedAtTarget"_s,
                    tr("%1 %2 was changed at the target since we last sent it: its total is %3, ours was %4.")
                        .arg(change.entity, change.targetNumber, total ? total->text() : u"-"_s,
                            draft.linkedTotal ? draft.linkedTotal->text() : u"-"_s),
                    tr("Retry sends the source's version over it; exclude keeps the target's."), {}, {}, {}});
            continue;
        }
        change.remoteVersion = record->version;
    }
    co_return Result<void>();
}

void Planner::fillReferences(Draft *draft, const ResolvedReferences &resolved) const
{
    PlannedChange &change = draft->change;
    for (const Reference &reference : draft->references) {
        const ResolvedReference answer = resolved.byKey.value(referenceKey(reference));
        if (answer.error) {
            block(&change, *answer.error);
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
