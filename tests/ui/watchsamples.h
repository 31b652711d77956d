#pragma once

#include "engine/api/alertvalues.h"
#include "ui/schedules/scheduleproposal.h"

namespace uds {
struct WorkspacePages;
}

/// Schedules and alerts of the company of sampledata.h.
namespace uds::sample {

[[nodiscard]] ScheduleOverview schedules();
[[nodiscard]] QList<ScheduleProposal> scheduleProposals();
[[nodiscard]] ScheduleCheck scheduleCheck();
[[nodiscard]] QList<ScheduleLogEntry> scheduleLog(qint64 beforeId, int limit);
[[nodiscard]] QList<OpenAlert> openAlerts();
[[nodiscard]] QList<AlertChannelSummary> alertChannels();
[[nodiscard]] QList<AlertDeliveryRow> deliveries(qint64 beforeId, int limit);

/// Fills the two screens as their controllers would.
void showWatchSamples(WorkspacePages &pages, QObject *context);

} // namespace uds::sample
