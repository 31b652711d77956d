#pragma once

#include "engine/http/httptypes.h"

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace uds {

class Random;

/// How often and how patiently a request is repeated. Attempts count from 1.
struct RetryPolicy {
    int maxAttempts = 5;
    std::chrono::milliseconds baseDelay = std::chrono::seconds(1);
    int factor = 2;
    std::chrono::milliseconds maxDelay = std::chrono::seconds(60);
    /// Wait after a 429 that names none; zero = the usual back-off. QuickBooks asks for 60 s.
    std::chrono::milliseconds throttledDelay{0};
    /// A remote side that asks for more is not waited for: its answer is returned instead.
    std::chrono::milliseconds longestWait = std::chrono::minutes(5);
    friend bool operator==(const RetryPolicy &, const RetryPolicy &) = default;
};

/// Delay after the failed attempt \a attempt: full jitter up to baseDelay * factor^(attempt-1), capped at
/// maxDelay; \a retryAfter when that is longer.
[[nodiscard]] std::chrono::milliseconds backoff(int attempt, const RetryPolicy &policy,
    std::optional<std::chrono::milliseconds> retryAfter, Random &random);

/// The three date forms of RFC 9110 5.6.7.
[[nodiscard]] std::optional<QDateTime> parseHttpDate(const QByteArray &text);

/// Value of a Retry-After header, seconds or a date; a date that has passed is zero. Absent for anything
/// else.
[[nodiscard]] std::optional<std::chrono::milliseconds> parseRetryAfter(
    const QByteArray &value, const QDateTime &nowUtc);

/// Retry-After of \a response. A date is compared with the server's own clock (its Date header) where it
/// tells, so that a wrong clock of this computer does no harm.
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfterOf(
    const HttpResponse &response, const QDateTime &nowUtc);

} // namespace uds
