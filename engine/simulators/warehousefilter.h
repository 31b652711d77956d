#pragma once

#include "engine/simulators/warehousevalue.h"

#include <functional>

namespace uds {

/// Whether a row, given as its cells in the order of the columns, is among those asked for.
using WarehouseFilter = std::function<bool(const QList<Json> &cells)>;

/// A filter of the query: \a name is a column, "and", "or", "not.and" or "not.or", \a text what stands behind
/// the equals sign, decoded. Errors: PGRST100 for syntax, 42703 for an unknown column, and those of values.
[[nodiscard]] WarehouseResult<WarehouseFilter> warehouseFilter(
    const WarehouseTableDescription &table, const QString &name, const QString &text);

/// Splits at commas outside of quotes and brackets.
[[nodiscard]] QStringList warehouseListItems(const QString &text);
/// Without the double quotes and backslashes around it, when it has them.
[[nodiscard]] QString warehouseUnquoted(const QString &text);

} // namespace uds
