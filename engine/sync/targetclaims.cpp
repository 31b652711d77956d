#include "engine/sync/targetclaims.h"

#include "engine/core/entitywords.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/store.h"
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

bool isClaim(const Draft &draft)
{
    return draft.mustExist() && draft.change.action == Action::Update;
}

Error taken(const PlannedChange &change, const QString &holder)
{
    return {ErrorKind::Conflict, u"reference.taken"_s,
        tr("%1 \"%2\" (id %3) at the target gets its values from another record of the source already (id "
           "%4).")
            .arg(entityWords(change.entity), change.targetNumber, change.remoteId, holder),
        tr("Two records of the source have the same key: give each its own, or take one of them out of use; "
           "then retry."),
        {}, {}, {}};
}

} // namespace

TargetClaims::TargetClaims(StreamContext &context)
    : m_context(context)
{
}

QCoro::Task<Result<TargetClaims::Claims>> TargetClaims::held(QString entity, QStringList ids) const
{
    const auto query
        = [entity, ids, source = m_context.sourceIntegration.id, target = m_context.targetIntegration.id,
              stream = m_context.stream.id](Database &database) -> Result<Claims> {
        const auto links = LinkRepository(database).byTargets(source, target, entity, ids);
        if (!links)
            return fail(links.error());
        Claims claims;
        for (const LinkRow &link : *links) {
            const auto row = InboxRepository(database).bySource(stream, link.sourceEntity, link.sourceId);
            if (!row)
                return fail(row.error());
            claims[link.targetId].append({link, *row && (*row)->state != InboxState::Excluded});
        }
        return claims;
    };
    co_return co_await m_context.store.read(query);
}

QCoro::Task<Result<void>> TargetClaims::settle(QList<Draft> *drafts) const
{
    QHash<QString, QStringList> ids; // by entity
    QSet<QString> skipped; // source ids of records that are left out as of now
    for (const Draft &draft : std::as_const(*drafts)) {
        if (draft.change.action == Action::Skipped)
            skipped.insert(draft.change.sourceId);
        if (isClaim(draft))
            ids[draft.change.entity].append(draft.change.remoteId);
    }
    QList<Draft> released;
    for (auto entity = ids.cbegin(); entity != ids.cend(); ++entity) {
        const auto claims = co_await held(entity.key(), entity.value());
        if (!claims)
            co_return fail(claims.error());
        QHash<QString, QString> owners; // id at the target -> source id, among the drafts
        for (Draft &draft : *drafts) {
            if (!isClaim(draft) || draft.change.entity != entity.key())
                continue;
            const QString sourceId = draft.change.sourceId;
            const QString remoteId = draft.change.remoteId;
            QString holder = owners.value(remoteId);
            for (const Claim &claim : claims->value(remoteId)) {
                if (claim.link.sourceId == sourceId)
                    continue;
                if (claim.flows && !skipped.contains(claim.link.sourceId))
                    holder = claim.link.sourceId;
                else
                    released.append(release(claim.link, draft));
            }
            if (holder.isEmpty())
                owners.insert(remoteId, sourceId);
            else
                draft.block(taken(draft.change, holder));
        }
    }
    *drafts += released;
    co_return Result<void>();
}

Draft TargetClaims::release(const LinkRow &link, const Draft &newer) const
{
    Draft given;
    PlannedChange &change = given.change;
    change.action = Action::Unlink;
    change.sourceEntity = link.sourceEntity;
    change.sourceId = link.sourceId;
    change.number = link.sourceNumber;
    change.purpose = link.purpose;
    change.businessKey = businessKey({m_context.sourceIntegration.accountKey,
        m_context.targetIntegration.accountKey, link.sourceEntity, link.sourceId, link.purpose});
    change.entity = link.targetEntity;
    change.remoteId = link.targetId;
    change.remoteVersion = link.targetVersion;
    change.targetNumber = link.targetNumber;
    change.reason
        = tr("%1 \"%2\" (id %3) gets its values from another record now (id %4); the link is given up.")
              .arg(entityWords(link.targetEntity), link.targetNumber, link.targetId, newer.change.sourceId);
    return given;
}

} // namespace uds
