#pragma once

#include "engine/simulators/warehousefilter.h"

#include <QUrl>

#include <optional>

namespace uds {

/// The query of a request to one table, understood the way PostgREST does.
struct WarehouseQuery {
    struct Selected {
        qsizetype column = 0;
        QString name; ///< as it is called in the answer
        bool asText = false;
    };
    struct Order {
        qsizetype column = 0;
        bool isDescending = false;
    };
    QList<Selected> selected; ///< empty = all columns
    QList<WarehouseFilter> filters; ///< all must hold
    QList<Order> order;
    std::optional<qint64> limit;
    qint64 offset = 0;
    std::optional<QStringList> columns; ///< of a write
    QStringList onConflict;

    [[nodiscard]] bool matches(const QList<Json> &cells) const;
    [[nodiscard]] Json shown(const WarehouseTableDescription &table, const QList<Json> &cells) const;
    /// Names of the members of shown(), in order.
    [[nodiscard]] QStringList shownNames(const WarehouseTableDescription &table) const;

    [[nodiscard]] static WarehouseResult<WarehouseQuery> parse(
        const WarehouseTableDescription &table, const QUrl &url);
};

} // namespace uds
