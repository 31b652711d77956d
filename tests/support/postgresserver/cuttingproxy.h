#pragma once

#include <QByteArray>
#include <QObject>
#include <QTcpServer>

class QTcpSocket;

namespace uds {

/// Stands between a client and a server on 127.0.0.1 and cuts the line at one statement. Runs in the event
/// loop of the test.
class CuttingProxy : public QObject {
    Q_OBJECT
public:
    enum class Cut {
        Never,
        BeforeRequest, ///< the statement does not reach the server
        BeforeAnswer ///< the server carries it out, its answer is lost
    };
    explicit CuttingProxy(quint16 serverPort);

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Cuts once, when the client says \a statement.
    void cutAt(const QByteArray &statement, Cut cut);
    [[nodiscard]] bool hasCut() const { return m_hasCut; }
    /// Cuts every line that is open now.
    void cutAll();

private:
    void take();
    void forward(QTcpSocket *client, QTcpSocket *server);
    void answer(QTcpSocket *client, QTcpSocket *server);
    void sever(QTcpSocket *client, QTcpSocket *server);

    QTcpServer m_server;
    const quint16 m_serverPort;
    QByteArray m_statement;
    Cut m_cut = Cut::Never;
    bool m_awaitsAnswer = false;
    bool m_hasCut = false;
};

} // namespace uds
