#pragma once

#include <QStringList>

namespace uds {

/// What both sides of a pair of records last agreed on, and where they do not agree.
[[nodiscard]] QStringList conflictTables();

} // namespace uds
