#include "engine/connectors/transportoutcome.h"

namespace uds {

Outcome outcomeOf(Outcome::State state, std::optional<Error> error)
{
    Outcome result;
    result.state = state;
    result.error = std::move(error);
    return result;
}

Outcome transportOutcome(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::RateLimited:
    case ErrorKind::Authentication:
    case ErrorKind::Configuration: return outcomeOf(Outcome::State::NotSent, error);
    default: return outcomeOf(Outcome::State::Ambiguous, error);
    }
}

} // namespace uds
