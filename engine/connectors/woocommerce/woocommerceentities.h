#pragma once

#include <QString>
#include <QStringList>

namespace uds {

/// One list of the WooCommerce API and what it allows. Stock has no list of its own: it is "stock_quantity"
/// of products and variations, and a sale moves their modification date.
struct WooEntity {
    QString name; ///< "order"
    QString route; ///< below wc/v3: "orders"
    QString parentRoute
        = QString(); ///< of records that are also, or only, found below another: "products/%1/variations"
    bool readable = true;
    bool hasChangeFilter = true; ///< modified_after works; otherwise the list is read in full, by id
    bool hasStatus = false; ///< the default list hides the trash
    bool hasInclude = true; ///< a list of ids can be asked for
    bool creatable = false;
    bool updatable = false;
    bool voidable = false; ///< DELETE moves to the trash, from where people can restore
    bool batchable = false; ///< shared calls are made; see WooCommerceWire::batchSize()
    QStringList lookUpKeys;
};

/// Null when \a name is not one of order, product, variation, goods, customer, refund, coupon, tax.
[[nodiscard]] const WooEntity *wooEntity(const QString &name);
[[nodiscard]] const QList<WooEntity> &wooEntities();

} // namespace uds
