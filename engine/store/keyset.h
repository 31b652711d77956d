#pragma once

#include <QtGlobal>

#include <limits>

namespace uds {

/// The bound of a page that goes down from \a beforeId; 0 (or less) starts at the newest row.
[[nodiscard]] constexpr qint64 upperId(qint64 beforeId)
{
    return beforeId > 0 ? beforeId : std::numeric_limits<qint64>::max();
}

} // namespace uds
