#pragma once

#include "engine/api/values.h"

namespace uds {

class Database;

/// Whether signed periods still hold, and what the last census of each stream found; nothing about streams
/// without either.
[[nodiscard]] Result<QList<DoctorFinding>> careFindings(Database &database);

} // namespace uds
