#include "engine/connectors/quickbooks/quickbookswire.h"

#include "engine/connectors/quickbooks/quickbooksanswer.h"
#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/connectors/quickbooks/quickbooksfreeze.h"
#include "engine/connectors/quickbooks/quickbooksnote.h"

namespace uds {

using namespace Qt::StringLiterals;

QuickBooksWire::QuickBooksWire(QString realmId)
    : m_realmId(std::move(realmId))
{
}

Json QuickBooksWire::marked(const QString &entity, Json payload, const QString &marker) const
{
    return quickBooksMarked(entity, std::move(payload), marker);
}

QString QuickBooksWire::markerOf(const QString &entity, const Json &document) const
{
    return quickBooksMarkerOf(entity, document);
}

LookUp QuickBooksWire::probe(const Effect &effect) const
{
    const QuickBooksEntity *entity = quickBooksEntity(effect.entity);
    if (!entity)
        return {};
    if (effect.operation != Operation::Create)
        return {effect.entity, u"Id"_s, {effect.remoteId}};
    const QString value = keyText(effect.entity, entity->probeKey, effect.payload);
    return {effect.entity, entity->probeKey, value.isEmpty() ? QStringList() : QStringList{value}};
}

std::optional<Decimal> QuickBooksWire::totalOf(const QString &entityName, const Json &document) const
{
    const QuickBooksEntity *entity = quickBooksEntity(entityName);
    if (!entity || !entity->hasTotal)
        return std::nullopt;
    const Result<Decimal> total = document[u"TotalAmt"].decimal();
    return total ? std::optional(*total) : std::nullopt;
}

int QuickBooksWire::batchSize(const QString &entityName, Operation operation) const
{
    const QuickBooksEntity *entity = quickBooksEntity(entityName);
    // Voiding inside a batch is only in the schema, not in the documentation: one by one.
    const bool isBatchable = entity && entity->batchable && operation != Operation::Void;
    return isBatchable ? kQuickBooksBatchLimit : 1;
}

Result<FrozenCall> QuickBooksWire::freeze(const QList<Effect> &effects, const QString &callToken) const
{
    return freezeQuickBooksCall(m_realmId, effects, callToken);
}

QString QuickBooksWire::keyText(const QString &entityName, const QString &key, const Json &document) const
{
    const QuickBooksEntity *entity = quickBooksEntity(entityName);
    if (!entity || !entity->lookUpKeys.contains(key))
        return {};
    if (key == "PrimaryEmailAddr"_L1)
        return document[key][u"Address"].string().trimmed();
    if (key == "CustomerRef"_L1)
        return document[key][u"value"].scalarText();
    return document[key].scalarText().trimmed();
}

bool QuickBooksWire::isUsable(const QString &, const Json &document) const
{
    const bool isInactive = document[u"Active"].isBool() && !document[u"Active"].boolean();
    return !isInactive && document[u"status"].string() != "Deleted"_L1;
}

QList<Outcome> QuickBooksWire::outcomes(const FrozenCall &call, const Result<HttpResponse> &answer) const
{
    return quickBooksOutcomes(call, answer);
}

} // namespace uds
