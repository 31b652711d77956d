#include "engine/http/webhookconnection.h"

#include "engine/http/httpanswer.h"

namespace uds {

namespace {

using namespace std::chrono_literals;

constexpr qint64 kPiece = 64 * 1024;
// A client that is still sending when it is refused would lose the answer to a reset, so it is heard out for
// a moment.
constexpr auto kHearingOut = 1s;

HttpResponse refusal(int status)
{
    HttpResponse response;
    response.status = status;
    if (status == 405)
        response.headers = {{"Allow", "POST, OPTIONS"}};
    return response;
}

} // namespace

WebhookConnection::WebhookConnection(QTcpSocket *socket, WebhookListener &listener)
    : m_socket(socket)
    , m_listener(listener)
    , m_parser({listener.limits().headerBytes, listener.limits().bodyBytes})
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kPiece);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &WebhookConnection::timeIsUp);
    connect(m_socket, &QTcpSocket::readyRead, this, &WebhookConnection::readOn);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_deadline.start(listener.limits().exchange);
    if (m_socket->state() != QAbstractSocket::ConnectedState) // left before it was accepted
        deleteLater();
}

WebhookConnection::~WebhookConnection()
{
    m_socket->disconnect(this);
    m_socket->abort();
}

void WebhookConnection::readOn()
{
    if (m_state == State::Leaving)
        m_socket->skip(m_socket->bytesAvailable());
    else if (m_state == State::Reading)
        readRequests();
}

void WebhookConnection::readRequests()
{
    while (m_state == State::Reading) {
        if (const auto request = m_parser.next()) {
            take(*request);
        } else if (m_parser.brokenStatus() != 0) {
            write(refusal(m_parser.brokenStatus()), false);
        } else if (m_socket->bytesAvailable() > 0) {
            m_parser.append(m_socket->read(kPiece));
        } else {
            return;
        }
    }
}

void WebhookConnection::take(const HttpRequest &request)
{
    ++m_requests;
    const auto path = WebhookPath::parsed(request.url.path());
    if (!path) {
        answered(refusal(404));
        return;
    }
    if (request.verb != "POST" && request.verb != "OPTIONS") {
        answered(refusal(405));
        return;
    }
    m_state = State::Answering;
    m_listener.spawn(handle(this, &m_listener, {*path, request}));
}

QCoro::Task<void> WebhookConnection::handle(
    QPointer<WebhookConnection> connection, WebhookListener *listener, WebhookCall call)
{
    const HttpResponse response = co_await listener->answer(std::move(call));
    if (connection && connection->m_state == State::Answering) {
        connection->answered(response);
        connection->readOn();
    }
}

void WebhookConnection::answered(const HttpResponse &response)
{
    const bool isLast = m_parser.wantsClose() || m_requests >= m_listener.limits().requestsPerConnection;
    write(response, !isLast);
}

void WebhookConnection::write(const HttpResponse &response, bool keepAlive)
{
    m_socket->write(answerHead(response, AnswerLength::Told, keepAlive) + response.body);
    if (!keepAlive) {
        leave();
        return;
    }
    m_state = State::Reading;
    m_deadline.start(m_listener.limits().exchange);
}

void WebhookConnection::leave()
{
    m_state = State::Leaving;
    const bool isHeard
        = m_parser.brokenStatus() == 0 && !m_parser.isInside() && m_socket->bytesAvailable() == 0;
    if (isHeard) {
        m_socket->disconnectFromHost();
        m_deadline.start(m_listener.limits().exchange);
        return;
    }
    m_socket->skip(m_socket->bytesAvailable());
    m_deadline.start(kHearingOut);
}

void WebhookConnection::timeIsUp()
{
    if (m_state == State::Leaving || (m_state == State::Reading && !m_parser.isInside())) {
        m_socket->abort();
        return;
    }
    write(refusal(m_state == State::Reading ? 408 : 503), false);
}

} // namespace uds
