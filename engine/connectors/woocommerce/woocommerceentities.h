#pragma once

#include <QString>
#include <QStringList>

namespace uds {

/// One list of the WooCommerce API.
struct WooEntity {
    QString name; ///< "order"
    QString route; ///< below wc/v3: "orders"
    bool hasChangeFilter = true; ///< modified_after works; otherwise the list is read in full, by id
    bool hasStatus = false; ///< the default list hides the trash
    QStringList lookUpKeys;
};

/// Null when \a name is not one of order, product, variation, customer, refund.
[[nodiscard]] const WooEntity *wooEntity(const QString &name);
[[nodiscard]] const QList<WooEntity> &wooEntities();

} // namespace uds
