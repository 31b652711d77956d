#include "engine/simulators/shopfacts.h"

#include "engine/simulators/shopanswers.h"
#include "engine/simulators/shoptable.h"

#include <QVersionNumber>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString yesNo(bool value)
{
    return value ? u"yes"_s : u"no"_s;
}

const QStringList kLists{u"orders"_s, u"products"_s, u"customers"_s, u"refunds"_s, u"variations"_s,
    u"coupons"_s, u"taxes"_s, u"webhooks"_s};

} // namespace

Json shopSiteIndex(const ShopSettings &settings, const QDateTime &nowUtc)
{
    const Decimal offset
        = Decimal(settings.zone.offsetFromUtc(nowUtc)).dividedBy(Decimal(3600), 2).normalized();
    Json namespaces = Json::array({u"oembed/1.0"_s, u"wp/v2"_s});
    if (!settings.apiBlocked)
        namespaces
            = Json::array({u"oembed/1.0"_s, u"wc/v3"_s, u"wc/v2"_s, u"wc/v1"_s, u"wc/store"_s, u"wp/v2"_s});
    return Json::object({{u"name"_s, settings.name}, {u"description"_s, QString(u""_s)},
        {u"url"_s, settings.address.toString()}, {u"home"_s, settings.address.toString()},
        {u"gmt_offset"_s, offset}, {u"timezone_string"_s, QString::fromLatin1(settings.zone.id())},
        {u"namespaces"_s, namespaces}});
}

Json shopApiIndex(const ShopSettings &settings)
{
    Json routes = Json::object({});
    routes.set(u"/wc/v3"_s, Json::object({{u"namespace"_s, u"wc/v3"_s}}));
    for (const QString &list : kLists) {
        if (shopHasRoute(settings, list))
            routes.set(u"/wc/v3/"_s + list, Json::object({{u"namespace"_s, u"wc/v3"_s}}));
    }
    return Json::object({{u"namespace"_s, u"wc/v3"_s}, {u"routes"_s, routes}});
}

Json shopSystemStatus(const ShopSettings &settings)
{
    const Json environment = Json::object({{u"home_url"_s, settings.address.toString()},
        {u"site_url"_s, settings.address.toString()}, {u"version"_s, settings.version},
        {u"wp_version"_s, u"7.0.4"_s}, {u"language"_s, u"en_US"_s}, {u"php_version"_s, u"8.2.36"_s}});
    const Json shop = Json::object({{u"currency"_s, settings.currency},
        {u"number_of_decimals"_s, settings.decimals}, {u"HPOS_enabled"_s, settings.ordersInOwnTables}});
    return Json::object({{u"environment"_s, environment}, {u"settings"_s, shop},
        {u"security"_s, Json::object({{u"secure_connection"_s, settings.seesTls}})}});
}

HttpResponse shopOption(const ShopSettings &settings, const QString &group, const QString &id)
{
    const QList<std::tuple<QString, QString, QString>> options{
        {u"general"_s, u"woocommerce_currency"_s, settings.currency},
        {u"general"_s, u"woocommerce_calc_taxes"_s, u"yes"_s},
        {u"general"_s, u"woocommerce_price_num_decimals"_s, QString::number(settings.decimals)},
        {u"tax"_s, u"woocommerce_prices_include_tax"_s, yesNo(settings.pricesIncludeTax)},
        {u"tax"_s, u"woocommerce_tax_round_at_subtotal"_s, yesNo(settings.roundAtSubtotal)}};
    bool hasGroup = false;
    for (const auto &[optionGroup, optionId, value] : options) {
        hasGroup = hasGroup || optionGroup == group;
        if (optionGroup == group && optionId == id)
            return shopBody(Json::object({{u"id"_s, id}, {u"value"_s, value}}).bytes());
    }
    if (hasGroup)
        return shopError(404, u"rest_setting_setting_invalid"_s, u"Invalid setting."_s);
    return shopError(404, u"rest_setting_setting_group_invalid"_s, u"Invalid setting group."_s);
}

bool shopHasRoute(const ShopSettings &settings, const QString &list)
{
    const QVersionNumber version = QVersionNumber::fromString(settings.version);
    if (list == u"refunds"_s)
        return version >= QVersionNumber(9);
    if (list == u"variations"_s)
        return version >= QVersionNumber(10);
    return true;
}

QString shopTime(const QDateTime &reading)
{
    return reading.toString(u"yyyy-MM-ddTHH:mm:ss"_s);
}

Json shopSummary(const ShopTable &table, qint64 id, const QStringList &fields)
{
    const bool isEnough = std::all_of(fields.begin(), fields.end(),
        [](const QString &field) { return field == u"id"_s || field == u"date_modified_gmt"_s; });
    const ShopRow *row = table.row(id);
    if (!isEnough || row->modified == 0)
        return table.document(id);
    return Json::object({{u"id"_s, id},
        {u"date_modified_gmt"_s, shopTime(QDateTime::fromSecsSinceEpoch(row->modified, Qt::UTC))}});
}

} // namespace uds
