#pragma once

#include "engine/http/httprequestparser.h"
#include "engine/http/httptypes.h"

#include <QObject>
#include <QTcpSocket>

namespace uds {

class SimulatorServer;
struct FaultDraw;

/// One client of the loopback server: reads requests one after the other and answers in order.
class SimulatorConnection final : public QObject {
    Q_OBJECT

public:
    /// Takes \a socket over. \a server must outlive the connection.
    SimulatorConnection(QTcpSocket *socket, SimulatorServer &server);
    ~SimulatorConnection() override;

private:
    void readRequests();
    void handle(const HttpRequest &request);
    void answerLate(const HttpRequest &request);
    void deliver(const HttpResponse &response, const FaultDraw &draw);
    void write(const HttpResponse &response, bool keepAlive);
    void writeCut(const HttpResponse &response, bool looksComplete);

    QTcpSocket *m_socket; // child of this
    SimulatorServer &m_server;
    HttpRequestParser m_parser;
    bool m_isWaiting = false;
};

} // namespace uds
