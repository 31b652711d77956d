#pragma once

#include "engine/api/conflictvalues.h"
#include "engine/api/failurevalues.h"
#include "engine/api/reconcilevalues.h"
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
[[nodiscard]] QList<FailureView> failures(qint64 beforeId, int limit);
/// Newest first: a locked document, fields of a customer, and one that is decided.
[[nodiscard]] QList<ConflictView> conflicts(qint64 beforeId, int limit);
[[nodiscard]] ReconcileOutcome reconciliation();
[[nodiscard]] QList<SignedPeriod> signedPeriods();
[[nodiscard]] QList<RunSummary> runs(qint64 beforeId, int limit);
[[nodiscard]] QList<HistoryRow> records(qint64 beforeId, int limit);
[[nodiscard]] Explanation explanation();
[[nodiscard]] Plan plan();

} // namespace uds::sample
