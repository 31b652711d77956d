#pragma once

#include "engine/core/json.h"

#include <optional>

namespace uds {

/// How long one way took to store the same rows.
struct WarehouseWay {
    QString name;
    qint64 insertMs = 0; ///< into empty tables
    std::optional<qint64> updateMs; ///< every row is there already; absent for a way that cannot
};

struct WarehouseMeasurement {
    int orders = 0;
    QList<WarehouseWay> ways; ///< our own first, then the multi-row upsert it is measured against
};

/// Stores this many made-up orders, two lines each, into a real PostgreSQL server of its own: through the
/// connector, by multi-row upserts and by COPY. An error when a way does not store every row.
[[nodiscard]] Result<WarehouseMeasurement> measureWarehouse(int orders);

/// For people.
[[nodiscard]] QString warehouseText(const WarehouseMeasurement &measurement);
/// For programs; names end in their unit.
[[nodiscard]] Json warehouseDocument(const WarehouseMeasurement &measurement);

} // namespace uds
