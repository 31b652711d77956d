#pragma once

#include "engine/core/clock.h"
#include "engine/core/result.h"
#include "engine/http/adaptivewindow.h"

#include <QCoroTask>

#include <chrono>
#include <list>
#include <stop_token>
#include <vector>

namespace uds {

/// A 429 of the server.
struct Throttling {
    std::chrono::milliseconds pause{0}; ///< at least a second is kept
    bool isPauseTold = false; ///< by the server: then it speaks of no window shorter than the pause
    bool batch = false; ///< what was refused
};

/// Admits requests first come, first served, never more than the limits by the server's own count. Adaptive:
/// each 429 lowers the window it speaks of (AdaptiveWindow); limits that nobody published are learned so. One
/// thread; waits only through the Clock, so that it works under virtual time.
class RateLimiter {
public:
    /// The right to have one request under way, until it is destroyed. Must not outlive the limiter.
    class Permit {
    public:
        Permit(RateLimiter &limiter, bool batch);
        ~Permit();
        Permit(Permit &&other) noexcept;
        Permit &operator=(Permit &&other) noexcept;
        Permit(const Permit &) = delete;
        Permit &operator=(const Permit &) = delete;

    private:
        RateLimiter *m_limiter;
        bool m_batch;
    };

    /// \a clock must outlive the limiter.
    RateLimiter(const AdmissionLimits &limits, Clock &clock);
    ~RateLimiter();
    RateLimiter(const RateLimiter &) = delete;
    RateLimiter &operator=(const RateLimiter &) = delete;

    /// Waits for its turn. ErrorKind::Cancelled when \a stop is requested before that.
    [[nodiscard]] QCoro::Task<Result<Permit>> acquire(bool batch, std::stop_token stop);
    /// The server said 429: nothing is admitted for the pause, and less afterwards in the window that is
    /// fullest of those that count the refused request.
    void throttled(Throttling refusal);
    /// Allowed at present in the window of \a span for \a counts; zero = unlimited.
    [[nodiscard]] int allowed(RateWindow::Counts counts = RateWindow::Counts::Requests,
        std::chrono::milliseconds span = std::chrono::minutes(1)) const;
    /// Waiting for admission at present.
    [[nodiscard]] int waiting() const { return int(m_requests.size() + m_batches.size()); }

private:
    /// One coroutine inside acquire().
    struct Waiter {
        quint64 number = 0;
        bool batch = false;
        std::stop_source *wake = nullptr; ///< ends its present sleep
    };

    [[nodiscard]] std::chrono::milliseconds delay(const Waiter &waiter) const;
    [[nodiscard]] std::chrono::milliseconds delayOf(
        RateWindow::Counts counts, std::chrono::milliseconds now) const;
    [[nodiscard]] bool isNext(const Waiter &waiter, bool batchesMayGo) const;
    [[nodiscard]] AdaptiveWindow *windowFor(const Throttling &refusal, std::chrono::milliseconds now);
    [[nodiscard]] std::list<Waiter> &queueOf(bool batch) { return batch ? m_batches : m_requests; }
    void begin(bool batch);
    void end(bool batch);
    void wakeNext();

    int m_concurrent;
    Clock &m_clock;
    std::vector<AdaptiveWindow> m_windows;
    int m_underWay = 0;
    quint64 m_arrivals = 0;
    std::list<Waiter> m_requests;
    std::list<Waiter> m_batches;
    std::chrono::milliseconds m_pausedUntil;
};

} // namespace uds
