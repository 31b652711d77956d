#pragma once

#include "engine/core/result.h"
#include "engine/core/taskscope.h"
#include "engine/http/httptypes.h"
#include "engine/http/webhookpath.h"

#include <QCoroTask>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

class QHostAddress;
class QTcpServer;
class QTcpSocket;

namespace uds {

/// What one client may take from this computer.
struct WebhookLimits {
    qsizetype headerBytes = 16 * 1024;
    qsizetype bodyBytes = 1024 * 1024;
    std::chrono::milliseconds exchange = std::chrono::seconds(10); ///< from connecting to the answer
    int connections = 64;
    int requestsPerConnection = 100;
};

/// A delivery to an address of the right form: POST, or OPTIONS for a handshake.
struct WebhookCall {
    WebhookPath path;
    HttpRequest request;
};

/// Receives deliveries: a small HTTP/1.1 server that reads POST and OPTIONS to /hooks/<integration>/<token>
/// and answers everything else itself with 404 or 405. Bounded in size, time and number of connections. An
/// own server, because the one of Qt 6.4 has none of these bounds and crashes when a client leaves while an
/// answer is being made. Lives on a thread with an event loop.
class WebhookListener final : public QObject {
    Q_OBJECT

public:
    /// Makes the answer. Asked again only after it has finished for the same connection; a client that leaves
    /// meanwhile does not stop it.
    using Handler = std::function<QCoro::Task<HttpResponse>(WebhookCall call)>;

    WebhookListener(const WebhookLimits &limits, Handler handler);
    /// Only after close() has finished, or when nothing was asked.
    ~WebhookListener() override;

    /// A free port when \a port is zero. ErrorKind::Configuration, code "webhook.port".
    [[nodiscard]] Result<void> listen(const QHostAddress &address, quint16 port);
    [[nodiscard]] quint16 port() const;
    /// Hangs up on everybody and waits for the handlers that are at work.
    [[nodiscard]] QCoro::Task<void> close();
    [[nodiscard]] int connectionCount() const { return m_connections; }

    // For the connections.
    [[nodiscard]] const WebhookLimits &limits() const { return m_limits; }
    [[nodiscard]] QCoro::Task<HttpResponse> answer(WebhookCall call);
    void spawn(QCoro::Task<void> task) { m_scope.spawn(std::move(task)); }

private:
    void acceptConnections();
    void take(QTcpSocket *socket);

    const WebhookLimits m_limits;
    const Handler m_handler;
    const std::unique_ptr<QTcpServer> m_server;
    TaskScope m_scope;
    int m_connections = 0;
};

} // namespace uds
