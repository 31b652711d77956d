#pragma once

#include <QCoroTask>
#include <QDateTime>

#include <chrono>
#include <stop_token>

namespace uds {

/// Time comes through here, so that a test can run the whole engine under virtual time.
class Clock {
public:
    virtual ~Clock() = default;
    /// Wall time in UTC: for people and for comparison with a server's clock, never for intervals.
    [[nodiscard]] virtual QDateTime nowUtc() const = 0;
    /// Milliseconds since some fixed moment; never goes back and runs on while the machine sleeps.
    [[nodiscard]] virtual std::chrono::milliseconds boot() const = 0;
    /// Returns after \a duration, or at once when \a stop is requested.
    [[nodiscard]] virtual QCoro::Task<void> sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
        = 0;
};

} // namespace uds
