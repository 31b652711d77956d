#include "engine/simulators/simulatorserver.h"

#include "engine/core/clock.h"
#include "engine/simulators/faultschedule.h"
#include "engine/simulators/simulatedplatform.h"
#include "engine/simulators/simulatorconnection.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QTcpServer>
#include <QUrl>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostConnections = 256;

} // namespace

SimulatorServer::SimulatorServer(Clock &clock)
    : m_clock(clock)
    , m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, &SimulatorServer::acceptConnections);
}

SimulatorServer::~SimulatorServer()
{
    // Connections refer to the server, and their sockets tell them when they close.
    qDeleteAll(findChildren<SimulatorConnection *>(QString(), Qt::FindDirectChildrenOnly));
}

void SimulatorServer::route(const QString &pathPrefix, SimulatedPlatform &platform)
{
    m_routes.append({pathPrefix, &platform, true});
}

void SimulatorServer::routeWithoutFaults(const QString &pathPrefix, SimulatedPlatform &platform)
{
    m_routes.append({pathPrefix, &platform, false});
}

Result<void> SimulatorServer::listen(quint16 port)
{
    if (m_server->listen(QHostAddress::LocalHost, port))
        return {};
    return fail(ErrorKind::Configuration, u"simulator.port"_s,
        QCoreApplication::translate("uds", "The simulator cannot listen on port %1.").arg(port),
        QCoreApplication::translate("uds", "Choose another port or close the program that uses it."),
        m_server->errorString());
}

quint16 SimulatorServer::port() const
{
    return m_server->serverPort();
}

QUrl SimulatorServer::baseUrl() const
{
    return QUrl(u"http://127.0.0.1:%1"_s.arg(port()));
}

void SimulatorServer::acceptConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (findChildren<SimulatorConnection *>(QString(), Qt::FindDirectChildrenOnly).size()
            >= kMostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        auto *connection = new SimulatorConnection(socket, *this);
        connection->setParent(this);
    }
}

HttpResponse SimulatorServer::answer(const HttpRequest &request)
{
    HttpRequest absolute = request;
    absolute.url.setScheme(u"http"_s);
    absolute.url.setHost(u"127.0.0.1"_s);
    absolute.url.setPort(port());
    const Route *route = routeFor(absolute.url.path());
    if (!route)
        return {404, {{"Content-Type", "text/html"}}, "<html><body><h1>404 Not Found</h1></body></html>"};
    HttpResponse response = route->platform->answer(absolute, m_clock.nowUtc());
    if (request.verb == "HEAD")
        response.body.clear();
    return response;
}

FaultDraw SimulatorServer::nextFault(const HttpRequest &request)
{
    const Route *route = routeFor(request.url.path());
    const bool isSpared = route && !route->hasFaults;
    return m_faults && !isSpared ? m_faults->next() : FaultDraw{};
}

QDateTime SimulatorServer::nowUtc() const
{
    return m_clock.nowUtc();
}

const SimulatorServer::Route *SimulatorServer::routeFor(const QString &path) const
{
    const Route *best = nullptr;
    for (const Route &route : m_routes) {
        if (path.startsWith(route.prefix) && (!best || route.prefix.size() > best->prefix.size()))
            best = &route;
    }
    return best;
}

} // namespace uds
