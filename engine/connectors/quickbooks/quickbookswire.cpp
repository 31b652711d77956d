#include "engine/connectors/quickbooks/quickbookswire.h"

#include "engine/connectors/heldvalues.h"
#include "engine/connectors/quickbooks/quickbooksanswer.h"
#include "engine/connectors/quickbooks/quickbooksentities.h"
#include "engine/connectors/quickbooks/quickbooksfigures.h"
#include "engine/connectors/quickbooks/quickbooksfreeze.h"
#include "engine/connectors/quickbooks/quickbooksnote.h"

#include <QCoreApplication>

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
    for (const QString &key : entity->probeKeys) {
        if (const QString value = keyText(effect.entity, key, effect.payload); !value.isEmpty())
            return {effect.entity, key, {value}};
    }
    return {effect.entity, entity->probeKeys.first(), {}};
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
    if (key.endsWith("Ref"_L1))
        return document[key][u"value"].scalarText();
    return document[key].scalarText().trimmed();
}

std::optional<Decimal> QuickBooksWire::leftToPay(const QString &entity, const Record &settled) const
{
    if (entity != "Payment"_L1 || settled.entity != "Invoice"_L1)
        return std::nullopt;
    const Result<Decimal> balance = settled.document[u"Balance"].decimal();
    return balance ? std::optional(*balance) : std::nullopt;
}

std::optional<DocumentFigures> QuickBooksWire::figuresOf(
    const QString &entityName, const Json &document, const Json &settings) const
{
    const QuickBooksEntity *entity = quickBooksEntity(entityName);
    if (!entity || !entity->hasTotal)
        return std::nullopt;
    return quickBooksFigures(document, settings);
}

Remainder QuickBooksWire::remainder(const QString &entity, const Json &payload, const Json &document) const
{
    if (entity == "Item"_L1 && holdsValues(document, payload))
        return {Json::object({}), {}};
    return ConnectorWire::remainder(entity, payload, document);
}

QString QuickBooksWire::fixedBecause(const QString &entityName, const Json &document,
    const std::optional<Decimal> &nextTotal, const Json &facts) const
{
    const QuickBooksEntity *entity = quickBooksEntity(entityName);
    if (!entity || !entity->hasTotal)
        return {};
    const QString closed = facts[u"bookCloseDate"].string(); // both are written as 2026-01-31
    if (!closed.isEmpty() && document[u"TxnDate"].string() <= closed)
        return QCoreApplication::translate("uds", "is in a period that is closed until %1").arg(closed);
    for (const Json &link : document[u"LinkedTxn"].array()) {
        if (link[u"TxnType"].string() == "Deposit"_L1)
            return QCoreApplication::translate("uds", "is part of a bank deposit");
    }
    const Result<Decimal> balance = document[u"Balance"].decimal();
    const std::optional<Decimal> total = totalOf(entityName, document);
    if (entityName == "Invoice"_L1 && balance && total && *balance < *total && nextTotal != total)
        return QCoreApplication::translate("uds", "is paid, %1 of %2")
            .arg((*total - *balance).text(), total->text());
    return {};
}

Json QuickBooksWire::usePayload(const QString &entity, bool inUse) const
{
    if (entity != "Customer"_L1 && entity != "Item"_L1)
        return {};
    return Json::object({{u"Active"_s, inUse}});
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
