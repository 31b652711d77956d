#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"

namespace uds {

/// How long it takes to compare a store's records with their documents, without any call.
struct ReconcileMeasurement {
    int orders = 0;
    qint64 milliseconds = 0;
    int matched = 0;
};

/// Fills a store with \a orders orders that were sent, by the measure of real ones, and compares all of them.
[[nodiscard]] Result<ReconcileMeasurement> measureReconcile(int orders);

[[nodiscard]] Json reconcileDocument(const ReconcileMeasurement &measured);
[[nodiscard]] QString reconcileText(const ReconcileMeasurement &measured);

} // namespace uds
