#include "engine/http/ratelimiter.h"

#include "engine/http/httperrors.h"

#include <algorithm>
#include <array>
#include <utility>

namespace uds {

namespace {

using std::chrono::milliseconds;

using Counts = RateWindow::Counts;

constexpr milliseconds kMinute = std::chrono::minutes(1);
constexpr milliseconds kSecond = std::chrono::seconds(1);
// Whoever is not the next sleeps until woken; the end of this sleep only looks again.
constexpr milliseconds kUntilWoken = std::chrono::hours(1);
// What a server may refuse although it published nothing; the numbers are the least that is believed.
constexpr std::array kLearnable{RateWindow{Counts::Requests, kMinute, 60},
    RateWindow{Counts::Requests, kSecond, 10}, RateWindow{Counts::Batches, kMinute, 10}};

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

RateLimiter::RateLimiter(const AdmissionLimits &limits, Clock &clock)
    : m_concurrent(limits.concurrent)
    , m_clock(clock)
    , m_pausedUntil(clock.boot())
{
    for (const RateWindow &window : limits.windows) {
        if (window.most > 0)
            m_windows.emplace_back(window, window.most, clock.boot());
    }
    for (const RateWindow &window : kLearnable) {
        const bool isKnown = std::ranges::any_of(limits.windows, [&window](const RateWindow &known) {
            return known.counts == window.counts && known.span == window.span && known.most > 0;
        });
        if (!isKnown)
            m_windows.emplace_back(RateWindow{window.counts, window.span, 0}, window.most, clock.boot());
    }
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
    const milliseconds batchDelay = delayOf(Counts::Batches, now);
    const bool batchesMayGo = batchDelay <= milliseconds(0);
    if (waiter.batch && !batchesMayGo)
        return waiter.number == m_batches.front().number ? batchDelay : kUntilWoken;
    if (!isNext(waiter, batchesMayGo))
        return kUntilWoken;
    if (m_concurrent > 0 && m_underWay >= m_concurrent)
        return kUntilWoken;
    return std::max(m_pausedUntil - now, delayOf(Counts::Requests, now));
}

// Batches that wait for their own limit let others pass; apart from that the order of arrival counts.
bool RateLimiter::isNext(const Waiter &waiter, bool batchesMayGo) const
{
    const bool requestBefore = !m_requests.empty() && m_requests.front().number < waiter.number;
    const bool batchBefore = batchesMayGo && !m_batches.empty() && m_batches.front().number < waiter.number;
    return !requestBefore && !batchBefore;
}

milliseconds RateLimiter::delayOf(Counts counts, milliseconds now) const
{
    milliseconds longest{0};
    for (const AdaptiveWindow &window : m_windows) {
        if (window.limit().counts == counts)
            longest = std::max(longest, window.delay(now));
    }
    return longest;
}

int RateLimiter::allowed(Counts counts, milliseconds span) const
{
    const auto found = std::ranges::find_if(m_windows, [counts, span](const AdaptiveWindow &window) {
        return window.limit().counts == counts && window.limit().span == span;
    });
    return found == m_windows.end() ? 0 : found->allowed(m_clock.boot());
}

// The server does not say which limit it was: the one that this client's own count is nearest to.
AdaptiveWindow *RateLimiter::windowFor(const Throttling &refusal, milliseconds now)
{
    const milliseconds told = refusal.isPauseTold ? std::min(refusal.pause, kMinute) : milliseconds(0);
    AdaptiveWindow *fullest = nullptr;
    for (AdaptiveWindow &window : m_windows) {
        if (window.limit().span < told || !window.concerns(refusal.batch))
            continue;
        if (!fullest || window.fullness(now) > fullest->fullness(now))
            fullest = &window;
    }
    return fullest;
}

void RateLimiter::throttled(Throttling refusal)
{
    const milliseconds now = m_clock.boot();
    // The other requests under way at that moment get a 429 too: that is one and the same reason to slow
    // down.
    const bool alreadyLowered = m_pausedUntil > now;
    m_pausedUntil = std::max(m_pausedUntil, now + std::max(refusal.pause, kSecond));
    if (alreadyLowered)
        return;
    if (AdaptiveWindow *window = windowFor(refusal, now))
        window->lower(now);
}

void RateLimiter::begin(bool batch)
{
    const milliseconds now = m_clock.boot();
    ++m_underWay;
    for (AdaptiveWindow &window : m_windows) {
        if (window.concerns(batch))
            window.begin(now);
    }
}

void RateLimiter::end(bool batch)
{
    const milliseconds now = m_clock.boot();
    --m_underWay;
    for (AdaptiveWindow &window : m_windows) {
        if (window.concerns(batch))
            window.end(now);
    }
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
