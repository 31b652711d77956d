#include "engine/sync/drafter.h"

#include "engine/core/entitywords.h"
#include "engine/core/hash.h"
#include "engine/core/textkey.h"
#include "engine/sync/conflict.h"
#include "engine/sync/syncrules.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;

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

Json linksAsJson(const Drafter::LinksByPurpose &links)
{
    Json json = Json::object({});
    for (auto link = links.cbegin(); link != links.cend(); ++link) {
        if (!link.value().voided)
            json.set(link.key(), linkAsJson(link.value()));
    }
    return json;
}

// What the mapping decided, before ids of the target come in: equal content gives an equal hash for ever.
// Fields that the target owns do not count: a change of them changes nothing there.
QByteArray contentHash(const MappedRecord &mapped, const QHash<QString, FieldOwner> &owners)
{
    Json payload = mapped.payload;
    for (auto owner = owners.cbegin(); owner != owners.cend(); ++owner) {
        if (owner.value() == FieldOwner::Target)
            takeField(&payload, {}, owner.key());
    }
    QList<QByteArray> parts{mapped.entity.toUtf8(), payload.bytes()};
    for (const Reference &reference : mapped.references)
        parts.append((reference.path + u'=' + reference.identity).toUtf8());
    return sha256Hex(parts);
}

} // namespace

Drafter::Drafter(const StreamContext &context, MappingContext mapping)
    : m_context(context)
    , m_mapping(std::move(mapping))
    , m_mindsBothSides(m_mapping.settings[u"direction"].string() == directionName(Direction::Bidirectional))
{
}

Json Drafter::contentOf(const QString &mapping, const Json &document, const LinksByPurpose &links) const
{
    MappingContext context = m_mapping;
    context.links = linksAsJson(links);
    const auto mapped = m_context.library.map(mapping, document, context);
    return mapped ? mapped->payload : Json();
}

QString Drafter::keyOf(const InboxRow &row, const QString &purpose) const
{
    return businessKey({m_context.sourceIntegration.accountKey, m_context.targetIntegration.accountKey,
        row.entity, row.sourceId, purpose});
}

Draft Drafter::nothing(const InboxRow &row) const
{
    Draft draft;
    draft.change.inboxId = row.id;
    draft.change.sourceEntity = row.entity;
    draft.change.sourceId = row.sourceId;
    draft.change.number = row.number;
    draft.change.purpose = u"document"_s;
    draft.change.businessKey = keyOf(row, draft.change.purpose);
    return draft;
}

QList<Draft> Drafter::drafts(
    const SourceRecord &record, const LinksByPurpose &links, const Parents &parents) const
{
    const auto document = record.parsed();
    if (document)
        return routed(record.row, *document, links, parents);
    Draft blocked = nothing(record.row);
    blocked.block(document.error());
    return {blocked};
}

QList<Draft> Drafter::routed(
    const InboxRow &row, const Json &document, const LinksByPurpose &links, const Parents &parents) const
{
    MappingContext mapping = m_mapping;
    mapping.links = linksAsJson(links);
    const Parent parent = parents.value(m_context.library.parentId(document));
    if (!parent.id.isEmpty())
        mapping.parent
            = Json::object({{u"record"_s, parent.document}, {u"links"_s, linksAsJson(parent.links)}});
    const RoutedRecord routed = m_context.library.route(document, mapping);
    if (routed.routes.isEmpty()) {
        Draft none = nothing(row);
        // What was voided at the target is where the source wants it.
        if (links.value(none.change.purpose).voided)
            none.change.action = Action::Unchanged;
        else
            none.change.reason = routed.excludedBecause;
        return {none};
    }
    QList<Draft> result;
    for (const Route &route : routed.routes) {
        Draft one = draft(row, document, route, links, mapping);
        comeAfter(&one, route.after, links, parent);
        result.append(std::move(one));
    }
    return result;
}

Draft Drafter::voiding(const InboxRow &row, const LinksByPurpose &links) const
{
    return draft(row, {}, Route{u"document"_s, Route::Action::Void, {}, {}}, links, m_mapping);
}

Draft Drafter::archiving(const InboxRow &row, const LinksByPurpose &links) const
{
    Draft result = nothing(row);
    PlannedChange &change = result.change;
    const auto link = links.constFind(change.purpose);
    const Json payload
        = link == links.cend() ? Json() : m_context.target.wire().usePayload(link->targetEntity, false);
    change.action = Action::Unchanged;
    if (payload.isNull() || link->sentHash == archivedContent())
        return result;
    change.action = Action::Update;
    change.entity = link->targetEntity;
    change.remoteId = link->targetId;
    change.remoteVersion = link->targetVersion;
    change.targetNumber = link->targetNumber;
    change.payload = payload;
    change.payloadHash = archivedContent();
    change.notes.append(tr("Deleted at the source; taken out of use here."));
    result.linkedTotal = link->total;
    return result;
}

void Drafter::comeAfter(
    Draft *draft, const QStringList &purposes, const LinksByPurpose &links, const Parent &parent) const
{
    static const QString ofParent = u"parent."_s;
    for (const QString &name : purposes) {
        const bool isParents = name.startsWith(ofParent);
        const QString purpose = isParents ? name.mid(ofParent.size()) : name;
        const LinksByPurpose &known = isParents ? parent.links : links;
        const QString entity = isParents ? m_context.library.parentEntity() : draft->change.sourceEntity;
        draft->parents.append(
            businessKey({m_context.sourceIntegration.accountKey, m_context.targetIntegration.accountKey,
                entity, isParents ? parent.id : draft->change.sourceId, purpose}));
        draft->parentsLinked = draft->parentsLinked && known.contains(purpose);
        if (known.contains(purpose))
            draft->parentLinks.append(known.value(purpose));
    }
}

Draft Drafter::draft(const InboxRow &row, const Json &document, const Route &route,
    const LinksByPurpose &links, const MappingContext &mapping) const
{
    Draft result = nothing(row);
    PlannedChange &change = result.change;
    change.purpose = route.purpose;
    change.businessKey = keyOf(row, route.purpose);
    if (route.action == Route::Action::Void) {
        change.action = Action::Void;
        change.payloadHash = "void";
        decideAction(&result, links);
        return result;
    }
    const auto mapped = m_context.library.map(route.mapping, document, mapping);
    if (!mapped) {
        if (const auto stake = m_context.library.stake(document)) {
            change.total = stake->total;
            change.currency = stake->currency;
        }
        result.block(mapped.error());
        return result;
    }
    result.mapping = route.mapping;
    fill(&result, *mapped);
    decideAction(&result, links);
    if (m_mindsBothSides)
        result.content = mapped->payload;
    return result;
}

void Drafter::fill(Draft *draft, const MappedRecord &mapped) const
{
    PlannedChange &change = draft->change;
    change.action = Action::Create;
    change.entity = mapped.entity;
    change.payloadHash = contentHash(mapped, m_context.library.fieldOwners(draft->mapping));
    change.payload
        = m_context.target.wire().marked(mapped.entity, mapped.payload, effectMarker(change.businessKey));
    change.targetNumber = mapped.number;
    change.total = mapped.total;
    change.currency = mapped.currency;
    change.notes = mapped.notes;
    draft->references = mapped.references;
    draft->self = mapped.self;
    if (!mapped.references.isEmpty())
        change.label = mapped.references.constFirst().label;
}

void Drafter::decideAction(Draft *draft, const LinksByPurpose &links) const
{
    PlannedChange &change = draft->change;
    const auto link = links.constFind(change.purpose);
    if (link == links.cend()) {
        if (change.action == Action::Void)
            change.action = Action::Unchanged; // nothing was ever sent
        return;
    }
    // What is found by its key is looked up anew when it has another key now.
    if (draft->mustExist() && foldedKey(link->targetNumber) != foldedKey(change.targetNumber))
        return;
    change.remoteId = link->targetId;
    change.remoteVersion = link->targetVersion;
    change.targetNumber = link->targetNumber;
    draft->linkedTotal = link->total;
    if (link->voided && change.action == Action::Create) {
        draft->block({ErrorKind::Conflict, u"document.wasVoided"_s,
            tr("%1 %2 was voided, and the source wants it again.")
                .arg(entityWords(link->targetEntity), link->targetNumber),
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
    // It goes by another name there, because its own was taken.
    if (draft->self && draft->self->alternativeNames.contains(link->targetNumber))
        change.payload.set(draft->self->keys.constLast().key, link->targetNumber);
    change.action = link->sentHash == change.payloadHash ? Action::Unchanged : Action::Update;
    if (link->sentHash == archivedContent()) { // it is there again
        const Json inUse = m_context.target.wire().usePayload(link->targetEntity, true);
        for (const JsonMember &member : inUse.object())
            change.payload.set(member.name, member.value);
    }
    change.differsAtTarget = change.action == Action::Unchanged && link->total != change.total;
}

} // namespace uds
