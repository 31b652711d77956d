#pragma once

#include "engine/core/json.h"
#include "tests/bench/streammeasurement.h"

namespace uds {

/// For people: a row for each run, and the figures that mean the same on every machine.
[[nodiscard]] QString benchText(const QList<StreamMeasurement> &measurements);

/// For programs; names end in their unit.
[[nodiscard]] Json benchDocument(const QList<StreamMeasurement> &measurements);

} // namespace uds
