#pragma once

#include "engine/core/result.h"

#include <QCoroTask>
#include <QFuture>
#include <QHash>
#include <QObject>
#include <QPromise>
#include <QUrl>

#include <chrono>
#include <memory>
#include <stop_token>

class QTcpServer;
class QTcpSocket;

namespace uds {

/// Waits on 127.0.0.1 for the one request with which the browser comes back from a sign-in. Small on purpose:
/// few connections, 8 KiB of head, five seconds each, GET of one path, and a page of plain text.
class OAuthRedirectListener final : public QObject {
    Q_OBJECT

public:
    OAuthRedirectListener();
    ~OAuthRedirectListener() override;

    /// Listens; port zero is a free one. ErrorKind::Configuration, code "oauth.port", when it is taken.
    [[nodiscard]] Result<void> listen(quint16 port, const QString &path);
    [[nodiscard]] quint16 port() const;

    /// The address that was asked for. Authentication "oauth.late" after \a longest; Cancelled. Call it once.
    [[nodiscard]] QCoro::Task<Result<QUrl>> returned(std::chrono::milliseconds longest, std::stop_token stop);

    /// Takes an address that a person pasted, as if it had been asked for.
    void take(const QUrl &address) { finish(address); }

private:
    void acceptConnections();
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, int status, const QString &text);
    void finish(const Result<QUrl> &outcome);

    std::unique_ptr<QTcpServer> m_server;
    QString m_path;
    QHash<QTcpSocket *, QByteArray> m_heads; ///< open connections with what they sent so far
    QPromise<Result<QUrl>> m_promise;
    bool m_isFinished = false;
};

} // namespace uds
