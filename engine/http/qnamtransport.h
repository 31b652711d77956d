#pragma once

#include "engine/http/httptransport.h"

#include <QSslConfiguration>

#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace uds {

struct QnamTransportOptions {
    std::optional<QSslConfiguration>
        tls; ///< Other trust anchors than the system's, for example a private authority.
    qint64 largestAnswer = 64 * 1024 * 1024; ///< bytes after decompression
};

/// HTTP/1.1 over QNetworkAccessManager, six connections per host, kept alive. Lives on one thread with an
/// event loop. The one class that knows QNetworkAccessManager and its habit of sending again.
class QnamTransport final : public HttpTransport {
public:
    explicit QnamTransport(QnamTransportOptions options = {});
    ~QnamTransport() override;
    /// A stop after an unsafe request has begun is Ambiguous with code "http.cancelled": it may have been
    /// applied.
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop) override;

private:
    QnamTransportOptions m_options;
    std::unique_ptr<QNetworkAccessManager> m_manager;
};

} // namespace uds
