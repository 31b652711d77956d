#pragma once

#include <QStringList>

namespace uds {

/// Schedules of streams, and what was decided about each of their runs.
[[nodiscard]] QStringList scheduleTables();

} // namespace uds
