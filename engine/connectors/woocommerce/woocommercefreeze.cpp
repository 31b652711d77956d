#include "engine/connectors/woocommerce/woocommercefreeze.h"

#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercegoods.h"
#include "engine/connectors/woocommerce/woocommercepayload.h"

#include <QCoreApplication>
#include <QUrl>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestToken = 36;
const QByteArray kBelowSite = "/wp-json/wc/v3/";

auto refused(const QString &reason)
{
    return fail(ErrorKind::Internal, u"woo.freeze"_s,
        QCoreApplication::translate("uds", "A change cannot be expressed as a WooCommerce request: %1")
            .arg(reason));
}

bool hasId(const Effect &effect)
{
    bool isNumber = false;
    return isWooGoods(effect.entity) ? WooGoodsId::parse(effect.remoteId).has_value()
                                     : effect.remoteId.toLongLong(&isNumber) > 0 && isNumber;
}

Result<void> checked(const Effect &effect)
{
    const WooEntity *entity = wooEntity(effect.entity);
    if (!entity)
        return refused(u"unknown entity %1"_s.arg(effect.entity));
    const bool isAllowed = effect.operation == Operation::Create ? entity->creatable
        : effect.operation == Operation::Update                  ? entity->updatable
                                                                 : entity->voidable;
    if (!isAllowed)
        return refused(u"%1 %2"_s.arg(operationName(effect.operation), effect.entity));
    if (effect.token.isEmpty() || effect.token.size() > kLongestToken)
        return refused(u"token of %1 characters"_s.arg(effect.token.size()));
    if (effect.operation != Operation::Create && !hasId(effect))
        return refused(u"no id"_s);
    return {};
}

/// Below the site's address; holds no credential.
QByteArray listPath(const WooEntity &entity, const Effect &effect)
{
    const QString route = entity.parentRoute.isEmpty()
        ? entity.route
        : entity.parentRoute.arg(effect.payload[u"parent_id"].integer().value_or(0));
    return kBelowSite + route.toLatin1();
}

QByteArray recordPath(const WooEntity &entity, const Effect &effect)
{
    if (const auto goods = WooGoodsId::parse(effect.remoteId); goods && isWooGoods(entity.name))
        return kBelowSite + goods->route().toLatin1();
    return listPath(entity, effect) + '/' + effect.remoteId.toLatin1();
}

FrozenCall framed(const QString &token, const QByteArray &verb, const QByteArray &path)
{
    FrozenCall call;
    call.token = token;
    call.verb = verb;
    call.path = path;
    return call;
}

void setBody(FrozenCall &call, const Json &body)
{
    call.contentType = "application/json";
    call.body = body.bytes();
}

void setEffects(FrozenCall &call, const QList<Effect> &effects)
{
    call.effects = effects;
    for (Effect &effect : call.effects)
        effect.payload = Json();
}

Result<FrozenCall> single(const Effect &effect)
{
    const WooEntity &entity = *wooEntity(effect.entity);
    const QByteArray one = recordPath(entity, effect);
    FrozenCall call;
    if (effect.operation == Operation::Void) {
        // Into the trash, where people find it again; force=true would be for ever.
        call = framed(effect.token, "DELETE", one + "?force=false");
    } else {
        const auto body = wooPayload(entity, effect);
        if (!body)
            return fail(body.error());
        const bool isNew = effect.operation == Operation::Create;
        call = framed(effect.token, isNew ? "POST" : "PUT", isNew ? listPath(entity, effect) : one);
        setBody(call, *body);
    }
    setEffects(call, {effect});
    return call;
}

bool mayShareCall(const Effect &effect)
{
    if (effect.operation == Operation::Void || effect.entity == u"refund"_s)
        return false;
    // A status the shop does not know sets a batched order back to "pending", without a word.
    // Goods may be of several lists.
    return effect.entity != u"order"_s && !isWooGoods(effect.entity);
}

Result<FrozenCall> batch(const QList<Effect> &effects, const QString &callToken)
{
    if (effects.size() > kWooBatchLimit)
        return refused(u"%1 changes in one batch"_s.arg(effects.size()));
    if (callToken.isEmpty() || callToken.size() > kLongestToken)
        return refused(u"batch token of %1 characters"_s.arg(callToken.size()));
    const QByteArray path = listPath(*wooEntity(effects.first().entity), effects.first());
    JsonArray creates;
    JsonArray updates;
    for (const Effect &effect : effects) {
        const WooEntity &entity = *wooEntity(effect.entity);
        if (!mayShareCall(effect))
            return refused(u"%1 %2 must be sent alone"_s.arg(operationName(effect.operation), effect.entity));
        if (listPath(entity, effect) != path)
            return refused(u"two lists in one batch"_s);
        auto body = wooPayload(entity, effect);
        if (!body)
            return fail(body.error());
        if (effect.operation == Operation::Update)
            body->set(u"id"_s, effect.remoteId.toLongLong());
        (effect.operation == Operation::Create ? creates : updates).append(*std::move(body));
    }
    Json body = Json::object({});
    if (!creates.isEmpty())
        body.set(u"create"_s, creates);
    if (!updates.isEmpty())
        body.set(u"update"_s, updates);
    FrozenCall call = framed(callToken, "POST", path + "/batch");
    call.isBatch = true;
    setBody(call, body);
    setEffects(call, effects);
    return call;
}

} // namespace

Result<FrozenCall> freezeWooCall(const QList<Effect> &effects, const QString &callToken)
{
    if (effects.isEmpty())
        return refused(u"no change at all"_s);
    for (const Effect &effect : effects) {
        if (const auto sound = checked(effect); !sound)
            return fail(sound.error());
    }
    return effects.size() == 1 ? single(effects.first()) : batch(effects, callToken);
}

} // namespace uds
