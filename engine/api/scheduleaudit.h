#pragma once

#include "engine/observe/audittrail.h"
#include "engine/store/schedulerepository.h"

#include <optional>

namespace uds {

/// "schedule.added", "schedule.edited" or "schedule.removed", with the fields that differ.
[[nodiscard]] AuditEntry scheduleEntry(
    const std::optional<ScheduleRow> &before, const std::optional<ScheduleRow> &after);
[[nodiscard]] AuditEntry pauseEntry(bool paused);

} // namespace uds
