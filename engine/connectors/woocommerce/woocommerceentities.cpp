#include "engine/connectors/woocommerce/woocommerceentities.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

const QList<WooEntity> &wooEntities()
{
    static const QList<WooEntity> entities{
        {u"order"_s, u"orders"_s, true, true, {u"id"_s}},
        {u"product"_s, u"products"_s, true, true, {u"id"_s, u"sku"_s}},
        {u"variation"_s, u"variations"_s, true, false, {u"id"_s}},
        {u"customer"_s, u"customers"_s, false, false, {u"id"_s, u"email"_s}},
        {u"refund"_s, u"refunds"_s, true, false, {u"id"_s}},
    };
    return entities;
}

const WooEntity *wooEntity(const QString &name)
{
    const QList<WooEntity> &entities = wooEntities();
    const auto found = std::find_if(
        entities.begin(), entities.end(), [&name](const WooEntity &entity) { return entity.name == name; });
    return found == entities.end() ? nullptr : &*found;
}

} // namespace uds
