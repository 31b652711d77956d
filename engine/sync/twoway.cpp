#include "engine/sync/twoway.h"

#include "engine/core/entitywords.h"
#include "engine/store/store.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

using Action = PlannedChange::Action;
using Taken = FieldMerge::Taken;

const QString kDocument = u"document"_s;
const QString kFields = u"conflict.fields"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

QString fieldNames(const Merge &merge)
{
    QStringList names;
    for (const FieldMerge &field : merge.fields()) {
        if (field.isContested)
            names.append(field.path);
    }
    return names.join(u", "_s);
}

QString winnerOf(const Merge &merge)
{
    bool source = false;
    bool target = false;
    for (const FieldMerge &field : merge.fields()) {
        source = source || (field.isContested && field.taken == Taken::Source);
        target = target || (field.isContested && field.taken == Taken::Target);
    }
    if (source && target)
        return tr("each field from one of them");
    return source ? tr("the source's") : tr("the target's");
}

// Who won, and by which rule; none = a person decided.
QString noteOf(const Merge &merge, std::optional<Strategy> strategy)
{
    if (!strategy)
        return tr("Both sides changed %1; as a person decided, the values taken are %2.")
            .arg(fieldNames(merge), winnerOf(merge));
    return tr("Both sides changed %1; by the rule “%2”, the values taken are %3.")
        .arg(fieldNames(merge), strategyName(*strategy), winnerOf(merge));
}

QHash<QString, Taken> choicesOf(const ConflictRow &conflict)
{
    const auto side = [](const QString &word) { return word == u"target" ? Taken::Target : Taken::Source; };
    QHash<QString, Taken> choices;
    for (const Json &field : conflict.fields.array()) {
        const QString path = field[u"path"].string();
        const QString word = conflict.choice == u"fields" ? conflict.choices[path].string() : conflict.choice;
        if (!word.isEmpty())
            choices.insert(path, side(word));
    }
    return choices;
}

} // namespace

QCoro::Task<Result<void>> TwoWay::prepare(Json settings)
{
    const auto rules = SyncRules::of(settings);
    if (!rules)
        co_return fail(rules.error());
    m_rules = *rules;
    m_strategy = m_rules.strategy;
    if (!isOn())
        co_return Result<void>();
    const auto query = [](Database &database) { return StreamRepository(database).list(); };
    const auto streams = co_await m_context.store.read(query);
    if (!streams)
        co_return fail(streams.error());
    const QStringList entities = m_context.library.targetEntities(kDocument);
    for (const StreamRow &stream : *streams) {
        if (stream.sourceIntegration != m_context.targetIntegration.id
            || stream.targetIntegration != m_context.sourceIntegration.id)
            continue;
        const auto library = MappingLibrary::load(stream.preset);
        if (!library || !entities.contains(library->sourceEntity())
            || !library->targetEntities(kDocument).contains(m_context.library.sourceEntity()))
            continue;
        const auto back = SyncRules::of(stream.settings);
        if (!back || back->direction != Direction::Bidirectional)
            continue;
        m_counterpart = stream.id;
        // The pair has one rule, that of the stream that was there first: both streams come to one result.
        if (!isOwner())
            m_strategy = seenFromTarget(back->strategy);
        break;
    }
    co_return Result<void>();
}

MergeInput TwoWay::mergeInput(const Draft &draft, const Record &held) const
{
    MergeInput input;
    input.sourceBase = draft.baseContent;
    input.sourceNow = contentOf(draft, held);
    if (draft.agreement)
        input.targetBase = draft.agreement->targetDocument;
    input.targetNow = held.document;
    input.owners = m_context.library.fieldOwners(draft.mapping);
    input.strategy = m_strategy;
    const bool isTied = draft.sourceModifiedUtc == held.modifiedUtc;
    input.sourceIsNewer = isTied ? isOwner() : draft.sourceModifiedUtc > held.modifiedUtc;
    return input;
}

// It may go by another name there, because its own was taken.
Json TwoWay::contentOf(const Draft &draft, const Record &held) const
{
    Json content = draft.content;
    if (!draft.self || draft.self->keys.isEmpty())
        return content;
    const QString key = draft.self->keys.constLast().key;
    const QString name = m_context.target.wire().keyText(held.entity, key, held.document);
    if (draft.self->alternativeNames.contains(name))
        content.set(key, name);
    return content;
}

void TwoWay::decide(Draft *draft, const Record &held) const
{
    MergeInput input = mergeInput(*draft, held);
    Merge merge = Merge::of(input);
    const bool isDecided = draft->conflict && draft->conflict->state == ConflictState::Decided
        && draft->conflict->fingerprint == merge.fingerprint();
    if (isDecided) {
        input.choices = choicesOf(*draft->conflict);
        merge = Merge::of(input);
    }
    if (merge.isOpen()) {
        block(draft, held, merge);
        return;
    }
    BothSides sides;
    if (draft->conflict)
        sides.settledPair = conflictPairKey(*draft->conflict);
    if (merge.isContested())
        sides.note = noteOf(merge, isDecided ? std::nullopt : std::optional(m_strategy));
    if (merge.isContested() && !draft->conflict) {
        sides.conflict = contestOf(*draft, held, merge);
        sides.conflict->state = ConflictState::Settled;
    }
    carryOut(draft, held, merge, &sides);
    draft->change.bothSides = std::make_shared<const BothSides>(sides);
}

void TwoWay::carryOut(Draft *draft, const Record &held, const Merge &merge, BothSides *sides) const
{
    PlannedChange &change = draft->change;
    const Json base = draft->agreement ? draft->agreement->targetDocument : Json();
    if (merge.writes()) {
        JsonArray decided;
        for (const QString &path : merge.decided())
            decided.append(path);
        change.payload = merge.payload();
        change.remoteVersion = held.version;
        sides->proposed = AgreementProposal{
            m_context.targetIntegration.id, change.businessKey, draft->sourceDocument, base, decided};
        return;
    }
    change.action = Action::Unchanged;
    sides->agreed = AgreementRow{m_context.sourceIntegration.id, change.sourceEntity, change.sourceId,
        m_context.targetIntegration.id, held.entity, held.id, draft->sourceDocument,
        agreedDocument(base, held.document, merge.decided()), {}};
}

ConflictRow TwoWay::conflictOf(const Draft &draft, const Record &held) const
{
    ConflictRow row;
    row.streamId = m_context.stream.id;
    row.sourceIntegration = m_context.sourceIntegration.id;
    row.sourceEntity = draft.change.sourceEntity;
    row.sourceId = draft.change.sourceId;
    row.targetIntegration = m_context.targetIntegration.id;
    row.targetEntity = held.entity;
    row.targetId = held.id;
    row.number = draft.change.number.isEmpty() ? draft.change.targetNumber : draft.change.number;
    row.sourceModifiedUtc = draft.sourceModifiedUtc;
    row.targetModifiedUtc = held.modifiedUtc;
    row.strategy = strategyName(m_strategy);
    row.total = draft.change.total;
    row.currency = draft.change.currency;
    return row;
}

ConflictRow TwoWay::contestOf(const Draft &draft, const Record &held, const Merge &merge) const
{
    ConflictRow row = conflictOf(draft, held);
    row.code = kFields;
    row.reason = tr("Both sides changed %1 since they last agreed.").arg(fieldNames(merge));
    row.fields = merge.contested();
    row.fingerprint = merge.fingerprint();
    return row;
}

void TwoWay::block(Draft *draft, const Record &held, const Merge &merge) const
{
    if (draft->conflict && draft->conflict->streamId != m_context.stream.id) {
        draft->change.action = Action::Waiting;
        draft->change.reason = tr("The stream of the other direction asks a person about this record.");
        return;
    }
    BothSides sides;
    sides.conflict = contestOf(*draft, held, merge);
    draft->block({ErrorKind::Conflict, kFields,
        tr("%1 %2 was changed on both sides: %3. Nothing was sent.")
            .arg(entityWords(held.entity), held.number.isEmpty() ? held.id : held.number, fieldNames(merge)),
        tr("Decide in the list of conflicts which values count, then retry."), {}, {}, {}});
    draft->change.bothSides = std::make_shared<const BothSides>(sides);
}

void TwoWay::propose(QList<Draft> *drafts) const
{
    if (!isOn())
        return;
    for (Draft &draft : *drafts) {
        if (draft.change.action != Action::Create || draft.content.isNull())
            continue;
        BothSides sides;
        sides.proposed = AgreementProposal{
            m_context.targetIntegration.id, draft.change.businessKey, draft.sourceDocument, {}, {}};
        draft.change.bothSides = std::make_shared<const BothSides>(sides);
    }
}

} // namespace uds
