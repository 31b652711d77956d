#include "engine/http/ratelimiter.h"

#include "engine/http/httperrors.h"

#include <algorithm>
#include <utility>

namespace uds {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kMinute = std::chrono::minutes(1);
constexpr milliseconds kSecond = std::chrono::seconds(1);
// Whoever is not the next sleeps until woken; the end of this sleep only looks again.
constexpr milliseconds kUntilWoken = std::chrono::hours(1);
constexpr int kWholeShare = 100;
constexpr int kLeastShare = 10;
constexpr int kSharePerQuietMinute = 5;
// An unlimited platform's 429 after few requests speaks of something shorter than a minute.
constexpr int kLeastLearned = 60;

} // namespace

RateLimiter::Permit::Permit(RateLimiter &limiter, bool batch)
    : m_limiter(&limiter)
    , m_batch(batch)
{
    m_limiter->begin(m_batch);
}

RateLimiter::Permit::Permit(Permit &&other) noexcept
    : m_limiter(std::exchange(other.m_limiter, nullptr))
    , m_batch(other.m_batch)
{
}

RateLimiter::Permit &RateLimiter::Permit::operator=(Permit &&other) noexcept
{
    std::swap(m_limiter, other.m_limiter);
    std::swap(m_batch, other.m_batch);
    return *this;
}

RateLimiter::Permit::~Permit()
{
    if (m_limiter)
        m_limiter->end(m_batch);
}

RateLimiter::RateLimiter(AdmissionLimits limits, Clock &clock)
    : m_limits(limits)
    , m_clock(clock)
    , m_minute(limits.requestsPerMinute, kMinute)
    , m_batchMinute(limits.batchesPerMinute, kMinute)
    , m_second(limits.requestsPerSecond, kSecond)
    , m_pausedUntil(clock.boot())
    , m_loweredAt(clock.boot())
    , m_base(limits.requestsPerMinute)
{
}

RateLimiter::~RateLimiter()
{
    Q_ASSERT_X(waiting() == 0 && m_underWay == 0, "RateLimiter", "destroyed while it is used");
}

QCoro::Task<Result<RateLimiter::Permit>> RateLimiter::acquire(bool batch, std::stop_token stop)
{
    std::list<Waiter> &queue = queueOf(batch);
    const auto self = queue.insert(queue.end(), Waiter{++m_arrivals, batch, nullptr});
    milliseconds wait = delay(*self);
    while (wait > milliseconds(0) && !stop.stop_requested()) {
        std::stop_source wake;
        self->wake = &wake;
        const std::stop_callback onStop(stop, [&wake] { wake.request_stop(); });
        const std::stop_token woken = wake.get_token();
        co_await m_clock.sleepFor(wait, woken);
        self->wake = nullptr;
        wait = delay(*self);
    }
    queue.erase(self);
    if (wait > milliseconds(0)) {
        wakeNext();
        co_return fail(cancelledError());
    }
    Permit permit(*this, batch);
    wakeNext();
    co_return permit;
}

milliseconds RateLimiter::delay(const Waiter &waiter) const
{
    const milliseconds now = m_clock.boot();
    const milliseconds batchDelay = m_batchMinute.delay(now);
    const bool batchesMayGo = batchDelay <= milliseconds(0);
    if (waiter.batch && !batchesMayGo)
        return waiter.number == m_batches.front().number ? batchDelay : kUntilWoken;
    if (!isNext(waiter, batchesMayGo))
        return kUntilWoken;
    if (m_limits.concurrent > 0 && m_underWay >= m_limits.concurrent)
        return kUntilWoken;
    return commonDelay(now);
}

// Batches that wait for their own limit let others pass; apart from that the order of arrival counts.
bool RateLimiter::isNext(const Waiter &waiter, bool batchesMayGo) const
{
    const bool requestBefore = !m_requests.empty() && m_requests.front().number < waiter.number;
    const bool batchBefore = batchesMayGo && !m_batches.empty() && m_batches.front().number < waiter.number;
    return !requestBefore && !batchBefore;
}

milliseconds RateLimiter::commonDelay(milliseconds now) const
{
    return std::max({m_pausedUntil - now, m_minute.delay(now, allowedPerMinute()), m_second.delay(now)});
}

int RateLimiter::allowedShare() const
{
    const auto quietMinutes = (m_clock.boot() - m_loweredAt) / kMinute;
    return int(std::min<qint64>(kWholeShare, m_loweredShare + quietMinutes * kSharePerQuietMinute));
}

int RateLimiter::allowedPerMinute() const
{
    const int share = allowedShare();
    if (share == kWholeShare)
        return m_limits.requestsPerMinute;
    return std::max(1, m_base * share / kWholeShare);
}

void RateLimiter::throttled(milliseconds pause)
{
    const milliseconds now = m_clock.boot();
    // The other requests under way at that moment get a 429 too: that is one and the same reason to slow
    // down.
    const bool alreadyLowered = m_pausedUntil > now || (m_loweredShare < kWholeShare && m_loweredAt == now);
    m_pausedUntil = std::max(m_pausedUntil, now + pause);
    if (alreadyLowered)
        return;
    const int share = allowedShare();
    if (m_limits.requestsPerMinute == 0 && share == kWholeShare)
        m_base = std::max(kLeastLearned, m_minute.count(now));
    m_loweredShare = std::max(kLeastShare, share * 3 / 4);
    m_loweredAt = now;
}

void RateLimiter::begin(bool batch)
{
    const milliseconds now = m_clock.boot();
    ++m_underWay;
    m_minute.begin(now);
    m_second.begin(now);
    if (batch)
        m_batchMinute.begin(now);
}

void RateLimiter::end(bool batch)
{
    const milliseconds now = m_clock.boot();
    --m_underWay;
    m_minute.end(now);
    m_second.end(now);
    if (batch)
        m_batchMinute.end(now);
    wakeNext();
}

void RateLimiter::wakeNext()
{
    for (std::list<Waiter> *queue : {&m_requests, &m_batches}) {
        if (!queue->empty() && queue->front().wake)
            queue->front().wake->request_stop();
    }
}

} // namespace uds
