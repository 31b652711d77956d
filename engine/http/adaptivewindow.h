#pragma once

#include "engine/http/admissionlimits.h"
#include "engine/http/slidingwindow.h"

namespace uds {

/// One limit with what was sent against it and what 429 answers taught about it: each lowers what is allowed
/// to three quarters, each quiet minute gives a twentieth back.
class AdaptiveWindow {
public:
    /// \a leastLearned is the lowest limit that an unlimited window learns from its own count.
    AdaptiveWindow(RateWindow limit, int leastLearned, std::chrono::milliseconds now);

    [[nodiscard]] const RateWindow &limit() const { return m_limit; }
    /// Whether a request, or a batch, falls under this limit.
    [[nodiscard]] bool concerns(bool batch) const;
    /// Zero when one more may begin at \a now; else how long that is impossible at least.
    [[nodiscard]] std::chrono::milliseconds delay(std::chrono::milliseconds now) const;
    /// What is allowed per span at present; zero = unlimited.
    [[nodiscard]] int allowed(std::chrono::milliseconds now) const;
    /// How much of what is allowed was used; an unlimited window is measured by what it would learn at least.
    [[nodiscard]] double fullness(std::chrono::milliseconds now) const;
    void begin(std::chrono::milliseconds now) { m_sent.begin(now); }
    void end(std::chrono::milliseconds now) { m_sent.end(now); }
    /// A 429 spoke of this limit.
    void lower(std::chrono::milliseconds now);

private:
    [[nodiscard]] int share(std::chrono::milliseconds now) const;

    RateWindow m_limit;
    SlidingWindow m_sent;
    int m_leastLearned;
    int m_base; ///< what the percentage is taken of
    int m_share = 100; ///< percent of m_base right after the last 429
    std::chrono::milliseconds m_loweredAt;
};

} // namespace uds
