#pragma once

#include <QByteArray>
#include <QTcpSocket>

namespace uds {

/// What a server said to bytes of ours.
struct RawAnswer {
    int status = 0; ///< 0 = nothing, or not HTTP
    QByteArray head;
    QByteArray body;
    bool isClosed = false; ///< the server hung up
};

/// A client that sends any bytes to a server on this computer. Needs the test's event loop.
class RawClient {
public:
    explicit RawClient(quint16 port);

    void send(const QByteArray &bytes);
    /// Waits until one whole answer is there or the server hangs up.
    [[nodiscard]] RawAnswer answer(int longest = 5000);
    [[nodiscard]] RawAnswer exchange(const QByteArray &bytes);
    /// Waits until the server hangs up.
    [[nodiscard]] bool isHungUp(int longest = 5000);
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

private:
    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// A complete request with its length.
[[nodiscard]] QByteArray rawRequest(
    const QByteArray &verb, const QByteArray &target, const QByteArray &body, const QByteArray &headers = {});

} // namespace uds
