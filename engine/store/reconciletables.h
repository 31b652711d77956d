#pragma once

#include <QStringList>

namespace uds {

/// Periods that were signed off, and what became of them afterwards.
[[nodiscard]] QStringList reconcileTables();

} // namespace uds
