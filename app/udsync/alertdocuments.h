#pragma once

#include "engine/api/alertvalues.h"

namespace uds::cli {

// What --json prints about alerts, and the same for people.

[[nodiscard]] Json document(const AlertChannelSummary &summary);
[[nodiscard]] Json document(const AlertDeliveryRow &row);
[[nodiscard]] Json document(const OpenAlert &alert);
[[nodiscard]] Json document(const AlertRuleSet &set);

[[nodiscard]] QString alertChannelsText(const QList<AlertChannelSummary> &channels);
[[nodiscard]] QString alertDeliveriesText(const QList<AlertDeliveryRow> &rows);
[[nodiscard]] QString openAlertsText(const QList<OpenAlert> &alerts);
[[nodiscard]] QString alertRulesText(const AlertRuleSet &set);

} // namespace uds::cli
