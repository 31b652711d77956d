#pragma once

#include "engine/core/result.h"

#include <QList>
#include <QString>
#include <QVariantList>

namespace uds {

/// One statement's share of a long `IN (...)` look-up.
struct InChunk {
    QString marks; ///< "?,?,?": as many as there are values
    QVariantList values;
};

/// Splits values into statements of at most 500. Sizes are few and fixed (short shares repeat their last
/// value), so that the cache of prepared statements stays small.
[[nodiscard]] QList<InChunk> inChunks(const QVariantList &values);

template <typename Value>
[[nodiscard]] QList<InChunk> inChunks(const QList<Value> &values)
{
    return inChunks(QVariantList(values.begin(), values.end()));
}

/// Runs \a select (a function from InChunk to Result<QList<Row>>) for every share and joins the rows.
template <typename Value, typename Select>
[[nodiscard]] auto selectIn(const QList<Value> &values, Select select)
    -> std::invoke_result_t<Select, InChunk>
{
    std::invoke_result_t<Select, InChunk> joined;
    for (const InChunk &chunk : inChunks(values)) {
        auto rows = select(chunk);
        if (!rows)
            return rows;
        joined->append(std::move(*rows));
    }
    return joined;
}

} // namespace uds
