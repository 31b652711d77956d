#pragma once

#include "engine/api/failurevalues.h"
#include "engine/sync/failureretry.h"

namespace uds {

/// It was tried by itself as often as is sensible; from here on it needs a person.
[[nodiscard]] inline bool isAtAttemptLimit(const FailureView &view)
{
    return view.failure.state == FailureState::NeedsYou
        && view.care.automaticTries >= FailureRetryRules().tries && !view.care.nextTryUtc.isValid();
}

} // namespace uds
