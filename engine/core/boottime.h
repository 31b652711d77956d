#pragma once

#include <chrono>

namespace uds {

/// Time since a fixed moment of this boot, time spent in suspend included; never goes back. Any thread.
[[nodiscard]] std::chrono::milliseconds timeSinceBoot();

} // namespace uds
