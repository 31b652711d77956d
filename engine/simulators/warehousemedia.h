#pragma once

#include "engine/core/json.h"
#include "engine/simulators/warehousefault.h"

namespace uds {

/// The form of the rows in an answer.
enum class WarehouseMedia {
    List, ///< a JSON array
    Object, ///< the only row, without the array
    Csv
};

/// What the Accept header asks for. PGRST107 when nothing of it is there.
[[nodiscard]] WarehouseResult<WarehouseMedia> warehouseMedia(const QList<HttpHeader> &headers);
/// Value of the Content-Type of an answer with rows.
[[nodiscard]] QByteArray warehouseMediaType(WarehouseMedia media);
/// PGRST116 when one row is wanted and there are others than one.
[[nodiscard]] WarehouseResult<void> checkWarehouseRows(WarehouseMedia media, qsizetype rows);
/// \a rows in this form; \a columns stand in the first line of CSV.
[[nodiscard]] QByteArray warehouseRows(
    WarehouseMedia media, const QStringList &columns, const JsonArray &rows);

/// The rows of a request's body, JSON or CSV. PGRST102 for other types and broken bodies.
[[nodiscard]] WarehouseResult<JsonArray> warehouseRowsIn(const HttpRequest &request);

} // namespace uds
