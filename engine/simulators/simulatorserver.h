#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QObject>

#include <chrono>

class QTcpServer;

namespace uds {

class Clock;
class FaultSchedule;
class SimulatedPlatform;
struct FaultDraw;

/// Simulated platforms behind a real HTTP/1.1 socket on 127.0.0.1: for people, for other programs, and for
/// tests of the real transport. Needs an event loop.
class SimulatorServer final : public QObject {
    Q_OBJECT

public:
    /// \a clock gives the platforms' time and must outlive the server.
    explicit SimulatorServer(Clock &clock);
    ~SimulatorServer() override;

    /// Requests whose path starts with \a pathPrefix go to \a platform; the longest prefix wins, others get
    /// 404. \a platform must outlive the server.
    void route(const QString &pathPrefix, SimulatedPlatform &platform);
    /// The same for something that is no platform and always works.
    void routeWithoutFaults(const QString &pathPrefix, SimulatedPlatform &platform);
    /// Null = no faults. \a faults must outlive the server.
    void setFaults(FaultSchedule *faults) { m_faults = faults; }
    /// How long an answer takes that the schedule wants to come too late.
    void setSlowness(std::chrono::milliseconds slowness) { m_slowness = slowness; }

    /// Listens on 127.0.0.1, on a free port when \a port is zero. ErrorKind::Configuration, code
    /// "simulator.port".
    [[nodiscard]] Result<void> listen(quint16 port = 0);
    [[nodiscard]] quint16 port() const;
    /// "http://127.0.0.1:PORT"
    [[nodiscard]] QUrl baseUrl() const;

    // For the connections.
    [[nodiscard]] HttpResponse answer(const HttpRequest &request);
    [[nodiscard]] FaultDraw nextFault(const HttpRequest &request);
    [[nodiscard]] std::chrono::milliseconds slowness() const { return m_slowness; }
    [[nodiscard]] QDateTime nowUtc() const;

private:
    struct Route {
        QString prefix;
        SimulatedPlatform *platform = nullptr;
        bool hasFaults = true;
    };

    void acceptConnections();
    [[nodiscard]] const Route *routeFor(const QString &path) const;

    Clock &m_clock;
    std::unique_ptr<QTcpServer> m_server;
    FaultSchedule *m_faults = nullptr;
    std::chrono::milliseconds m_slowness = std::chrono::minutes(2);
    QList<Route> m_routes;
};

} // namespace uds
