#pragma once

#include "tests/bench/measuredprocess.h"

namespace uds {

/// One `udsync run --full` and what reached the platforms meanwhile, by the platforms' own account.
struct RunMeasurement {
    ProcessCost cost;
    qint64 records = 0; ///< read
    qint64 requests = 0; ///< of any kind
    qint64 writes = 0; ///< requests that could change something
};

/// The same stream twice: everything is new, then nothing is.
struct StreamMeasurement {
    int orders = 0;
    RunMeasurement first;
    RunMeasurement second;
};

/// Makes up a shop with this many orders and an empty company, and measures two full runs of a new profile.
/// An error when a run does not complete, a document is missing or doubled, or the second run writes.
[[nodiscard]] Result<StreamMeasurement> measureStream(int orders);

} // namespace uds
