#include "engine/simulators/virtualclock.h"

#include <stop_token>

namespace uds {

VirtualClock::VirtualClock(QDateTime startUtc)
    : m_startUtc(startUtc.toUTC())
{
}

QDateTime VirtualClock::nowUtc() const
{
    return m_startUtc.addMSecs(m_elapsed.count());
}

QCoro::Task<void> VirtualClock::sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    if (duration <= std::chrono::milliseconds::zero() || stop.stop_requested())
        co_return;
    Sleeper sleeper{*this, {m_elapsed + duration, ++m_registered}};
    const std::stop_callback wake(stop, [&sleeper] { sleeper.clock.hurry(sleeper); });
    co_await sleeper;
}

void VirtualClock::hurry(Sleeper &sleeper)
{
    // Not resumed from inside request_stop(): the one who stops finishes what it is doing first.
    auto node = m_sleepers.extract(sleeper.key);
    if (node.empty())
        return;
    sleeper.key.first = m_elapsed;
    node.key() = sleeper.key;
    m_sleepers.insert(std::move(node));
}

bool VirtualClock::advance()
{
    if (m_sleepers.empty())
        return false;
    const auto next = m_sleepers.extract(m_sleepers.begin());
    m_elapsed = std::max(m_elapsed, next.key().first);
    next.mapped().resume();
    return true;
}

void VirtualClock::pass(std::chrono::milliseconds duration)
{
    const std::chrono::milliseconds end = m_elapsed + duration;
    while (!m_sleepers.empty() && m_sleepers.begin()->first.first <= end)
        advance();
    m_elapsed = std::max(m_elapsed, end);
}

} // namespace uds
