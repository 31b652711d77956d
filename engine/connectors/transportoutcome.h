#pragma once

#include "engine/connectors/effect.h"

namespace uds {

[[nodiscard]] Outcome outcomeOf(Outcome::State state, std::optional<Error> error);

/// What became of an effect whose call ended with an error of the transport: what it proves is in its kind.
[[nodiscard]] Outcome transportOutcome(const Error &error);

} // namespace uds
