#include "tests/support/rawclient.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QTest>

namespace uds {

namespace {

qsizetype announcedLength(const QByteArray &head)
{
    const QByteArray name = "content-length:";
    const qsizetype start = head.toLower().indexOf(name);
    if (start < 0)
        return 0;
    const qsizetype from = start + name.size();
    return head.mid(from, head.indexOf('\r', from) - from).trimmed().toLongLong();
}

} // namespace

RawClient::RawClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    if (!m_socket.waitForConnected(5000))
        qFatal("Nothing listens on port %d.", int(port));
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
}

RawAnswer RawClient::answer(int longest)
{
    RawAnswer answer;
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < longest) {
        m_buffer += m_socket.readAll();
        answer.isClosed
            = m_socket.state() != QAbstractSocket::ConnectedState && m_socket.bytesAvailable() == 0;
        const qsizetype end = m_buffer.indexOf("\r\n\r\n");
        const qsizetype whole = end < 0 ? -1 : end + 4 + announcedLength(m_buffer.left(end + 2));
        if (end >= 0 && m_buffer.size() >= whole) {
            answer.head = m_buffer.left(end + 4);
            answer.body = m_buffer.mid(end + 4, whole - end - 4);
            answer.status = answer.head.startsWith("HTTP/1.1 ") ? answer.head.mid(9, 3).toInt() : 0;
            m_buffer.remove(0, whole);
            return answer;
        }
        if (answer.isClosed)
            return answer;
        QTest::qWait(1);
    }
    return answer;
}

RawAnswer RawClient::exchange(const QByteArray &bytes)
{
    send(bytes);
    return answer();
}

bool RawClient::isHungUp(int longest)
{
    return QTest::qWaitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; }, longest);
}

QByteArray rawRequest(
    const QByteArray &verb, const QByteArray &target, const QByteArray &body, const QByteArray &headers)
{
    return verb + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\n" + headers
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace uds
