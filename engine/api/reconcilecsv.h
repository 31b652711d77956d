#pragma once

#include "engine/api/reconcilevalues.h"

#include <QByteArray>

namespace uds {

/// The differences of one reconciliation as CSV with a header row: amounts are plain numbers, texts are
/// guarded against being run as formulas.
[[nodiscard]] QByteArray reconciliationCsv(const ReconcileOutcome &outcome);

} // namespace uds
