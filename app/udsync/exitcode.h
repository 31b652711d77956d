#pragma once

#include "engine/api/values.h"

namespace uds::cli {

/// What scripts rely on.
enum class ExitCode {
    Done = 0,
    Problems = 1, ///< finished, but something needs a person
    Failed = 2,
    Cancelled = 3,
    Unusable = 4 ///< profile locked, wrong configuration or wrong arguments
};

[[nodiscard]] ExitCode exitCodeOf(const Error &error);
[[nodiscard]] ExitCode exitCodeOf(const RunRow &run);

} // namespace uds::cli
