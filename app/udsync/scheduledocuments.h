#pragma once

#include "engine/api/schedulevalues.h"

namespace uds::cli {

[[nodiscard]] Json document(const ScheduleDraft &draft);
[[nodiscard]] Json document(const ScheduleSummary &summary);
[[nodiscard]] Json document(const PlannedRun &run);
[[nodiscard]] Json document(const ScheduleLogEntry &entry);
[[nodiscard]] Json documents(const QList<ScheduleDraft> &drafts);
[[nodiscard]] Json documents(const QList<ScheduleSummary> &summaries);
[[nodiscard]] Json documents(const QList<PlannedRun> &runs);
[[nodiscard]] Json documents(const QList<ScheduleLogEntry> &entries);

// The same as tables for people.

[[nodiscard]] QString overviewText(const ScheduleOverview &overview);
[[nodiscard]] QString plannedText(const QList<PlannedRun> &runs);
[[nodiscard]] QString proposalText(const QList<ScheduleDraft> &drafts);
[[nodiscard]] QString logText(const QList<ScheduleLogEntry> &entries);

} // namespace uds::cli
