#include "engine/connectors/woocommerce/woocommerceentities.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QList<WooEntity> allEntities()
{
    return {
        {.name = u"order"_s,
            .route = u"orders"_s,
            .hasStatus = true,
            .creatable = true,
            .updatable = true,
            .voidable = true,
            .lookUpKeys = {u"id"_s, u"number"_s, u"billing_email"_s, u"marker"_s}},
        {.name = u"product"_s,
            .route = u"products"_s,
            .hasStatus = true,
            .creatable = true,
            .updatable = true,
            .voidable = true,
            .batchable = true,
            .lookUpKeys = {u"id"_s, u"sku"_s, u"marker"_s}},
        // Without its parent's id a variation cannot be addressed, and a void has no payload to hold one.
        {.name = u"variation"_s,
            .route = u"variations"_s,
            .parentRoute = u"products/%1/variations"_s,
            .creatable = true,
            .updatable = true,
            .lookUpKeys = {u"id"_s, u"sku"_s, u"marker"_s}},
        // A product or a variation, whichever has the SKU: see woocommercegoods.h.
        {.name = u"goods"_s,
            .route = u"products"_s,
            .readable = false,
            .hasStatus = true,
            .updatable = true,
            .lookUpKeys = {u"id"_s, u"sku"_s}},
        // Deleting a customer is for ever and changes old orders: not offered.
        {.name = u"customer"_s,
            .route = u"customers"_s,
            .hasChangeFilter = false,
            .creatable = true,
            .updatable = true,
            .batchable = true,
            .lookUpKeys = {u"id"_s, u"email"_s}},
        {.name = u"refund"_s,
            .route = u"refunds"_s,
            .parentRoute = u"orders/%1/refunds"_s,
            .creatable = true,
            .lookUpKeys = {u"id"_s, u"marker"_s}},
        {.name = u"coupon"_s, .route = u"coupons"_s, .lookUpKeys = {u"id"_s, u"code"_s}},
        {.name = u"tax"_s,
            .route = u"taxes"_s,
            .hasChangeFilter = false,
            .hasInclude = false,
            .lookUpKeys = {u"id"_s}},
    };
}

} // namespace

const QList<WooEntity> &wooEntities()
{
    static const QList<WooEntity> entities = allEntities();
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
