#include "engine/simulators/simulatedtransport.h"

#include "engine/core/clock.h"
#include "engine/http/httperrors.h"
#include "engine/simulators/simulatedplatform.h"

#include <utility>

namespace uds {

namespace {

/// How long a request that outlived its caller may linger before it is applied.
constexpr quint64 kLongestLingerMs = 20000;

bool isUnsafe(const HttpRequest &request)
{
    return request.verb != "GET" && request.verb != "HEAD";
}

bool isBelow(const QUrl &base, const QUrl &url)
{
    return base.scheme() == url.scheme() && base.host() == url.host() && base.port() == url.port()
        && url.path().startsWith(base.path());
}

} // namespace

SimulatedTransport::SimulatedTransport(Clock &clock, quint64 seed)
    : m_clock(clock)
    , m_random(seed)
{
}

SimulatedTransport::~SimulatedTransport() = default;

void SimulatedTransport::route(const QUrl &base, SimulatedPlatform &platform)
{
    m_routes.append({base, &platform});
}

void SimulatedTransport::setLatency(std::chrono::milliseconds least, std::chrono::milliseconds most)
{
    Q_ASSERT(least <= most);
    m_leastLatency = least;
    m_mostLatency = most;
}

QCoro::Task<Result<HttpResponse>> SimulatedTransport::send(HttpRequest request, std::stop_token stop)
{
    ++m_counts.attempts;
    m_counts.unsafeAttempts += isUnsafe(request) ? 1 : 0;
    SimulatedPlatform *platform = platformFor(request.url);
    if (!platform) {
        ++m_counts.failed;
        co_return fail(httpError(HttpFault::UnknownHost, ErrorKind::Network, request.url.host()));
    }
    const FaultDraw draw = m_faults ? m_faults->next() : FaultDraw{};
    if (draw.fault == Fault::SlowPastDeadline) {
        auto late = co_await pastDeadline(std::move(request), platform, stop);
        co_return late;
    }
    const std::chrono::milliseconds half = latency() / 2;
    co_await m_clock.sleepFor(half, stop);
    if (stop.stop_requested())
        co_return lost(request, HttpFault::Cancelled, false);
    applyDueRequests();
    HttpResponse response;
    if (draw.applied)
        response = applied(*platform, request);
    co_await m_clock.sleepFor(half, stop);
    if (stop.stop_requested())
        co_return lost(request, HttpFault::Cancelled, draw.applied);
    co_return delivered(request, std::move(response), draw);
}

Result<HttpResponse> SimulatedTransport::delivered(
    const HttpRequest &request, HttpResponse response, const FaultDraw &draw)
{
    if (auto instead = faultAnswer(draw, m_clock.nowUtc())) {
        m_counts.lost += draw.applied ? 1 : 0;
        return *std::move(instead);
    }
    if (draw.fault == Fault::None)
        return response;
    if (draw.fault == Fault::Truncated && draw.looksComplete) {
        ++m_counts.lost;
        response.body.truncate(response.body.size() / 2);
        return response;
    }
    return lost(request, HttpFault::Dropped, draw.applied);
}

tl::unexpected<Error> SimulatedTransport::lost(const HttpRequest &request, HttpFault fault, bool wasApplied)
{
    ++m_counts.failed;
    m_counts.lost += wasApplied ? 1 : 0;
    // The caller cannot see whether it was applied: any unsafe request that left is in doubt.
    const bool isCancelled = fault == HttpFault::Cancelled;
    const ErrorKind safeKind = isCancelled ? ErrorKind::Cancelled : ErrorKind::Network;
    const ErrorKind kind = isUnsafe(request) ? ErrorKind::Ambiguous : safeKind;
    return fail(httpError(fault, kind, request.url.host()));
}

QCoro::Task<Result<HttpResponse>> SimulatedTransport::pastDeadline(
    HttpRequest request, SimulatedPlatform *platform, std::stop_token stop)
{
    const std::chrono::milliseconds linger{qint64(1 + m_random.below(kLongestLingerMs))};
    m_late.append({m_clock.boot() + request.deadline + linger, request, platform});
    co_await m_clock.sleepFor(request.deadline, stop);
    co_return lost(request, stop.stop_requested() ? HttpFault::Cancelled : HttpFault::Timeout, true);
}

HttpResponse SimulatedTransport::applied(SimulatedPlatform &platform, const HttpRequest &request)
{
    ++m_counts.applied;
    return platform.answer(request, m_clock.nowUtc());
}

void SimulatedTransport::applyDueRequests()
{
    for (qsizetype i = 0; i < m_late.size();) {
        if (m_late.at(i).due > m_clock.boot()) {
            ++i;
            continue;
        }
        const LateRequest late = m_late.takeAt(i);
        static_cast<void>(applied(*late.platform, late.request)); // nobody is left to hear the answer
    }
}

void SimulatedTransport::applyLateRequests()
{
    for (const LateRequest &late : std::exchange(m_late, {}))
        static_cast<void>(applied(*late.platform, late.request)); // nobody is left to hear the answer
}

SimulatedPlatform *SimulatedTransport::platformFor(const QUrl &url) const
{
    const Route *best = nullptr;
    for (const Route &route : m_routes) {
        if (isBelow(route.base, url) && (!best || route.base.path().size() > best->base.path().size()))
            best = &route;
    }
    return best ? best->platform : nullptr;
}

std::chrono::milliseconds SimulatedTransport::latency()
{
    const quint64 spread = quint64((m_mostLatency - m_leastLatency).count()) + 1;
    return m_leastLatency + std::chrono::milliseconds(qint64(m_random.below(spread)));
}

} // namespace uds
