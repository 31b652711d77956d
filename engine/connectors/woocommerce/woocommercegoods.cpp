#include "engine/connectors/woocommerce/woocommercegoods.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

/// Old shops tell the type only in the products' list, and the parent only in the variations' list.
bool isVariation(const Json &document)
{
    if (document.contains(u"type"))
        return document[u"type"].string() == u"variation"_s;
    return document[u"parent_id"].integer().value_or(0) > 0;
}

/// Prices are texts, and "12.5" is the price "12.50".
bool isSame(const Json &wanted, const Json &held)
{
    const auto first = wanted.decimal();
    const auto second = held.decimal();
    return first && second ? *first == *second : wanted == held;
}

/// A product with variations is sold as one of them, at that one's price; the shop would drop its own.
bool hasOwnPrice(const Json &document)
{
    const QString type = document[u"type"].string();
    return type != u"variable"_s && type != u"grouped"_s;
}

void leaveOutPrice(Remainder &left, const Json &document)
{
    const QString price = u"regular_price"_s;
    if (!left.payload.contains(price) || hasOwnPrice(document))
        return;
    left.payload.remove(price);
    left.notes.append(QCoreApplication::translate("uds",
        "The price was not sent: in the shop this SKU is a product with variations, which have their own "
        "prices."));
}

void leaveOutStock(Remainder &left, const Json &document)
{
    const QString stock = u"stock_quantity"_s;
    // A variation may say "parent": its product counts for it.
    const bool isCounted = document[u"manage_stock"].boolean() || left.payload[u"manage_stock"].boolean();
    if (!left.payload.contains(stock) || isCounted)
        return;
    left.payload.remove(stock);
    left.notes.append(QCoreApplication::translate("uds",
        "The quantity was not sent: the shop does not count pieces of this SKU (\"Manage stock\" is off)."));
}

} // namespace

std::optional<WooGoodsId> WooGoodsId::parse(const QString &text)
{
    const QStringList parts = text.split(u':');
    WooGoodsId id;
    id.product = parts.first().toLongLong();
    id.variation = parts.value(1).toLongLong();
    const bool isSound = parts.size() <= 2 && id.product > 0 && (parts.size() == 1 || id.variation > 0);
    return isSound ? std::optional(id) : std::nullopt;
}

WooGoodsId WooGoodsId::of(const Json &document)
{
    const qint64 own = document[u"id"].integer().value_or(0);
    if (!isVariation(document))
        return {own, 0};
    return {document[u"parent_id"].integer().value_or(0), own};
}

QString WooGoodsId::text() const
{
    return variation == 0 ? QString::number(product) : u"%1:%2"_s.arg(product).arg(variation);
}

QString WooGoodsId::route() const
{
    const QString ofProduct = u"products/"_s + QString::number(product);
    return variation == 0 ? ofProduct : ofProduct + u"/variations/"_s + QString::number(variation);
}

bool isWooGoods(const QString &entity)
{
    return entity == u"goods"_s;
}

Remainder wooGoodsRemainder(const Json &payload, const Json &document)
{
    Remainder left{payload, {}};
    leaveOutPrice(left, document);
    leaveOutStock(left, document);
    const JsonObject &members = left.payload.object();
    if (std::ranges::all_of(members,
            [&document](const JsonMember &member) { return isSame(member.value, document[member.name]); }))
        left.payload = Json::object({});
    return left;
}

} // namespace uds
