#include "engine/sync/intentmachine.h"

namespace uds {

namespace {

std::optional<IntentState> fromUnsent(IntentState state, IntentEvent event)
{
    switch (event) {
    case IntentEvent::Unblocked: return IntentState::Ready;
    case IntentEvent::Sent:
        return state == IntentState::Ready ? std::optional(IntentState::Inflight) : std::nullopt;
    case IntentEvent::Withdrawn: return IntentState::Superseded;
    default: return std::nullopt;
    }
}

std::optional<IntentState> fromInflight(IntentEvent event)
{
    switch (event) {
    case IntentEvent::Accepted: return IntentState::Applied;
    case IntentEvent::Refused: return IntentState::Rejected;
    case IntentEvent::Unsent: return IntentState::Ready;
    case IntentEvent::Lost: return IntentState::Ambiguous;
    default: return std::nullopt;
    }
}

// A replay of the frozen bytes is how most ambiguous intents leave, so the answers of a replay are allowed
// here too.
std::optional<IntentState> fromAmbiguous(IntentEvent event)
{
    switch (event) {
    case IntentEvent::Accepted: return IntentState::Applied;
    case IntentEvent::Found: return IntentState::Adopted;
    case IntentEvent::Absent: return IntentState::Ready;
    case IntentEvent::GivenUp: return IntentState::Parked;
    case IntentEvent::Refused: return IntentState::Rejected;
    case IntentEvent::Lost: return IntentState::Ambiguous;
    default: return std::nullopt;
    }
}

} // namespace

std::optional<IntentState> nextState(IntentState state, IntentEvent event)
{
    switch (state) {
    case IntentState::Planned:
    case IntentState::Ready: return fromUnsent(state, event);
    case IntentState::Inflight: return fromInflight(event);
    case IntentState::Ambiguous: return fromAmbiguous(event);
    case IntentState::Parked:
        return event == IntentEvent::Found ? std::optional(IntentState::Adopted) : std::nullopt;
    case IntentState::Rejected:
        return event == IntentEvent::Found ? std::optional(IntentState::Adopted) : std::nullopt;
    case IntentState::Applied:
    case IntentState::Adopted:
        return event == IntentEvent::Gone ? std::optional(IntentState::Superseded) : std::nullopt;
    case IntentState::Superseded: return std::nullopt;
    }
    return std::nullopt;
}

bool isHeld(IntentState state)
{
    return state == IntentState::Applied || state == IntentState::Adopted;
}

bool isTerminal(IntentState state)
{
    return isHeld(state) || state == IntentState::Rejected || state == IntentState::Parked
        || state == IntentState::Superseded;
}

} // namespace uds
