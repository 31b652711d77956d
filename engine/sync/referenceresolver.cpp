#include "engine/sync/referenceresolver.h"

#include "engine/core/entitywords.h"
#include "engine/core/hash.h"
#include "engine/core/textkey.h"
#include "engine/store/linkrepository.h"
#include "engine/store/store.h"
#include "engine/sync/intentmachine.h"
#include "engine/sync/linkcheck.h"
#include "engine/sync/tokens.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kReference = u"reference"_s;
const QString kDocument = u"document"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

// One spelling for "this text of this key of this entity".
QString keyOf(const QString &entity, const QString &key, const QString &text)
{
    return entity + u'\n' + key + u'\n' + foldedKey(text);
}

EffectIdentity identityOf(const StreamContext &context, const Reference &reference)
{
    const qsizetype colon = reference.identity.indexOf(u':');
    EffectIdentity identity;
    identity.sourceAccount = context.sourceIntegration.accountKey;
    identity.targetAccount = context.targetIntegration.accountKey;
    identity.sourceEntity = reference.identity.left(colon);
    identity.sourceId = reference.identity.mid(colon + 1);
    // What a reference names is the record that a stream of its own would bring over: one key, one record.
    identity.purpose = kDocument;
    return identity;
}

Error referenceError(QString code, QString message, QString hint, const Reference &reference)
{
    Error error{
        ErrorKind::Validation, std::move(code), std::move(message), std::move(hint), reference.path, {}, {}};
    return error;
}

} // namespace

QString referenceKey(const Reference &reference)
{
    return reference.entity + u' ' + reference.identity;
}

struct ReferenceResolver::Open {
    Reference reference;
    EffectIdentity identity;
    QString businessKey;
    bool nameTaken = false; // the last key's text belongs to another record
    QString holder; // id of that record
};

QList<ReferenceResolver::Open> ReferenceResolver::distinct(const QList<Reference> &references) const
{
    QList<Open> open;
    QSet<QString> seen;
    for (const Reference &reference : references) {
        const QString key = referenceKey(reference);
        if (seen.contains(key))
            continue;
        seen.insert(key);
        const EffectIdentity identity = identityOf(m_context, reference);
        open.append(Open{reference, identity, businessKey(identity), false, {}});
    }
    return open;
}

QCoro::Task<Result<ResolvedReferences>> ReferenceResolver::resolve(
    QList<Reference> references, std::stop_token stop)
{
    if (m_memory == Memory::Journal) {
        if (const auto done = co_await forgetDecided(); !done)
            co_return fail(done.error());
    }
    ResolvedReferences answer;
    QList<Open> open = distinct(references);
    if (const auto done = co_await learnOpen(open); !done)
        co_return fail(done.error());
    if (const auto done = co_await takeLinks(&open, &answer, stop); !done)
        co_return fail(done.error());
    if (const auto done = co_await takeJournal(&open, &answer); !done)
        co_return fail(done.error());
    qsizetype ranks = 0;
    for (const Open &one : open)
        ranks = std::max(ranks, one.reference.keys.size());
    for (int rank = 0; rank < ranks && !open.isEmpty(); ++rank) {
        if (const auto done = co_await search(&open, rank, &answer, stop); !done)
            co_return fail(done.error());
    }
    if (const auto done = co_await searchAlternatives(&open, stop); !done)
        co_return fail(done.error());
    for (const Open &one : open)
        answer.byKey.insert(referenceKey(one.reference), create(one, &answer));
    co_return answer;
}

// Creates of earlier windows: the applied ones have links by now, the refused ones must not be waited for.
QCoro::Task<Result<void>> ReferenceResolver::forgetDecided()
{
    const QStringList keys(m_planned.cbegin(), m_planned.cend());
    const auto query = [keys, target = m_context.targetIntegration.id](Database &database) {
        return JournalRepository(database).undecidedKeys(target, keys);
    };
    const auto undecided = co_await m_context.store.read(query);
    if (!undecided)
        co_return fail(undecided.error());
    m_planned.intersect(*undecided);
    m_owners.removeIf([this](const auto &owner) { return !m_planned.contains(owner.value()); });
    co_return Result<void>();
}

// Names that records of another stream, or of a run that died, are being made with are taken already.
QCoro::Task<Result<void>> ReferenceResolver::learnOpen(QList<Open> open)
{
    QStringList entities;
    for (const Open &one : open) {
        if (!m_learnt.contains(one.reference.entity))
            entities.append(one.reference.entity);
        m_learnt.insert(one.reference.entity);
    }
    if (entities.isEmpty())
        co_return Result<void>();
    const auto query = [entities, target = m_context.targetIntegration.id](Database &database) {
        return JournalRepository(database).undecidedCreates(target, entities);
    };
    const auto intents = co_await m_context.store.read(query);
    if (!intents)
        co_return fail(intents.error());
    for (const IntentRow &intent : *intents) {
        const EntityDescription *entity = m_context.target.description().entity(intent.entity);
        for (const QString &key : entity ? entity->lookUpKeys : QStringList()) {
            const QString text = m_context.target.wire().keyText(intent.entity, key, intent.payload);
            if (!text.isEmpty())
                m_owners.insert(keyOf(intent.entity, key, text), intent.businessKey);
        }
        m_planned.insert(intent.businessKey);
    }
    co_return Result<void>();
}

void ReferenceResolver::doubt(const QList<Reference> &references)
{
    for (const Reference &reference : references) {
        const QString key = referenceKey(reference);
        if (!m_checked.contains(key))
            m_doubted.insert(key);
    }
}

// The record of a stream of its own, "document", is the same record as the one that documents refer to.
QCoro::Task<Result<ReferenceResolver::Links>> ReferenceResolver::linksOf(QList<Open> open) const
{
    QHash<QString, QStringList> idsByKind;
    for (const Open &one : open)
        idsByKind[one.identity.sourceEntity].append(one.identity.sourceId);
    const auto query = [idsByKind, source = m_context.sourceIntegration.id,
                           target = m_context.targetIntegration.id](Database &database) -> Result<Links> {
        Links found;
        for (auto kind = idsByKind.cbegin(); kind != idsByKind.cend(); ++kind) {
            const auto rows = LinkRepository(database).bySource(source, target, kind.key(), kind.value());
            if (!rows)
                return fail(rows.error());
            for (const LinkRow &row : *rows) {
                const bool leads = !row.voided && !row.gone;
                if (leads && (row.purpose == kReference || row.purpose == kDocument))
                    found[row.targetEntity + u' ' + row.sourceEntity + u':' + row.sourceId].append(row);
            }
        }
        return found;
    };
    co_return co_await m_context.store.read(query);
}

QCoro::Task<Result<void>> ReferenceResolver::dropLost(
    QList<Open> open, Links *links, ResolvedReferences *answer, std::stop_token stop)
{
    QList<LinkRow> doubtful;
    for (const Open &one : open) {
        if (m_doubted.contains(referenceKey(one.reference)))
            doubtful += links->value(referenceKey(one.reference));
    }
    if (doubtful.isEmpty())
        co_return Result<void>();
    const LinkCheck check(m_context.target, LinkCheck::Expected::Usable);
    const auto lost = co_await check.lost(doubtful, stop);
    if (!lost)
        co_return fail(lost.error());
    for (const Open &one : open) {
        QList<LinkRow> &known = (*links)[referenceKey(one.reference)];
        for (const LinkRow &link : *lost) {
            if (known.removeAll(link) == 0)
                continue;
            answer->changes.append(unlinking(one, link));
            m_gone.insert(one.businessKey);
        }
    }
    m_checked.unite(m_doubted);
    m_doubted.clear();
    co_return Result<void>();
}

QCoro::Task<Result<void>> ReferenceResolver::takeLinks(
    QList<Open> *open, ResolvedReferences *answer, std::stop_token stop)
{
    auto links = co_await linksOf(*open);
    if (!links)
        co_return fail(links.error());
    if (const auto done = co_await dropLost(*open, &*links, answer, stop); !done)
        co_return fail(done.error());
    open->removeIf([&](const Open &one) {
        const QString key = referenceKey(one.reference);
        const QList<LinkRow> found = links->value(key);
        // What is never made is what its key means today, whatever it meant when it was linked.
        if (found.isEmpty() || !one.reference.create)
            return false;
        answer->byKey.insert(key, ResolvedReference{found.constFirst().targetId, {}, {}, {}});
        return true;
    });
    co_return Result<void>();
}

QCoro::Task<Result<void>> ReferenceResolver::takeJournal(QList<Open> *open, ResolvedReferences *answer)
{
    QStringList keys;
    for (const Open &one : *open)
        keys.append(one.businessKey);
    const auto query = [keys, target = m_context.targetIntegration.id](Database &database) {
        return JournalRepository(database).liveCreates(target, keys);
    };
    const auto live = co_await m_context.store.read(query);
    if (!live)
        co_return fail(live.error());
    open->removeIf([&](const Open &one) {
        ResolvedReference resolved;
        auto intent = live->constFind(one.businessKey);
        if (intent != live->cend() && isHeld(intent->state) && m_gone.contains(one.businessKey))
            intent = live->cend();
        if (intent != live->cend() && !intent->remoteId.isEmpty())
            resolved.remoteId = intent->remoteId;
        else if (intent != live->cend() && intent->state == IntentState::Parked)
            resolved.error = referenceError(u"reference.unknownOutcome"_s,
                tr("Nobody knows whether \"%1\" was created at the target.").arg(one.reference.label),
                tr("Look it up at the target and link it, then retry."), one.reference);
        else if (intent != live->cend() || m_planned.contains(one.businessKey))
            resolved.businessKey = one.businessKey;
        else
            return false;
        answer->byKey.insert(referenceKey(one.reference), resolved);
        return true;
    });
    co_return Result<void>();
}

QCoro::Task<Result<ReferenceResolver::Found>> ReferenceResolver::find(LookUps lookUps, std::stop_token stop)
{
    Found found;
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records) {
            const QString text = m_context.target.wire().keyText(lookUp.entity, lookUp.key, record.document);
            found[keyOf(lookUp.entity, lookUp.key, text)].append(record);
        }
    }
    co_return found;
}

QCoro::Task<Result<void>> ReferenceResolver::search(
    QList<Open> *open, int rank, ResolvedReferences *answer, std::stop_token stop)
{
    LookUps lookUps;
    for (const Open &one : *open) {
        if (rank < one.reference.keys.size())
            lookUps.add(
                {one.reference.entity, one.reference.keys.at(rank).key, {one.reference.keys.at(rank).value}});
    }
    const auto found = co_await find(lookUps, stop);
    if (!found)
        co_return fail(found.error());
    QList<Open> still;
    for (Open &one : *open) {
        const auto resolved = decide(&one, rank, *found);
        if (!resolved) {
            still.append(one);
            continue;
        }
        if (!resolved->remoteId.isEmpty())
            answer->changes.append(adoption(one, resolved->remoteId));
        answer->byKey.insert(referenceKey(one.reference), *resolved);
    }
    *open = still;
    co_return Result<void>();
}

// A record is the one meant when its key matches and none of its other keys speaks against it: two people may
// share a name, and then their e-mail addresses differ.
std::optional<ResolvedReference> ReferenceResolver::decide(Open *open, int rank, const Found &found) const
{
    const Reference &reference = open->reference;
    if (rank >= reference.keys.size())
        return std::nullopt;
    const NaturalKey &key = reference.keys.at(rank);
    const ConnectorWire &wire = m_context.target.wire();
    QList<Record> matching;
    bool inactive = false;
    for (const Record &record : found.value(keyOf(reference.entity, key.key, key.value))) {
        bool contradicts = false;
        for (const NaturalKey &other : reference.keys.first(reference.keys.size() - 1)) {
            const QString text = wire.keyText(reference.entity, other.key, record.document);
            contradicts = contradicts || (!text.isEmpty() && foldedKey(text) != foldedKey(other.value));
        }
        if (contradicts) {
            open->nameTaken = open->nameTaken || rank == reference.keys.size() - 1;
            open->holder = record.id;
        } else if (wire.isUsable(reference.entity, record.document)) {
            matching.append(record);
        } else {
            inactive = true;
        }
    }
    if (matching.size() == 1)
        return ResolvedReference{matching.constFirst().id, {}, {}, {}};
    if (matching.size() > 1)
        return ResolvedReference{{}, {},
            referenceError(u"reference.severalMatches"_s,
                tr("%1 records at the target match \"%2\".").arg(matching.size()).arg(reference.label),
                tr("Merge or rename them at the target, or link the right one, then retry."), reference),
            {}};
    if (inactive)
        return ResolvedReference{{}, {},
            referenceError(u"reference.inactive"_s,
                tr("\"%1\" is inactive at the target.").arg(reference.label),
                tr("Make it active again at the target, or link another record, then retry."), reference),
            {}};
    return std::nullopt;
}

bool ReferenceResolver::isTaken(const QString &entity, const QString &key, const QString &name) const
{
    const QString taken = keyOf(entity, key, name);
    return m_takenNames.contains(taken) || m_owners.contains(taken);
}

QCoro::Task<Result<void>> ReferenceResolver::searchAlternatives(QList<Open> *open, std::stop_token stop)
{
    LookUps lookUps;
    QSet<QString> wanted; // two new records of one window may want the same name
    for (const Open &one : *open) {
        if (one.reference.keys.isEmpty() || one.reference.alternativeNames.isEmpty())
            continue;
        const NaturalKey &name = one.reference.keys.constLast();
        const QString key = keyOf(one.reference.entity, name.key, name.value);
        if (one.nameTaken)
            m_takenNames.insert(key);
        const bool wantedTwice = wanted.contains(key);
        wanted.insert(key);
        if (!wantedTwice && !isTaken(one.reference.entity, name.key, name.value))
            continue;
        lookUps.add({one.reference.entity, name.key, one.reference.alternativeNames});
    }
    const auto found = co_await find(lookUps, stop);
    if (!found)
        co_return fail(found.error());
    for (auto one = found->cbegin(); one != found->cend(); ++one)
        m_takenNames.insert(one.key());
    co_return Result<void>();
}

ResolvedReference ReferenceResolver::create(const Open &open, ResolvedReferences *answer)
{
    const Reference &reference = open.reference;
    for (const NaturalKey &key : reference.keys.first(std::max<qsizetype>(0, reference.keys.size() - 1))) {
        const auto owner = m_owners.constFind(keyOf(reference.entity, key.key, key.value));
        if (owner != m_owners.cend())
            return ResolvedReference{{}, owner.value(), {}, {}};
    }
    if (!reference.create && !reference.keys.isEmpty())
        return ResolvedReference{{}, {},
            referenceError(u"reference.notFound"_s,
                tr("The target has no %1 with the %2 \"%3\"; this stream never makes one.")
                    .arg(entityWords(reference.entity).toLower(), reference.keys.constLast().key,
                        reference.keys.constLast().value),
                tr("Make it at the target, correct the key there or in the source, or exclude this record; "
                   "then retry."),
                reference),
            {}};
    if (!reference.create || reference.keys.isEmpty())
        return ResolvedReference{{}, {},
            referenceError(u"reference.notFound"_s,
                tr("The target has no %1 \"%2\".").arg(entityWords(reference.entity), reference.label),
                tr("Create it at the target or link another record, then retry."), reference),
            {}};

    const NaturalKey &nameKey = reference.keys.constLast();
    QStringList names = reference.alternativeNames;
    names.prepend(nameKey.value);
    names.removeIf([&](const QString &name) { return isTaken(reference.entity, nameKey.key, name); });
    if (names.isEmpty())
        return ResolvedReference{{}, {},
            referenceError(u"reference.nameTaken"_s,
                tr("The name \"%1\" belongs to another record at the target (id %2).")
                    .arg(nameKey.value, open.holder),
                tr("Rename one of them, or link the record that is meant, then retry."), reference),
            {}};

    ResolvedReference resolved{{}, open.businessKey, {}, {}};
    PlannedChange change = adoption(open, {});
    change.action = PlannedChange::Action::Create;
    change.payload = *reference.create;
    if (names.constFirst() != nameKey.value) {
        change.payload.set(nameKey.key, names.constFirst());
        resolved.notes.append(
            tr("The name \"%1\" was taken; \"%2\" is used.").arg(nameKey.value, names.constFirst()));
    }
    change.targetNumber = names.constFirst();
    change.payloadHash = sha256Hex(change.payload.bytes());
    change.payload
        = m_context.target.wire().marked(reference.entity, change.payload, effectMarker(open.businessKey));
    change.notes = resolved.notes;
    m_planned.insert(open.businessKey);
    for (const NaturalKey &key : reference.keys)
        m_owners.insert(keyOf(reference.entity, key.key, key.value), open.businessKey);
    m_owners.insert(keyOf(reference.entity, nameKey.key, names.constFirst()), open.businessKey);
    answer->changes.append(change);
    return resolved;
}

PlannedChange ReferenceResolver::adoption(const Open &open, const QString &remoteId) const
{
    PlannedChange change;
    change.action = PlannedChange::Action::Adopt;
    change.sourceEntity = open.identity.sourceEntity;
    change.sourceId = open.identity.sourceId;
    change.purpose = kReference;
    change.businessKey = open.businessKey;
    change.entity = open.reference.entity;
    change.remoteId = remoteId;
    change.label = open.reference.label;
    change.number = open.reference.label;
    return change;
}

PlannedChange ReferenceResolver::unlinking(const Open &open, const LinkRow &link) const
{
    PlannedChange change = adoption(open, link.targetId);
    change.action = PlannedChange::Action::Unlink;
    change.purpose = link.purpose;
    change.remoteVersion = link.targetVersion;
    change.targetNumber = link.targetNumber;
    change.reason
        = tr("%1 \"%2\" (id %3) was deleted, merged or made inactive at the target; the link is given up.")
              .arg(entityWords(link.targetEntity), open.reference.label, link.targetId);
    return change;
}

} // namespace uds
