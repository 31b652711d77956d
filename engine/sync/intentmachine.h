#pragma once

#include "engine/store/journalrepository.h"

namespace uds {

/// What can happen to an intent.
enum class IntentEvent {
    Unblocked, ///< every parent has its remote id
    Sent, ///< bytes frozen, about to leave
    Accepted, ///< complete answer: the platform holds it
    Refused, ///< complete answer: definitely not applied
    Unsent, ///< certainly not applied and not the record's fault: same bytes later
    Lost, ///< no complete answer
    Found, ///< a probe found it with our marker
    Absent, ///< probed twice after the settle time, not there: same bytes again
    GivenUp, ///< nobody but a person can tell
    Gone, ///< the target held it and has it no more: the way is free for a new one
    Withdrawn ///< replaced by newer data, or its parent failed; only before it was sent
};

/// The next state, or nothing when the event is not allowed there: then the caller has a bug and must not
/// write. The whole of the protocol in reliability.md 2.1.
[[nodiscard]] std::optional<IntentState> nextState(IntentState state, IntentEvent event);

/// Applied or adopted: the target holds it.
[[nodiscard]] bool isHeld(IntentState state);
/// Nothing will happen to it any more without a person.
[[nodiscard]] bool isTerminal(IntentState state);

} // namespace uds
