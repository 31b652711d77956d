#include "engine/connectors/woocommerce/woocommercewire.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Meta data with an underscore in front is hidden from the shop's editors.
const QString kMarkerKey = u"_universal_data_sync"_s;

Error readOnly()
{
    return {ErrorKind::Configuration, u"woo.readOnly"_s,
        QCoreApplication::translate("uds", "This version only reads from WooCommerce."),
        QCoreApplication::translate("uds", "Choose WooCommerce as the source of the stream."), {}, {},
        std::nullopt};
}

} // namespace

Json WooCommerceWire::marked(const QString &, Json payload, const QString &marker) const
{
    Json meta = payload[u"meta_data"].isArray() ? payload[u"meta_data"] : Json::array({});
    meta.append(Json::object({{u"key"_s, kMarkerKey}, {u"value"_s, marker}}));
    payload.set(u"meta_data"_s, meta);
    return payload;
}

QString WooCommerceWire::markerOf(const QString &, const Json &document) const
{
    for (const Json &row : document[u"meta_data"].array()) {
        if (row[u"key"].string() == kMarkerKey)
            return row[u"value"].string();
    }
    return {};
}

LookUp WooCommerceWire::probe(const Effect &effect) const
{
    const QString key = effect.entity == u"product"_s ? u"sku"_s : u"email"_s;
    const QString value = effect.payload[key].string();
    const bool hasNaturalKey = effect.entity == u"product"_s || effect.entity == u"customer"_s;
    return {effect.entity, key, hasNaturalKey && !value.isEmpty() ? QStringList{value} : QStringList()};
}

std::optional<Decimal> WooCommerceWire::totalOf(const QString &entity, const Json &document) const
{
    if (entity != u"order"_s && entity != u"refund"_s)
        return std::nullopt;
    const auto total = document[entity == u"order"_s ? u"total"_s : u"amount"_s].decimal();
    return total ? std::optional(*total) : std::nullopt;
}

int WooCommerceWire::batchSize(const QString &, Operation) const
{
    return 1;
}

Result<FrozenCall> WooCommerceWire::freeze(const QList<Effect> &, const QString &) const
{
    return fail(readOnly());
}

QString WooCommerceWire::keyText(const QString &, const QString &key, const Json &document) const
{
    const QString text = document[key].scalarText();
    // The shop compares SKUs and addresses without regard to case.
    return key == u"sku"_s || key == u"email"_s ? text.toLower() : text;
}

QList<Outcome> WooCommerceWire::outcomes(const FrozenCall &call, const Result<HttpResponse> &) const
{
    QList<Outcome> results;
    for (qsizetype i = 0; i < call.effects.size(); ++i) {
        Outcome outcome;
        outcome.state = Outcome::State::NotSent;
        outcome.error = readOnly();
        results.append(outcome);
    }
    return results;
}

bool WooCommerceWire::isUsable(const QString &, const Json &document) const
{
    return document[u"status"].string() != u"trash"_s;
}

} // namespace uds
