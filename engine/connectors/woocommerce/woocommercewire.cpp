#include "engine/connectors/woocommerce/woocommercewire.h"

#include "engine/connectors/woocommerce/woocommerceanswer.h"
#include "engine/connectors/woocommerce/woocommerceentities.h"
#include "engine/connectors/woocommerce/woocommercefigures.h"
#include "engine/connectors/woocommerce/woocommercefreeze.h"
#include "engine/connectors/woocommerce/woocommercegoods.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Creates of more rows make a lost answer dearer: each row has to be looked up.
constexpr int kCreatesPerBatch = 25;

bool isInTrash(const Json &document)
{
    return document[u"status"].string() == u"trash"_s;
}

/// The best key by which this record can be found again.
QString probeKey(const WooEntity &entity, const Json &document)
{
    if (entity.name == u"customer"_s)
        return u"email"_s;
    if (isWooGoods(entity.name))
        return u"sku"_s;
    if (entity.name == u"product"_s || entity.name == u"variation"_s)
        return document[u"sku"].scalarText().isEmpty() ? u"marker"_s : u"sku"_s;
    if (entity.name == u"coupon"_s)
        return u"code"_s;
    if (entity.name == u"tax"_s || (entity.name == u"refund"_s && document.contains(u"id")))
        return u"id"_s;
    if (entity.name == u"refund"_s)
        return u"marker"_s;
    // Only the shop gives numbers: a document with one comes from there.
    if (document.contains(u"number"))
        return u"number"_s;
    return document[u"billing"][u"email"].string().isEmpty() ? u"marker"_s : u"billing_email"_s;
}

} // namespace

Json WooCommerceWire::marked(const QString &entity, Json payload, const QString &marker) const
{
    // A marker tells what we made; goods are somebody else's.
    if (isWooGoods(entity))
        return payload;
    JsonArray meta = payload[u"meta_data"].array();
    meta.removeIf([](const Json &row) { return row[u"key"].string() == wooMarkerKey(); });
    meta.append(Json::object({{u"key"_s, wooMarkerKey()}, {u"value"_s, marker}}));
    payload.set(u"meta_data"_s, meta);
    return payload;
}

QString WooCommerceWire::markerOf(const QString &, const Json &document) const
{
    return wooMarkerOf(document);
}

LookUp WooCommerceWire::probe(const Effect &effect) const
{
    const WooEntity *entity = wooEntity(effect.entity);
    if (!entity)
        return {};
    if (effect.operation != Operation::Create)
        return {effect.entity, u"id"_s, {effect.remoteId}};
    const QString key = probeKey(*entity, effect.payload);
    const QString value = keyText(effect.entity, key, effect.payload);
    return {effect.entity, key, value.isEmpty() ? QStringList() : QStringList{value}};
}

std::optional<Decimal> WooCommerceWire::totalOf(const QString &entity, const Json &document) const
{
    if (isInTrash(document))
        return Decimal();
    if (entity != u"order"_s && entity != u"refund"_s)
        return std::nullopt;
    const auto total = document[entity == u"order"_s ? u"total"_s : u"amount"_s].decimal();
    return total ? std::optional(*total) : std::nullopt;
}

int WooCommerceWire::batchSize(const QString &entityName, Operation operation) const
{
    const WooEntity *entity = wooEntity(entityName);
    if (!entity || !entity->batchable || operation == Operation::Void)
        return 1;
    return operation == Operation::Create ? kCreatesPerBatch : kWooBatchLimit;
}

QString WooCommerceWire::batchKind(const QString &entityName, Operation operation) const
{
    const WooEntity *entity = wooEntity(entityName);
    return entityName + u' ' + (entity ? entity->route : QString()) + u' ' + operationName(operation);
}

bool WooCommerceWire::mayRepeat(const QString &entityName, Operation operation) const
{
    const WooEntity *entity = wooEntity(entityName);
    if (!entity || operation == Operation::Create)
        return false;
    return operation == Operation::Void ? entity->voidable : entity->updatable && entityName != u"order"_s;
}

Result<FrozenCall> WooCommerceWire::freeze(const QList<Effect> &effects, const QString &callToken) const
{
    return freezeWooCall(effects, callToken);
}

QString WooCommerceWire::keyText(const QString &entityName, const QString &key, const Json &document) const
{
    const WooEntity *entity = wooEntity(entityName);
    if (!entity || !entity->lookUpKeys.contains(key.toLower()))
        return {};
    if (isWooGoods(entityName) && key.toLower() == u"id"_s)
        return WooGoodsId::of(document).text();
    if (key == u"billing_email"_s)
        return document[u"billing"][u"email"].string().trimmed().toLower();
    if (key == u"marker"_s) {
        const QString marker = wooMarkerOf(document);
        if (marker.isEmpty() || entity->parentRoute.isEmpty())
            return marker;
        return document[u"parent_id"].scalarText() + u':' + marker;
    }
    const QString text = document[key.toLower()].scalarText().trimmed();
    // The shop compares SKUs, codes and addresses without regard to case.
    return key == u"sku"_s || key == u"email"_s || key == u"code"_s ? text.toLower() : text;
}

QList<Outcome> WooCommerceWire::outcomes(const FrozenCall &call, const Result<HttpResponse> &answer) const
{
    return wooOutcomes(call, answer);
}

std::optional<DocumentFigures> WooCommerceWire::figuresOf(
    const QString &entity, const Json &document, const Json &) const
{
    if (entity != u"order"_s && entity != u"refund"_s)
        return std::nullopt;
    DocumentFigures figures = wooFigures(entity, document);
    figures.isVoid = isInTrash(document);
    return figures;
}

Remainder WooCommerceWire::remainder(const QString &entity, const Json &payload, const Json &document) const
{
    return isWooGoods(entity) ? wooGoodsRemainder(payload, document)
                              : ConnectorWire::remainder(entity, payload, document);
}

bool WooCommerceWire::isUsable(const QString &, const Json &document) const
{
    return !isInTrash(document);
}

} // namespace uds
