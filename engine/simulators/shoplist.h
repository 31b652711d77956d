#pragma once

#include "engine/http/httptypes.h"
#include "engine/simulators/shopquery.h"

#include <QByteArrayList>

namespace uds {

class ShopTable;

/// Where a list was asked for, and where the shop believes it lives.
struct ShopListAddress {
    QUrl shop;
    QUrl requested;
};

/// The JSON text of these rows, reduced to \a fields unless empty.
[[nodiscard]] QByteArrayList shopRows(
    const ShopTable &table, const QList<qint64> &ids, const QStringList &fields);
/// Adds X-WP-Total, X-WP-TotalPages and Link. Links are built from the shop's own idea of its address.
void addShopPaging(
    HttpResponse &response, const ShopQuery &query, qint64 total, const ShopListAddress &address);

} // namespace uds
