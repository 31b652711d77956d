#pragma once

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace uds {

struct HttpHeader {
    QByteArray name;
    QByteArray value;
    friend bool operator==(const HttpHeader &, const HttpHeader &) = default;
};

/// The first header of that name, compared without case.
[[nodiscard]] std::optional<QByteArray> headerValue(const QList<HttpHeader> &headers, QByteArrayView name);

/// Any request, able to change the remote side.
struct HttpRequest {
    QByteArray verb = QByteArrayLiteral("GET");
    QUrl url;
    QList<HttpHeader> headers;
    QByteArray body;
    std::chrono::milliseconds deadline = std::chrono::seconds(60); ///< for the whole exchange
    /// Set by an authorizer that signs: no secret is in the request, so it may travel unencrypted. Its nonce
    /// is good for one arrival: the transport sends it once, and whoever repeats it has it signed anew.
    bool isSigned = false;
    friend bool operator==(const HttpRequest &, const HttpRequest &) = default;
};

/// A request that the platform documents to change nothing: GET, or with a body a POST of a query statement.
struct HttpQuery {
    QUrl url;
    QList<HttpHeader> headers;
    QByteArray statement; ///< body of a POST query; empty = GET
    QByteArray statementType; ///< its media type
    std::chrono::milliseconds deadline = std::chrono::seconds(60);
    friend bool operator==(const HttpQuery &, const HttpQuery &) = default;
};

struct HttpResponse {
    int status = 0;
    QList<HttpHeader> headers;
    QByteArray body;
    friend bool operator==(const HttpResponse &, const HttpResponse &) = default;
};

} // namespace uds
