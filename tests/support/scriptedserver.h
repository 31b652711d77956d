#pragma once

#include "engine/http/httptypes.h"

#include <QHash>
#include <QObject>
#include <QSslConfiguration>

#include <functional>
#include <memory>
#include <optional>

class QTcpServer;
class QTcpSocket;

namespace uds {

/// What the server does with one request that it has read completely (and so may have applied).
struct ScriptedReply {
    enum class Action {
        Answer, ///< and keep the connection
        AnswerUntilClose, ///< a body that ends where the connection ends
        Close, ///< orderly, without a byte of answer
        Reset, ///< hard, without a byte of answer
        CutBody, ///< close after half of the announced body
        CutChunks, ///< close in the middle of a chunked body
        Drip, ///< one byte of the body every 50 ms
        Stay ///< silent, connection open
    };
    Action action = Action::Answer;
    int status = 200;
    QList<HttpHeader> headers;
    QByteArray body;
};

/// HTTP/1.1 server on a loopback port that misbehaves on demand; plain or TLS. Lives in the test's event
/// loop.
class ScriptedServer final : public QObject {
    Q_OBJECT
public:
    using Script = std::function<ScriptedReply(const HttpRequest &request)>;

    explicit ScriptedServer(std::optional<QSslConfiguration> tls = std::nullopt);
    ~ScriptedServer() override;

    /// Certificate for localhost and 127.0.0.1 of the test authority.
    [[nodiscard]] static QSslConfiguration serverTls();
    /// Trusts nobody but the test authority.
    [[nodiscard]] static QSslConfiguration clientTls();

    void setScript(Script script) { m_script = std::move(script); }
    [[nodiscard]] QUrl url(const QString &path) const;
    /// Every complete request in the order of arrival; its url is path and query only.
    [[nodiscard]] const QList<HttpRequest> &requests() const { return m_requests; }
    [[nodiscard]] int connections() const { return m_connections; }
    /// Stops listening; connections stay.
    void stopListening();

private:
    void accept();
    void read(QTcpSocket *socket);
    void perform(QTcpSocket *socket, const ScriptedReply &reply);
    static void drip(QTcpSocket *socket, const QByteArray &bytes);

    bool m_encrypted;
    std::unique_ptr<QTcpServer> m_server;
    Script m_script;
    QList<HttpRequest> m_requests;
    QHash<QTcpSocket *, QByteArray> m_unread;
    int m_connections = 0;
};

} // namespace uds
