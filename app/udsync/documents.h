#pragma once

#include "engine/api/values.h"

namespace uds::cli {

// The JSON that --json prints. Times are ISO 8601 in UTC or null, amounts numbers with their cents.

[[nodiscard]] Json document(const IntegrationSummary &integration);
[[nodiscard]] Json document(const StreamSummary &stream);
[[nodiscard]] Json document(const RunSummary &summary);
[[nodiscard]] Json document(const HistoryRow &row);
[[nodiscard]] Json document(const CauseRow &cause);
[[nodiscard]] Json document(const FailureRow &failure);
[[nodiscard]] Json document(const Explanation &explanation);
[[nodiscard]] Json document(const DoctorFinding &finding);
[[nodiscard]] Json document(const VerifyReport &report);
[[nodiscard]] Json document(const Preflight &preflight);

template <typename Row>
[[nodiscard]] Json documents(const QList<Row> &rows)
{
    JsonArray items;
    for (const Row &row : rows)
        items.append(document(row));
    return items;
}

/// "2026-11-22T13:05:38Z"; empty for an invalid time.
[[nodiscard]] QString timeText(const QDateTime &utc);
[[nodiscard]] QString amountText(const std::optional<Decimal> &amount, const QString &currency);
[[nodiscard]] QString verdictName(VerifyStep::Verdict verdict);
[[nodiscard]] QString severityName(DoctorFinding::Severity severity);

} // namespace uds::cli
