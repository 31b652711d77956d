#pragma once

#include <chrono>
#include <deque>

namespace uds {

/// Counts requests so that no window of \a span, by the server's own count, holds more than the limit: a
/// request counts while it is under way and for \a span after it ended, since it can have arrived at any
/// moment in between.
class SlidingWindow {
public:
    explicit SlidingWindow(std::chrono::milliseconds span);

    /// Zero when one more may begin at \a now under \a limit (0 = unlimited); else how long that is
    /// impossible at least.
    [[nodiscard]] std::chrono::milliseconds delay(std::chrono::milliseconds now, int limit) const;
    [[nodiscard]] int count(std::chrono::milliseconds now) const;
    void begin(std::chrono::milliseconds now);
    void end(std::chrono::milliseconds now);

private:
    void forget(std::chrono::milliseconds now);

    std::chrono::milliseconds m_span;
    int m_underWay = 0;
    std::deque<std::chrono::milliseconds> m_ended; ///< in ascending order
};

} // namespace uds
