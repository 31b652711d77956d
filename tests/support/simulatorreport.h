#pragma once

#include "engine/core/json.h"

namespace uds {

/// What the simulators behind SimulatorProgram::greeting() have seen and applied so far; null when they do
/// not answer.
[[nodiscard]] Json simulatorReport(const Json &greeting);

} // namespace uds
