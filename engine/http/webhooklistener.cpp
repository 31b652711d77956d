#include "engine/http/webhooklistener.h"

#include "engine/http/webhookconnection.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QTcpServer>

namespace uds {

using namespace Qt::StringLiterals;

WebhookListener::WebhookListener(const WebhookLimits &limits, Handler handler)
    : m_limits(limits)
    , m_handler(std::move(handler))
    , m_server(std::make_unique<QTcpServer>())
{
    connect(m_server.get(), &QTcpServer::newConnection, this, &WebhookListener::acceptConnections);
}

WebhookListener::~WebhookListener()
{
    // Connections refer to the listener, and their sockets tell them when they close.
    qDeleteAll(findChildren<WebhookConnection *>(QString(), Qt::FindDirectChildrenOnly));
}

Result<void> WebhookListener::listen(const QHostAddress &address, quint16 port)
{
    if (m_server->listen(address, port))
        return {};
    return fail(ErrorKind::Configuration, u"webhook.port"_s,
        QCoreApplication::translate("uds", "Deliveries cannot be received at %1, port %2.")
            .arg(address.toString(), QString::number(port)),
        QCoreApplication::translate(
            "uds", "Choose another port, or close the program that uses it. Nothing was changed."),
        m_server->errorString());
}

quint16 WebhookListener::port() const
{
    return m_server->serverPort();
}

QCoro::Task<void> WebhookListener::close()
{
    m_server->close();
    qDeleteAll(findChildren<WebhookConnection *>(QString(), Qt::FindDirectChildrenOnly));
    co_await m_scope.finished();
}

QCoro::Task<HttpResponse> WebhookListener::answer(WebhookCall call)
{
    return m_handler(std::move(call));
}

void WebhookListener::acceptConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_connections < m_limits.connections) {
            take(socket);
        } else {
            socket->abort();
            socket->deleteLater();
        }
    }
}

void WebhookListener::take(QTcpSocket *socket)
{
    auto *connection = new WebhookConnection(socket, *this);
    connection->setParent(this);
    ++m_connections;
    connect(connection, &QObject::destroyed, this, [this] { --m_connections; });
}

} // namespace uds
