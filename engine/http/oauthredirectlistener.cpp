#include "engine/http/oauthredirectlistener.h"

#include <QCoreApplication>
#include <QCoroFuture>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kMostConnections = 8;
constexpr qsizetype kLargestHead = 8 * 1024;
constexpr auto kLongestConnection = 5s;

QByteArray statusLine(int status)
{
    switch (status) {
    case 200: return "HTTP/1.1 200 OK";
    case 404: return "HTTP/1.1 404 Not Found";
    case 405: return "HTTP/1.1 405 Method Not Allowed";
    default: return "HTTP/1.1 400 Bad Request";
    }
}

/// A page on another site whose name points here (DNS rebinding) sends its own name.
bool namesThisComputer(const QByteArray &head)
{
    for (const QByteArray &line : head.split('\n')) {
        if (!line.toLower().startsWith("host:"))
            continue;
        const QByteArray host = line.mid(5).trimmed().toLower();
        const QByteArray name = host.left(host.lastIndexOf(':') < 0 ? host.size() : host.lastIndexOf(':'));
        return name == "localhost" || name == "127.0.0.1";
    }
    return false;
}

Error lateError()
{
    return {ErrorKind::Authentication, u"oauth.late"_s,
        QCoreApplication::translate("uds", "Nobody finished the sign-in in the browser within five minutes."),
        QCoreApplication::translate("uds", "Start it again."), {}, {}, std::nullopt};
}

} // namespace

OAuthRedirectListener::OAuthRedirectListener()
    : m_server(std::make_unique<QTcpServer>())
{
    m_promise.start();
    connect(m_server.get(), &QTcpServer::newConnection, this, &OAuthRedirectListener::acceptConnections);
}

OAuthRedirectListener::~OAuthRedirectListener()
{
    // An answer is on its way when the sign-in ends: the browser shall get all of it.
    for (QTcpSocket *socket : m_heads.keys()) {
        socket->disconnect(this);
        socket->setParent(nullptr);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (socket->bytesToWrite() > 0)
            socket->disconnectFromHost();
        else
            socket->abort();
        if (socket->state() == QAbstractSocket::UnconnectedState)
            socket->deleteLater();
    }
}

Result<void> OAuthRedirectListener::listen(quint16 port, const QString &path)
{
    m_path = path.isEmpty() ? u"/"_s : path;
    m_server->setMaxPendingConnections(kMostConnections);
    if (m_server->listen(QHostAddress::LocalHost, port))
        return {};
    return fail(ErrorKind::Configuration, u"oauth.port"_s,
        QCoreApplication::translate(
            "uds", "Port %1 of this computer, where the browser shall come back to, is in use.")
            .arg(port),
        QCoreApplication::translate(
            "uds", "Close the other program or sign-in, or paste the address the browser ended at by hand."));
}

quint16 OAuthRedirectListener::port() const
{
    return m_server->serverPort();
}

QCoro::Task<Result<QUrl>> OAuthRedirectListener::returned(
    std::chrono::milliseconds longest, std::stop_token stop)
{
    QTimer deadline;
    deadline.setSingleShot(true);
    connect(&deadline, &QTimer::timeout, this, [this] { finish(fail(lateError())); });
    deadline.start(longest);
    const std::stop_callback cancel(stop, [this] {
        QMetaObject::invokeMethod(
            this,
            [this] {
                finish(fail(ErrorKind::Cancelled, u"oauth.cancelled"_s,
                    QCoreApplication::translate("uds", "The sign-in was cancelled.")));
            },
            Qt::QueuedConnection);
    });
    QFuture<Result<QUrl>> future = m_promise.future();
    const Result<QUrl> outcome = co_await future;
    co_return outcome;
}

void OAuthRedirectListener::acceptConnections()
{
    while (QTcpSocket *socket = m_server->nextPendingConnection()) {
        if (m_heads.size() >= kMostConnections) {
            delete socket;
            continue;
        }
        m_heads.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_heads.remove(socket);
            socket->deleteLater();
        });
        QTimer::singleShot(kLongestConnection, socket, [socket] { socket->abort(); });
    }
}

void OAuthRedirectListener::read(QTcpSocket *socket)
{
    QByteArray &head = m_heads[socket];
    head += socket->readAll();
    if (head.size() > kLargestHead)
        return answer(socket, 400, QCoreApplication::translate("uds", "The request is too large."));
    if (!head.contains("\r\n\r\n"))
        return;
    const QList<QByteArray> request = head.left(head.indexOf("\r\n")).split(' ');
    if (request.size() != 3 || !namesThisComputer(head))
        return answer(socket, 400, QCoreApplication::translate("uds", "This is not a request of a browser."));
    if (request.constFirst() != "GET")
        return answer(socket, 405, QCoreApplication::translate("uds", "Only GET is answered here."));
    const QUrl url = QUrl::fromEncoded("http://127.0.0.1:" + QByteArray::number(port()) + request.at(1));
    if (m_isFinished || !url.isValid() || url.path() != m_path)
        return answer(socket, 404, QCoreApplication::translate("uds", "There is nothing here."));
    answer(socket, 200,
        QCoreApplication::translate(
            "uds", "Universal Data Sync has received the answer. You can close this page and return to it."));
    finish(url);
}

void OAuthRedirectListener::answer(QTcpSocket *socket, int status, const QString &text)
{
    disconnect(socket, &QTcpSocket::readyRead, this, nullptr);
    const QByteArray body = text.toUtf8() + '\n';
    socket->write(statusLine(status)
        + "\r\nContent-Type: text/plain; charset=utf-8\r\nCache-Control: no-store\r\n"
          "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n"
          "Content-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    socket->disconnectFromHost();
}

void OAuthRedirectListener::finish(const Result<QUrl> &outcome)
{
    if (m_isFinished)
        return;
    m_isFinished = true;
    m_server->close();
    m_promise.addResult(outcome);
    m_promise.finish();
}

} // namespace uds
