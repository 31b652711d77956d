#pragma once

#include "engine/core/clock.h"
#include "engine/core/result.h"

#include <QtGlobal>

#include <chrono>

namespace uds {

struct CircuitBreakerSettings {
    int failuresToOpen = 5; ///< in a row
    std::chrono::milliseconds openFor = std::chrono::seconds(60);
    int successesToClose = 3;
};

/// Stops sending to a server that is down. Closed: all pass. Open: none pass for a while. Half open: one
/// probe at a time; enough of them succeed and it closes, one fails and it opens again.
class CircuitBreaker {
public:
    enum class State { Closed, Open, HalfOpen };
    enum class Outcome {
        Success, ///< a complete answer, also a refusal (4xx)
        Failure, ///< no answer, or 5xx
        Abandoned ///< given up before the server had its chance
    };
    /// Proof of admission, handed back with the outcome.
    struct Admission {
        quint64 period = 0;
    };

    /// \a clock must outlive the breaker.
    explicit CircuitBreaker(Clock &clock, CircuitBreakerSettings settings = {});

    [[nodiscard]] State state() const;
    /// What admit() would say, without taking the place of a probe.
    [[nodiscard]] Result<void> check() const;
    /// ErrorKind::Network, code "http.circuitOpen" with retryAfter, when nothing may pass now. Each admission
    /// must be reported exactly once.
    [[nodiscard]] Result<Admission> admit();
    /// Outcomes of requests admitted before the last change of state are not counted.
    void report(Admission admission, Outcome outcome);

private:
    void enter(State state);
    [[nodiscard]] std::chrono::milliseconds openLeft() const;

    Clock &m_clock;
    CircuitBreakerSettings m_settings;
    State m_state = State::Closed;
    quint64 m_period = 0; ///< grows with each change of state
    int m_failures = 0;
    int m_successes = 0;
    bool m_probing = false;
    std::chrono::milliseconds m_openedAt{0};
};

} // namespace uds
