#include "engine/http/slidingwindow.h"

#include <algorithm>

namespace uds {

using std::chrono::milliseconds;

SlidingWindow::SlidingWindow(milliseconds span)
    : m_span(span)
{
}

int SlidingWindow::count(milliseconds now) const
{
    const auto counting = std::upper_bound(m_ended.cbegin(), m_ended.cend(), now - m_span);
    return m_underWay + int(m_ended.cend() - counting);
}

milliseconds SlidingWindow::delay(milliseconds now, int limit) const
{
    if (limit <= 0)
        return milliseconds(0);
    const int surplus = count(now) - limit + 1;
    if (surplus <= 0)
        return milliseconds(0);
    const auto counting = std::upper_bound(m_ended.cbegin(), m_ended.cend(), now - m_span);
    // With too few ended ones, those under way count for a whole span from now at least.
    if (m_ended.cend() - counting < surplus)
        return m_span;
    return *(counting + (surplus - 1)) + m_span - now;
}

void SlidingWindow::begin(milliseconds now)
{
    forget(now);
    ++m_underWay;
}

void SlidingWindow::end(milliseconds now)
{
    --m_underWay;
    m_ended.push_back(now);
    forget(now);
}

void SlidingWindow::forget(milliseconds now)
{
    while (!m_ended.empty() && m_ended.front() <= now - m_span)
        m_ended.pop_front();
}

} // namespace uds
