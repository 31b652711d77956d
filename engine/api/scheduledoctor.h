#pragma once

#include "engine/api/values.h"

namespace uds {

class Database;

/// Whether every schedule has a stream and is understood.
[[nodiscard]] Result<QList<DoctorFinding>> scheduleFindings(Database &database);

} // namespace uds
