#include "engine/simulators/simulatorconnection.h"

#include "engine/http/httpanswer.h"
#include "engine/simulators/faultschedule.h"
#include "engine/simulators/simulatorserver.h"

#include <QTimer>

namespace uds {

SimulatorConnection::SimulatorConnection(QTcpSocket *socket, SimulatorServer &server)
    : m_socket(socket)
    , m_server(server)
{
    m_socket->setParent(this);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &SimulatorConnection::readRequests);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
}

SimulatorConnection::~SimulatorConnection() = default;

void SimulatorConnection::readRequests()
{
    m_parser.append(m_socket->readAll());
    while (!m_isWaiting && m_socket->state() == QAbstractSocket::ConnectedState) {
        const auto request = m_parser.next();
        if (!request)
            break;
        handle(*request);
    }
    if (m_parser.brokenStatus() != 0 && m_socket->state() == QAbstractSocket::ConnectedState)
        write({m_parser.brokenStatus(), {}, {}}, false);
}

void SimulatorConnection::handle(const HttpRequest &request)
{
    const FaultDraw draw = m_server.nextFault(request);
    if (draw.fault == Fault::DropBefore) {
        m_socket->disconnectFromHost();
        return;
    }
    if (draw.fault == Fault::SlowPastDeadline) {
        answerLate(request);
        return;
    }
    const HttpResponse response = draw.applied ? m_server.answer(request) : HttpResponse{};
    deliver(response, draw);
}

void SimulatorConnection::answerLate(const HttpRequest &request)
{
    m_isWaiting = true;
    // The server applies it even when this client has hung up by then, as a real one would.
    QTimer::singleShot(m_server.slowness(), &m_server, [server = &m_server, request, self = QPointer(this)] {
        const HttpResponse response = server->answer(request);
        if (!self)
            return;
        self->m_isWaiting = false;
        self->write(response, true);
        self->readRequests();
    });
}

void SimulatorConnection::deliver(const HttpResponse &response, const FaultDraw &draw)
{
    if (const auto instead = faultAnswer(draw, m_server.nowUtc()))
        write(*instead, true);
    else if (draw.fault == Fault::Truncated)
        writeCut(response, draw.looksComplete);
    else if (draw.fault == Fault::ApplyThenDrop)
        m_socket->disconnectFromHost();
    else
        write(response, !m_parser.wantsClose());
}

void SimulatorConnection::write(const HttpResponse &response, bool keepAlive)
{
    m_socket->write(answerHead(response, AnswerLength::Told, keepAlive) + response.body);
    if (!keepAlive)
        m_socket->disconnectFromHost();
}

void SimulatorConnection::writeCut(const HttpResponse &response, bool looksComplete)
{
    const AnswerLength length = looksComplete ? AnswerLength::Untold : AnswerLength::Told;
    m_socket->write(answerHead(response, length, false) + response.body.left(response.body.size() / 2));
    m_socket->disconnectFromHost();
}

} // namespace uds
