#pragma once

#include "engine/store/failurecarerepository.h"

#include <QByteArray>

#include <chrono>

namespace uds {

class Random;

/// How often and how patiently a failure is tried again by itself.
struct FailureRetryRules {
    int tries = 5;
    std::chrono::milliseconds first = std::chrono::seconds(1);
    std::chrono::milliseconds longest = std::chrono::minutes(5);
};

/// What happens next with one failure.
struct FailureRetryDecision {
    FailureState state = FailureState::NeedsYou;
    FailureCareRow care;
    friend bool operator==(const FailureRetryDecision &, const FailureRetryDecision &) = default;
};

/// True for what goes away without anybody doing anything.
[[nodiscard]] bool healsWithTime(const Error &error);
/// True when the mapping or the settings are not those that the last try was made with.
[[nodiscard]] bool isWorthARetry(const CaredFailure &cared, const QByteArray &circumstances);

/// Decides about the next automatic try, once per failed try: what time heals is tried again after 1 s, 2 s,
/// 4 s ... with jitter, and a remote side that asks for more gets it; everything else exactly once each time
/// the \a circumstances (print of mapping and settings) changed. A changed record is none of its business: it
/// is captured and planned anyway.
[[nodiscard]] FailureRetryDecision decideRetry(const CaredFailure &cared, const QByteArray &circumstances,
    const QDateTime &nowUtc, Random &random, const FailureRetryRules &rules = {});
/// The care of a failure whose try begins now: whatever comes of it is decided about anew.
[[nodiscard]] FailureCareRow tryBegun(FailureCareRow care);

} // namespace uds
