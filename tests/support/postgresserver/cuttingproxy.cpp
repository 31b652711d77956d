#include "tests/support/postgresserver/cuttingproxy.h"

#include <QTcpSocket>

namespace uds {

CuttingProxy::CuttingProxy(quint16 serverPort)
    : m_serverPort(serverPort)
{
    connect(&m_server, &QTcpServer::newConnection, this, &CuttingProxy::take);
    m_server.listen(QHostAddress::LocalHost);
}

void CuttingProxy::cutAt(const QByteArray &statement, Cut cut)
{
    m_statement = statement;
    m_cut = cut;
    m_awaitsAnswer = false;
    m_hasCut = false;
}

void CuttingProxy::cutAll()
{
    for (QTcpSocket *client : m_server.findChildren<QTcpSocket *>())
        client->abort();
}

void CuttingProxy::take()
{
    QTcpSocket *client = m_server.nextPendingConnection();
    auto *server = new QTcpSocket(client);
    connect(client, &QTcpSocket::readyRead, this, [this, client, server] { forward(client, server); });
    connect(server, &QTcpSocket::readyRead, this, [this, client, server] { answer(client, server); });
    connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    connect(server, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
    server->connectToHost(QHostAddress::LocalHost, m_serverPort);
}

void CuttingProxy::forward(QTcpSocket *client, QTcpSocket *server)
{
    const QByteArray bytes = client->readAll();
    if (m_cut != Cut::Never && bytes.contains(m_statement)) {
        if (m_cut == Cut::BeforeRequest) {
            sever(client, server);
            return;
        }
        m_awaitsAnswer = true;
    }
    server->write(bytes);
}

void CuttingProxy::answer(QTcpSocket *client, QTcpSocket *server)
{
    if (m_awaitsAnswer)
        sever(client, server);
    else
        client->write(server->readAll());
}

void CuttingProxy::sever(QTcpSocket *client, QTcpSocket *server)
{
    m_cut = Cut::Never;
    m_awaitsAnswer = false;
    m_hasCut = true;
    server->disconnect(this);
    server->abort();
    client->abort();
}

} // namespace uds
