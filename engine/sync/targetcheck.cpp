#include "engine/sync/targetcheck.h"

#include "engine/core/entitywords.h"
#include "engine/core/hash.h"
#include "engine/core/textkey.h"
#include "engine/sync/conflict.h"
#include "engine/sync/lookups.h"
#include "engine/sync/targetclaims.h"
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

Effect effectOf(const PlannedChange &change, const QString &entity)
{
    Effect effect;
    effect.entity = entity;
    effect.payload = change.payload;
    return effect;
}

Error alreadyPaid(const PlannedChange &payment, const LinkRow &parent, const Decimal &left)
{
    const QString document = entityWords(parent.targetEntity) + u' ' + parent.targetNumber;
    const QString message = left.isZero()
        ? tr("%1 is already paid at the target; the payment of %2 was not sent.")
              .arg(document, payment.total->text())
        : tr("Only %1 of %2 is left to pay at the target; the payment of %3 was not sent.")
              .arg(left.text(), document, payment.total->text());
    return {ErrorKind::Conflict, u"payment.alreadyPaid"_s, message,
        tr("Compare the payment there with this one. Exclude this record when it is the same money, or take "
           "the "
           "other payment away and retry."),
        {}, {}, {}};
}

} // namespace

TargetCheck::TargetCheck(StreamContext &context, const SyncRequest &request, const QSet<qint64> &doubtful,
    const TwoWay &twoWay, const MappingContext &facts)
    : m_context(context)
    , m_request(request)
    , m_doubtful(doubtful)
    , m_twoWay(twoWay)
    , m_facts(facts)
{
}

// A create whose document is already there with our marker is adopted: that is how a lost database or a
// second computer does not make everything twice. It is looked for under its number in every kind of document
// that the record may have become before: an invoice that was paid meanwhile would be a sales receipt today.
QCoro::Task<Result<void>> TargetCheck::recogniseNumbers(QList<Draft> *drafts, std::stop_token stop) const
{
    const ConnectorWire &wire = m_context.target.wire();
    LookUps lookUps;
    for (const Draft &draft : *drafts) {
        if (draft.change.action != Action::Create || !draft.parents.isEmpty() || draft.self)
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
        if (draft.change.action == Action::Create && draft.parents.isEmpty() && !draft.self)
            recognise(&draft, found.value(foldedKey(draft.change.targetNumber)));
    }
    co_return Result<void>();
}

void TargetCheck::recognise(Draft *draft, const QList<Record> &sameNumber) const
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
        draft->block({ErrorKind::Conflict, u"document.numberTaken"_s,
            tr("The target already has %1 number %2 (id %3), which does not come from this record.")
                .arg(entityWords(change.entity), change.targetNumber, record.id),
            tr("Set a number prefix for this stream, or link the existing document, then retry."), {}, {},
            {}});
        return;
    }
}

// What has no number of its own, a payment, is looked up by what it refers to, once that is known.
QCoro::Task<Result<void>> TargetCheck::recogniseChildren(QList<Draft> *drafts, std::stop_token stop) const
{
    const ConnectorWire &wire = m_context.target.wire();
    LookUps lookUps;
    for (const Draft &draft : *drafts) {
        if (draft.change.action != Action::Create || draft.parents.isEmpty() || !draft.parentsLinked)
            continue;
        lookUps.add(wire.probe(effectOf(draft.change, draft.change.entity)));
        for (const LinkRow &parent : draft.parentLinks)
            lookUps.add({parent.targetEntity, u"Id"_s, {parent.targetId}});
    }
    QHash<QString, Record> byMarker;
    QHash<QString, Record> byId;
    for (const LookUp &lookUp : lookUps.all()) {
        const auto records = co_await m_context.target.find(lookUp, stop);
        if (!records)
            co_return fail(records.error());
        for (const Record &record : *records) {
            byMarker.insert(wire.markerOf(record.entity, record.document), record);
            byId.insert(record.entity + u' ' + record.id, record);
        }
    }
    for (Draft &draft : *drafts) {
        const auto found = byMarker.constFind(effectMarker(draft.change.businessKey));
        if (draft.change.action != Action::Create || draft.parents.isEmpty() || found == byMarker.cend())
            continue;
        draft.change.action = Action::Adopt;
        draft.change.remoteId = found->id;
        draft.change.remoteVersion = found->version;
    }
    refusePaid(drafts, byId);
    co_return Result<void>();
}

// What somebody else paid is not paid twice. A document that is about to change may owe more afterwards:
// there the target decides.
void TargetCheck::refusePaid(QList<Draft> *drafts, const QHash<QString, Record> &parents) const
{
    QSet<QString> changing;
    for (const Draft &draft : std::as_const(*drafts)) {
        if (draft.change.action == Action::Update)
            changing.insert(draft.change.businessKey);
    }
    for (Draft &draft : *drafts) {
        if (draft.change.action != Action::Create || !draft.change.total)
            continue;
        const bool settled = std::ranges::none_of(
            draft.parents, [&changing](const QString &parent) { return changing.contains(parent); });
        for (const LinkRow &parent : std::as_const(draft.parentLinks)) {
            const auto record = parents.constFind(parent.targetEntity + u' ' + parent.targetId);
            if (record == parents.cend() || !settled)
                continue;
            const auto left = m_context.target.wire().leftToPay(draft.change.entity, *record);
            if (left && *left < *draft.change.total)
                draft.block(alreadyPaid(draft.change, parent, *left));
        }
    }
}

// An update is based on the version we last saw. One bulk read brings the current versions; a document whose
// total is no longer what we sent was edited there, and that is for a person to decide.
QCoro::Task<Result<void>> TargetCheck::checkEdits(QList<Draft> *drafts, std::stop_token stop) const
{
    const auto isChecked = [this](const PlannedChange &change) {
        const bool doubtful = change.action == Action::Unchanged && m_doubtful.contains(change.inboxId);
        return change.action == Action::Update || change.action == Action::Void
            || (doubtful && !change.remoteId.isEmpty());
    };
    const TargetClaims claims(m_context);
    if (const auto done = co_await claims.settle(drafts); !done)
        co_return fail(done.error());
    LookUps lookUps;
    for (const Draft &draft : *drafts) {
        if (isChecked(draft.change))
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
        if (!isChecked(draft.change))
            continue;
        const auto record = current.constFind(draft.change.entity + u' ' + draft.change.remoteId);
        const bool isHeld = record != current.cend() && isNewerThanPlan(draft.change, *record);
        if (isHeld) {
            draft.change.action = Action::Waiting;
            draft.change.reason = tr("Changed at the target since the plan was made.");
        } else if (record == current.cend())
            blockDeleted(&draft, drafts);
        else if (draft.change.action != Action::Unchanged)
            compare(&draft, *record);
        if (isHeld || draft.change.action == Action::Blocked)
            holdChildren(draft, drafts);
    }
    co_return Result<void>();
}

// A plan is for the version that it shows.
bool TargetCheck::isNewerThanPlan(const PlannedChange &change, const Record &record) const
{
    const QString planned = m_request.expectedVersions.value(plannedKey(change));
    return !planned.isEmpty() && planned != record.version;
}

// A payment does not follow a change that its document did not take.
void TargetCheck::holdChildren(const Draft &draft, QList<Draft> *drafts) const
{
    for (Draft &child : *drafts) {
        if (child.change.action != Action::Update || !child.parents.contains(draft.change.businessKey))
            continue;
        child.change.action = Action::Waiting;
        child.change.reason = tr("The document it belongs to was not changed.");
    }
}

void TargetCheck::compare(Draft *draft, const Record &record) const
{
    PlannedChange &change = draft->change;
    if (m_twoWay.concerns(*draft))
        return m_twoWay.decide(draft, record);
    if (auto moved = noLongerMeant(*draft, record))
        return draft->block(*std::move(moved));
    if (const auto error = notToBeOverwritten(*draft, record); error && !m_request.overwriteTargetEdits)
        return blockConflict(draft, record, *error);
    change.remoteVersion = record.version;
    if (change.total) {
        BothSides sides;
        sides.settledPair = conflictPairKey(m_twoWay.conflictOf(*draft, record));
        change.bothSides = std::make_shared<const BothSides>(sides);
    }
    if (change.action != Action::Update)
        return;
    takeTargetsOwn(draft, record);
    Remainder left = m_context.target.wire().remainder(change.entity, change.payload, record.document);
    change.payload = std::move(left.payload);
    change.notes += left.notes;
    // It says so already, by somebody else's hand or because it told us: only the link is brought up to date.
    if (change.payload.object().isEmpty())
        change.action = Action::Adopt;
}

// A document that somebody changed, or that money depends on, is for a person to decide, whatever the rule of
// the stream.
std::optional<Error> TargetCheck::notToBeOverwritten(const Draft &draft, const Record &record) const
{
    const PlannedChange &change = draft.change;
    const ConnectorWire &wire = m_context.target.wire();
    const auto total = wire.totalOf(change.entity, record.document);
    if (total != draft.linkedTotal)
        return Error{ErrorKind::Conflict, u"document.editedAtTarget"_s,
            tr("%1 %2 was changed at the target since we last sent it: its total is %3, ours was %4.")
                .arg(entityWords(change.entity), change.targetNumber, total ? total->text() : u"-"_s,
                    draft.linkedTotal ? draft.linkedTotal->text() : u"-"_s),
            tr("Retry sends the source's version over it; exclude keeps the target's."), {}, {}, {}};
    const QString why = change.action == Action::Update
        ? wire.fixedBecause(change.entity, record.document, change.total, m_facts.targetFacts)
        : QString();
    if (why.isEmpty())
        return std::nullopt;
    return Error{ErrorKind::Conflict, u"document.fixed"_s,
        tr("%1 %2 %3 at the target; the source's change was not sent.")
            .arg(entityWords(change.entity), change.targetNumber, why),
        tr("Correct it there, for example with a credit memo, and exclude this record. Retry sends the "
           "source's version over it."),
        {}, {}, {}};
}

void TargetCheck::blockConflict(Draft *draft, const Record &record, const Error &error) const
{
    const auto amount = [](const std::optional<Decimal> &total) { return total ? Json(*total) : Json(); };
    BothSides sides;
    sides.conflict = m_twoWay.conflictOf(*draft, record);
    ConflictRow &row = *sides.conflict;
    row.code = error.code;
    row.reason = error.message;
    row.fields = Json::array({Json::object({{u"path"_s, u"total"_s}, {u"base"_s, amount(draft->linkedTotal)},
        {u"source"_s, amount(draft->change.total)},
        {u"target"_s, amount(m_context.target.wire().totalOf(record.entity, record.document))}})});
    row.fingerprint = sha256Hex({draft->change.payloadHash, record.version.toUtf8()});
    draft->block(error);
    draft->change.bothSides = std::make_shared<const BothSides>(sides);
}

// What the target owns was written when the record was made; since then it is sent back as it is there, for a
// platform may replace a group of fields when one of them is written.
void TargetCheck::takeTargetsOwn(Draft *draft, const Record &record) const
{
    const auto owners = m_context.library.fieldOwners(draft->mapping);
    for (auto owner = owners.cbegin(); owner != owners.cend(); ++owner) {
        if (owner.value() == FieldOwner::Target)
            takeField(&draft->change.payload, record.document, owner.key());
    }
}

// What was found by its key and is never made must still be the record that the key means.
std::optional<Error> TargetCheck::noLongerMeant(const Draft &draft, const Record &record) const
{
    if (!draft.mustExist())
        return std::nullopt;
    const ConnectorWire &wire = m_context.target.wire();
    const PlannedChange &change = draft.change;
    if (!wire.isUsable(change.entity, record.document))
        return Error{ErrorKind::Conflict, u"document.inactive"_s,
            tr("%1 %2 (id %3) is in the trash or inactive at the target; nothing was sent.")
                .arg(entityWords(change.entity), change.targetNumber, record.id),
            tr("Take it back into use at the target and retry, or exclude this record."), {}, {}, {}};
    for (const NaturalKey &key : draft.self->keys) {
        const QString now = wire.keyText(change.entity, key.key, record.document);
        if (foldedKey(now) != foldedKey(key.value))
            return Error{ErrorKind::Conflict, u"document.otherKey"_s,
                tr("The record at the target (id %1) that had the %2 \"%3\" has \"%4\" now; nothing was "
                   "sent.")
                    .arg(record.id, key.key, key.value, now),
                tr("Make them agree again, at the target or in the source, then retry; or exclude this "
                   "record."),
                {}, {}, {}};
    }
    return std::nullopt;
}

// A person deleted our own document: it is never made again of our own accord, and nothing is booked on it.
void TargetCheck::blockDeleted(Draft *draft, QList<Draft> *drafts) const
{
    const PlannedChange &change = draft->change;
    draft->block({ErrorKind::Conflict, u"document.gone"_s,
        tr("%1 %2 was deleted at the target.").arg(entityWords(change.entity), change.targetNumber),
        draft->mustExist()
            ? tr("Exclude this record to leave it so. Retry it to have it looked up once more by its key.")
            : tr("Exclude this record to leave it so. Retry it, or run it by its id, to have the document "
                 "made again."),
        {}, {}, {}});
    for (Draft &child : *drafts) {
        if (child.parents.contains(change.businessKey))
            child.parentsLinked = false;
    }
}

} // namespace uds
