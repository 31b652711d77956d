#pragma once

#include "engine/http/httprequestparser.h"
#include "engine/http/webhooklistener.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTcpSocket>
#include <QTimer>

namespace uds {

/// One client of the listener: its requests are read and answered one after the other.
class WebhookConnection final : public QObject {
    Q_OBJECT

public:
    /// Takes \a socket over. \a listener must outlive the connection.
    WebhookConnection(QTcpSocket *socket, WebhookListener &listener);
    ~WebhookConnection() override;

private:
    enum class State {
        Reading, ///< a request, or waiting for one
        Answering, ///< its handler works; what arrives meanwhile stays in the socket
        Leaving ///< the last answer is written; what still arrives is thrown away
    };

    void readOn();
    void readRequests();
    void take(const HttpRequest &request);
    [[nodiscard]] static QCoro::Task<void> handle(
        QPointer<WebhookConnection> connection, WebhookListener *listener, WebhookCall call);
    void answered(const HttpResponse &response);
    void write(const HttpResponse &response, bool keepAlive);
    void leave();
    void timeIsUp();

    QTcpSocket *m_socket; // child of this
    WebhookListener &m_listener;
    HttpRequestParser m_parser;
    QTimer m_deadline;
    State m_state = State::Reading;
    int m_requests = 0;
};

} // namespace uds
