#include "engine/sync/targetcheck.h"

#include "engine/core/entitywords.h"
#include "engine/core/textkey.h"
#include "engine/sync/lookups.h"
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

TargetCheck::TargetCheck(StreamContext &context, const SyncRequest &request, const QSet<qint64> &doubtful)
    : m_context(context)
    , m_request(request)
    , m_doubtful(doubtful)
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
        PlannedChange &change = draft.change;
        if (!isChecked(change))
            continue;
        const auto record = current.constFind(change.entity + u' ' + change.remoteId);
        if (record == current.cend()) {
            blockDeleted(&draft, drafts);
            continue;
        }
        if (change.action == Action::Unchanged)
            continue;
        const auto total = m_context.target.wire().totalOf(change.entity, record->document);
        if (total != draft.linkedTotal && !m_request.overwriteTargetEdits) {
            draft.block({ErrorKind::Conflict, u"document.editedAtTarget"_s,
                tr("%1 %2 was changed at the target since we last sent it: its total is %3, ours was %4.")
                    .arg(entityWords(change.entity), change.targetNumber, total ? total->text() : u"-"_s,
                        draft.linkedTotal ? draft.linkedTotal->text() : u"-"_s),
                tr("Retry sends the source's version over it; exclude keeps the target's."), {}, {}, {}});
            continue;
        }
        change.remoteVersion = record->version;
    }
    co_return Result<void>();
}

// A person deleted our own document: it is never made again of our own accord, and nothing is booked on it.
void TargetCheck::blockDeleted(Draft *draft, QList<Draft> *drafts) const
{
    const PlannedChange &change = draft->change;
    draft->block({ErrorKind::Conflict, u"document.gone"_s,
        tr("%1 %2 was deleted at the target.").arg(entityWords(change.entity), change.targetNumber),
        tr("Exclude this record to leave it so. Retry it, or run it by its id, to have the document made "
           "again."),
        {}, {}, {}});
    for (Draft &child : *drafts) {
        if (child.parents.contains(change.businessKey))
            child.parentsLinked = false;
    }
}

} // namespace uds
