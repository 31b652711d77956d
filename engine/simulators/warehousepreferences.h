#pragma once

#include "engine/simulators/warehousefault.h"

#include <QList>

#include <optional>

namespace uds {

/// The Prefer header of a request.
struct WarehousePreferences {
    bool returnsRows = false;
    bool counts = false;
    bool missingIsDefault = false;
    bool merges = false;
    bool ignoresDuplicates = false;
    bool returnsHeaders = false; ///< the address of a single new row
    std::optional<qint64> mostAffected; ///< under handling=strict only
    QByteArrayList applied; ///< for Preference-Applied

    /// PGRST122 for unknown ones under handling=strict; else they are ignored, "tx=rollback" too.
    [[nodiscard]] static WarehouseResult<WarehousePreferences> parse(const QList<HttpHeader> &headers);
};

} // namespace uds
