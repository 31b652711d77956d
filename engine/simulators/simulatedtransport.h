#pragma once

#include "engine/http/httptransport.h"
#include "engine/simulators/faultschedule.h"
#include "engine/simulators/seededrandom.h"

#include <chrono>

namespace uds {

class Clock;
enum class HttpFault;
class SimulatedPlatform;

/// What went over the simulated wire.
struct TransportCounts {
    int attempts = 0;
    int unsafeAttempts = 0; ///< any verb but GET and HEAD
    int applied = 0; ///< requests a platform got to see
    int lost = 0; ///< applied, but the caller does not know
    int failed = 0; ///< ended without an answer
    friend bool operator==(const TransportCounts &, const TransportCounts &) = default;
};

/// HttpTransport without a network: asks simulated platforms in this process, takes its time by the Clock,
/// and loses requests and answers as a FaultSchedule says, with the error contract of HttpTransport.
class SimulatedTransport final : public HttpTransport {
public:
    /// \a clock must outlive the transport.
    SimulatedTransport(Clock &clock, quint64 seed);
    ~SimulatedTransport() override;

    /// Requests whose address starts with \a base go to \a platform; the longest base wins. Other origins are
    /// unknown hosts. \a platform must outlive the transport.
    void route(const QUrl &base, SimulatedPlatform &platform);
    /// Null = no faults. \a faults must outlive the transport.
    void setFaults(FaultSchedule *faults) { m_faults = faults; }
    /// Bounds of the whole exchange's duration; half before the request arrives, half after.
    void setLatency(std::chrono::milliseconds least, std::chrono::milliseconds most);

    [[nodiscard]] QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop) override;

    [[nodiscard]] const TransportCounts &counts() const { return m_counts; }
    /// Requests that arrived after their caller had given up and are not applied yet.
    [[nodiscard]] qsizetype pendingLate() const { return m_late.size(); }
    /// Applies every late request now, whatever its time: what a test does before it compares both sides.
    void applyLateRequests();

private:
    struct Route {
        QUrl base;
        SimulatedPlatform *platform = nullptr;
    };
    struct LateRequest {
        std::chrono::milliseconds due;
        HttpRequest request;
        SimulatedPlatform *platform = nullptr;
    };

    [[nodiscard]] SimulatedPlatform *platformFor(const QUrl &url) const;
    [[nodiscard]] std::chrono::milliseconds latency();
    [[nodiscard]] HttpResponse applied(SimulatedPlatform &platform, const HttpRequest &request);
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> pastDeadline(
        HttpRequest request, SimulatedPlatform *platform, std::stop_token stop);
    [[nodiscard]] Result<HttpResponse> delivered(
        const HttpRequest &request, HttpResponse response, const FaultDraw &draw);
    [[nodiscard]] tl::unexpected<Error> lost(const HttpRequest &request, HttpFault fault, bool wasApplied);
    void applyDueRequests();

    Clock &m_clock;
    SeededRandom m_random;
    FaultSchedule *m_faults = nullptr;
    std::chrono::milliseconds m_leastLatency{20};
    std::chrono::milliseconds m_mostLatency{120};
    QList<Route> m_routes;
    QList<LateRequest> m_late;
    TransportCounts m_counts;
};

} // namespace uds
