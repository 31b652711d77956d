#pragma once

#include <QStringList>

namespace uds {

/// Migration 5: the typed log of runs. The audit table itself is part of the first schema.
[[nodiscard]] QStringList auditTables();

} // namespace uds
