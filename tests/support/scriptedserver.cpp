#include "tests/support/scriptedserver.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>
#include <QTimer>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QByteArray testFile(const QString &name)
{
    QFile file(QStringLiteral(UDS_TEST_DATA "/tls/") + name);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the test certificate %s is missing", qPrintable(name));
    return file.readAll();
}

// Removes one complete request from the front of \a bytes.
std::optional<HttpRequest> takeRequest(QByteArray &bytes)
{
    const qsizetype headEnd = bytes.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    const QList<QByteArray> lines = bytes.left(headEnd).replace("\r\n", "\n").split('\n');
    const QList<QByteArray> words = lines.value(0).split(' ');
    HttpRequest request;
    request.verb = words.value(0);
    request.url = QUrl(QString::fromLatin1(words.value(1)));
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        request.headers.append(HttpHeader{line.left(colon), line.mid(colon + 1).trimmed()});
    }
    const qsizetype length = headerValue(request.headers, "Content-Length").value_or("0").toLongLong();
    if (bytes.size() < headEnd + 4 + length)
        return std::nullopt;
    request.body = bytes.mid(headEnd + 4, length);
    bytes.remove(0, headEnd + 4 + length);
    return request;
}

QByteArray headOf(const ScriptedReply &reply, const QByteArray &framing)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\n" + framing;
    for (const HttpHeader &header : reply.headers)
        head += header.name + ": " + header.value + "\r\n";
    return head + "\r\n";
}

} // namespace

ScriptedServer::ScriptedServer(std::optional<QSslConfiguration> tls)
    : m_encrypted(tls.has_value())
    , m_script([](const HttpRequest &) { return ScriptedReply(); })
{
    if (tls) {
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*tls);
        m_server = std::move(server);
    } else {
        m_server = std::make_unique<QTcpServer>();
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &ScriptedServer::accept);
    if (!m_server->listen(QHostAddress::LocalHost))
        qFatal("no loopback port is free");
}

ScriptedServer::~ScriptedServer()
{
    // The sockets are children of the server and still hold connections to this object.
    disconnect(m_server.get(), nullptr, this, nullptr);
    for (QTcpSocket *socket : m_unread.keys())
        socket->disconnect(this);
}

QSslConfiguration ScriptedServer::serverTls()
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setLocalCertificate(QSslCertificate(testFile(u"server.pem"_s)));
    tls.setPrivateKey(QSslKey(testFile(u"server.key"_s), QSsl::Ec));
    tls.setPeerVerifyMode(QSslSocket::VerifyNone);
    return tls;
}

QSslConfiguration ScriptedServer::clientTls()
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({QSslCertificate(testFile(u"ca.pem"_s))});
    return tls;
}

QUrl ScriptedServer::url(const QString &path) const
{
    const QString scheme = m_encrypted ? u"https"_s : u"http"_s;
    return QUrl(u"%1://127.0.0.1:%2%3"_s.arg(scheme).arg(m_server->serverPort()).arg(path));
}

void ScriptedServer::stopListening()
{
    m_server->close();
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        ++m_connections;
        m_unread.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_unread.remove(socket);
            socket->deleteLater();
        });
        read(socket);
    }
}

void ScriptedServer::read(QTcpSocket *socket)
{
    m_unread[socket] += socket->readAll();
    while (m_unread.contains(socket)) {
        const auto request = takeRequest(m_unread[socket]);
        if (!request)
            return;
        m_requests.append(*request);
        perform(socket, m_script(*request));
    }
}

void ScriptedServer::perform(QTcpSocket *socket, const ScriptedReply &reply)
{
    using Action = ScriptedReply::Action;
    const QByteArray length = "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\n";
    switch (reply.action) {
    case Action::Answer: socket->write(headOf(reply, length) + reply.body); return;
    case Action::AnswerUntilClose:
        socket->write(headOf(reply, "Connection: close\r\n") + reply.body);
        socket->disconnectFromHost();
        return;
    case Action::Close: socket->disconnectFromHost(); return;
    case Action::Reset: socket->abort(); return;
    case Action::CutBody:
        socket->write(headOf(reply, length) + reply.body.left(reply.body.size() / 2));
        socket->disconnectFromHost();
        return;
    case Action::CutChunks:
        socket->write(headOf(reply, "Transfer-Encoding: chunked\r\n")
            + QByteArray::number(reply.body.size(), 16) + "\r\n" + reply.body + "\r\n");
        socket->disconnectFromHost();
        return;
    case Action::Drip:
        socket->write(headOf(reply, length));
        drip(socket, reply.body);
        return;
    case Action::Stay: return;
    }
}

void ScriptedServer::drip(QTcpSocket *socket, const QByteArray &bytes)
{
    auto *timer = new QTimer(socket);
    connect(timer, &QTimer::timeout, socket, [socket, timer, bytes, next = 0]() mutable {
        if (next < bytes.size())
            socket->write(bytes.mid(next++, 1));
        else
            timer->stop();
    });
    timer->start(50);
}

} // namespace uds
