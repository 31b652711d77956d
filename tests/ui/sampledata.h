#pragma once

#include "engine/api/values.h"
#include "engine/api/webhookvalues.h"

/// A small believable company for the screens: one shop, one set of books, orders with a few problems.
namespace uds::sample {

[[nodiscard]] QDateTime now();
[[nodiscard]] DashboardSummary dashboard();
[[nodiscard]] QList<RunProgress> activeRuns();
[[nodiscard]] QList<IntegrationSummary> integrations();
[[nodiscard]] QList<StreamSummary> streams();
[[nodiscard]] ConnectorDescription shopConnector();
/// The real one, with its sign-in.
[[nodiscard]] ConnectorDescription booksConnector();
/// The real one, with fields that depend on a choice.
[[nodiscard]] ConnectorDescription warehouseConnector();
[[nodiscard]] SignInStart signInStart();
[[nodiscard]] QList<WebhookSummary> webhooks();
[[nodiscard]] WebhookReceiverState receiver();
[[nodiscard]] VerifyReport brokenReport();
[[nodiscard]] QList<CauseRow> causes();
/// Newest first, ids below \a beforeId.
[[nodiscard]] QList<FailureRow> failures(qint64 beforeId, int limit);
[[nodiscard]] QList<RunSummary> runs(qint64 beforeId, int limit);
[[nodiscard]] QList<HistoryRow> records(qint64 beforeId, int limit);
[[nodiscard]] Explanation explanation();
[[nodiscard]] Plan plan();

} // namespace uds::sample
