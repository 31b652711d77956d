#include "engine/connectors/supabase/supabasewire.h"

#include "engine/connectors/supabase/supabaseanswer.h"
#include "engine/connectors/supabase/supabasefreeze.h"
#include "engine/connectors/supabase/supabasetables.h"

namespace uds {

using namespace Qt::StringLiterals;

Json SupabaseWire::marked(const QString &, Json payload, const QString &) const
{
    return payload;
}

QString SupabaseWire::markerOf(const QString &, const Json &) const
{
    return {};
}

LookUp SupabaseWire::probe(const Effect &effect) const
{
    if (effect.operation != Operation::Create)
        return {effect.entity, u"Id"_s, {effect.remoteId}};
    const QString value = keyText(effect.entity, supabaseSourceKey(), effect.payload);
    return {effect.entity, supabaseSourceKey(), value.isEmpty() ? QStringList() : QStringList{value}};
}

std::optional<Decimal> SupabaseWire::totalOf(const QString &entity, const Json &document) const
{
    const SupabaseTable *table = supabaseTable(entity);
    return table && isSupabaseTombstone(*table, document) ? std::optional(Decimal(0)) : std::nullopt;
}

int SupabaseWire::batchSize(const QString &entity, Operation operation) const
{
    return supabaseTable(entity) && operation != Operation::Void ? kSupabaseBatchLimit : 1;
}

QString SupabaseWire::batchKind(const QString &entity, Operation operation) const
{
    return entity + u' ' + operationName(operation);
}

bool SupabaseWire::mayRepeat(const QString &entity, Operation) const
{
    return supabaseTable(entity) != nullptr;
}

Result<FrozenCall> SupabaseWire::freeze(const QList<Effect> &effects, const QString &callToken) const
{
    return freezeSupabaseCall(effects, callToken);
}

QString SupabaseWire::keyText(const QString &entity, const QString &key, const Json &document) const
{
    const SupabaseTable *table = supabaseTable(entity);
    if (!table || !table->lookUpKeys.contains(key))
        return {};
    if (key == supabaseSourceKey())
        return supabaseKeyText(*table, document);
    return document[key == "Id"_L1 ? u"id"_s : key].scalarText();
}

std::optional<DocumentFigures> SupabaseWire::figuresOf(
    const QString &entity, const Json &document, const Json &) const
{
    const bool isOrder = entity == "orders"_L1;
    if (!isOrder && entity != "invoices"_L1)
        return std::nullopt;
    DocumentFigures figures;
    figures.day = isOrder ? QDate() : QDate::fromString(document[u"issued_on"].string(), Qt::ISODate);
    figures.momentUtc = QDateTime::fromString(document[u"created_at"].string(), Qt::ISODate).toUTC();
    figures.total = document[u"total_amount"].decimal().value_or(Decimal());
    figures.tax = document[u"tax_amount"].decimal().value_or(Decimal());
    if (isOrder)
        figures.shipping = document[u"shipping_amount"].decimal().value_or(Decimal());
    figures.currency = document[u"currency"].string();
    figures.isVoid = !isUsable(entity, document);
    return figures;
}

bool SupabaseWire::isUsable(const QString &entity, const Json &document) const
{
    const SupabaseTable *table = supabaseTable(entity);
    return !table || !isSupabaseTombstone(*table, document);
}

QList<Outcome> SupabaseWire::outcomes(const FrozenCall &call, const Result<HttpResponse> &answer) const
{
    return supabaseOutcomes(call, answer);
}

} // namespace uds
