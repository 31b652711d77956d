#pragma once

#include "engine/core/clock.h"
#include "engine/core/result.h"
#include "engine/http/slidingwindow.h"

#include <QCoroTask>

#include <chrono>
#include <list>
#include <stop_token>

namespace uds {

/// Zero = unlimited.
struct AdmissionLimits {
    int requestsPerMinute = 0;
    int batchesPerMinute = 0; ///< a batch counts as a request too
    int concurrent = 0;
    int requestsPerSecond = 0;
    friend bool operator==(const AdmissionLimits &, const AdmissionLimits &) = default;
};

/// Admits requests first come, first served, never more than the limits by the server's own count. Adaptive:
/// each 429 lowers the allowed rate to three quarters, each quiet minute gives a twentieth back. One thread;
/// waits only through the Clock, so that it works under virtual time.
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
    RateLimiter(AdmissionLimits limits, Clock &clock);
    ~RateLimiter();
    RateLimiter(const RateLimiter &) = delete;
    RateLimiter &operator=(const RateLimiter &) = delete;

    /// Waits for its turn. ErrorKind::Cancelled when \a stop is requested before that.
    [[nodiscard]] QCoro::Task<Result<Permit>> acquire(bool batch, std::stop_token stop);
    /// The server said 429: nothing is admitted for \a pause (a second at least), and less per minute
    /// afterwards.
    void throttled(std::chrono::milliseconds pause);
    /// Requests per minute allowed at present; zero = unlimited.
    [[nodiscard]] int allowedPerMinute() const;
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
    [[nodiscard]] std::chrono::milliseconds commonDelay(std::chrono::milliseconds now) const;
    [[nodiscard]] bool isNext(const Waiter &waiter, bool batchesMayGo) const;
    [[nodiscard]] int allowedShare() const;
    [[nodiscard]] std::list<Waiter> &queueOf(bool batch) { return batch ? m_batches : m_requests; }
    void begin(bool batch);
    void end(bool batch);
    void wakeNext();

    AdmissionLimits m_limits;
    Clock &m_clock;
    SlidingWindow m_minute;
    SlidingWindow m_batchMinute;
    SlidingWindow m_second;
    int m_underWay = 0;
    quint64 m_arrivals = 0;
    std::list<Waiter> m_requests;
    std::list<Waiter> m_batches;
    std::chrono::milliseconds m_pausedUntil;
    std::chrono::milliseconds m_loweredAt;
    int m_loweredShare = 100; ///< percent of m_base right after the last 429
    int m_base; ///< what the percentage is taken of
};

} // namespace uds
