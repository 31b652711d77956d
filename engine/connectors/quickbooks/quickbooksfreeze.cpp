#include "engine/connectors/quickbooks/quickbooksfreeze.h"

#include "engine/connectors/quickbooks/quickbookscustomfields.h"
#include "engine/connectors/quickbooks/quickbooksentities.h"

#include <QCoreApplication>
#include <QUrl>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestToken = 36;

auto refused(const QString &reason)
{
    return fail(ErrorKind::Internal, u"qbo.freeze"_s,
        QCoreApplication::translate("uds", "A change cannot be expressed as a QuickBooks request: %1")
            .arg(reason));
}

QByteArray path(
    const QString &realmId, const QByteArray &resource, const QByteArray &query, const QString &token)
{
    QByteArray text = "/v3/company/" + QUrl::toPercentEncoding(realmId) + '/' + resource + '?';
    if (!query.isEmpty())
        text += query + '&';
    return text + "minorversion=75&requestid=" + QUrl::toPercentEncoding(token);
}

/// Members that name the object and its version, then \a changes.
Json addressed(const Effect &effect, bool isSparse, const Json &changes)
{
    Json body = Json::object({{u"Id"_s, effect.remoteId}, {u"SyncToken"_s, effect.remoteVersion}});
    if (isSparse)
        body.set(u"sparse"_s, true);
    for (const JsonMember &member : changes.object())
        body.set(member.name, member.value);
    return body;
}

/// List objects are never deleted. What the payload holds goes along: an item wants its name.
Json inactivated(const Effect &effect)
{
    Json changes = effect.payload;
    changes.set(u"Active"_s, false);
    return addressed(effect, true, changes);
}

Json requestBody(const Effect &effect, const QuickBooksEntity &entity)
{
    switch (effect.operation) {
    case Operation::Create: return effect.payload;
    case Operation::Update: return addressed(effect, !effect.payload.contains(u"sparse"), effect.payload);
    case Operation::Void:
        return entity.hasActive ? inactivated(effect) : addressed(effect, entity.voidIsSparse, {});
    }
    return {};
}

Result<void> checked(const Effect &effect)
{
    const QuickBooksEntity *entity = quickBooksEntity(effect.entity);
    if (!entity)
        return refused(u"unknown entity %1"_s.arg(effect.entity));
    if (effect.token.isEmpty() || effect.token.size() > kLongestToken)
        return refused(u"token of %1 characters"_s.arg(effect.token.size()));
    if (effect.operation != Operation::Void && !effect.payload.isObject())
        return refused(u"payload is not an object"_s);
    if (effect.operation != Operation::Create
        && (effect.remoteId.isEmpty() || effect.remoteVersion.isEmpty()))
        return refused(u"no id or no version"_s);
    if (effect.operation == Operation::Void && !entity->isVoidable())
        return refused(u"%1 cannot be voided"_s.arg(effect.entity));
    return checkedQuickBooksCustomFields(*entity, effect.payload);
}

FrozenCall frozen(QByteArray target, const Json &body, const QList<Effect> &effects)
{
    FrozenCall call;
    call.verb = "POST";
    call.path = std::move(target);
    call.contentType = "application/json";
    call.body = body.bytes();
    call.effects = effects;
    for (Effect &effect : call.effects)
        effect.payload = Json();
    return call;
}

FrozenCall single(const QString &realmId, const Effect &effect)
{
    const QuickBooksEntity &entity = *quickBooksEntity(effect.entity);
    const QByteArray query = effect.operation == Operation::Void ? entity.voidQuery : QByteArray();
    const QByteArray resource = entity.name.toLower().toLatin1();
    FrozenCall call
        = frozen(path(realmId, resource, query, effect.token), requestBody(effect, entity), {effect});
    call.token = effect.token;
    return call;
}

Result<FrozenCall> batch(const QString &realmId, const QList<Effect> &effects, const QString &callToken)
{
    if (effects.size() > kQuickBooksBatchLimit)
        return refused(u"%1 changes in one batch"_s.arg(effects.size()));
    if (callToken.isEmpty() || callToken.size() > kLongestToken)
        return refused(u"batch token of %1 characters"_s.arg(callToken.size()));
    JsonArray members;
    for (const Effect &effect : effects) {
        const QuickBooksEntity &entity = *quickBooksEntity(effect.entity);
        if (!entity.batchable || effect.operation == Operation::Void)
            return refused(u"%1 %2 must be sent alone"_s.arg(operationName(effect.operation), effect.entity));
        members.append(Json::object({{u"bId"_s, quickBooksBatchId(members.size())},
            {u"operation"_s, operationName(effect.operation)}, {entity.name, requestBody(effect, entity)}}));
    }
    const Json body = Json::object({{u"BatchItemRequest"_s, members}});
    FrozenCall call = frozen(path(realmId, "batch", {}, callToken), body, effects);
    call.token = callToken;
    call.isBatch = true;
    return call;
}

} // namespace

QString quickBooksBatchId(qsizetype index)
{
    return u"b%1"_s.arg(index + 1);
}

Result<FrozenCall> freezeQuickBooksCall(
    const QString &realmId, const QList<Effect> &effects, const QString &callToken)
{
    if (effects.isEmpty())
        return refused(u"no change at all"_s);
    for (const Effect &effect : effects) {
        if (const Result<void> sound = checked(effect); !sound)
            return fail(sound.error());
    }
    if (effects.size() == 1)
        return single(realmId, effects.first());
    return batch(realmId, effects, callToken);
}

} // namespace uds
