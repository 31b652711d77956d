#pragma once

#include "engine/core/json.h"

#include <QSet>
#include <QStringList>
#include <QTimeZone>
#include <QUrlQuery>

#include <optional>

namespace uds {

/// The lists a shop offers; they differ in their parameters.
enum class ShopResource { Orders, Products, Variations, Customers, Refunds, Coupons, Taxes };

/// The parameters of a list request, understood the way WooCommerce does (woocommerce.md sections 3 and 4).
struct ShopQuery {
    enum class OrderBy { Date, Id, Modified, Include };

    int perPage = 10;
    int page = 1;
    std::optional<qint64> offset;
    OrderBy orderBy = OrderBy::Date;
    bool isAscending = false;
    QSet<QString> statuses; ///< empty = the resource's default
    bool hasAny = false; ///< "any" was among the statuses
    QList<qint64> include;
    QSet<qint64> exclude;
    // Bounds in seconds since 1970 UTC, all exclusive.
    std::optional<qint64> after;
    std::optional<qint64> before;
    std::optional<qint64> modifiedAfter;
    std::optional<qint64> modifiedBefore;
    QStringList fields; ///< empty = all
    std::optional<qint64> customer;
    QString email;
    QStringList skus; ///< lower case; of coupons their code
    QString search; ///< orders only
    QString role = QStringLiteral("customer");

    /// The query, or the body of a 400 answer that names every bad parameter. Unknown parameters are ignored,
    /// as there.
    [[nodiscard]] static tl::expected<ShopQuery, Json> parse(
        const QUrlQuery &items, ShopResource resource, const QTimeZone &zone);
    [[nodiscard]] qint64 firstRow() const { return offset.value_or(qint64(page - 1) * perPage); }
};

} // namespace uds
