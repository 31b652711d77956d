#pragma once

#include "engine/http/httptypes.h"

#include <QByteArray>

#include <optional>

namespace uds {

/// Cuts a byte stream into HTTP/1.1 requests with Content-Length bodies, within bounds.
class HttpRequestParser {
public:
    struct Limits {
        qsizetype header = 64 * 1024;
        qsizetype body = 64 * 1024 * 1024;
    };

    HttpRequestParser() = default;
    explicit HttpRequestParser(const Limits &limits)
        : m_limits(limits)
    {
    }

    void append(const QByteArray &bytes) { m_buffer += bytes; }
    /// The next complete request; its url is the target alone ("/path?query"). Nothing when more bytes are
    /// needed or the stream is broken.
    [[nodiscard]] std::optional<HttpRequest> next();
    /// Zero, or the status (400, 411, 413, 431, 505) to answer before closing: the stream cannot be read on.
    [[nodiscard]] int brokenStatus() const { return m_brokenStatus; }
    /// Whether the client of the last request wants the connection closed after its answer.
    [[nodiscard]] bool wantsClose() const { return m_wantsClose; }
    /// Whether a request has begun and is not complete yet.
    [[nodiscard]] bool isInside() const { return m_head.has_value() || !m_buffer.isEmpty(); }

private:
    bool readHead();
    bool readRequestLine(QByteArrayView line);
    bool readHeaders(QByteArrayView lines);
    bool readBodySize();
    bool broken(int status);

    Limits m_limits;
    QByteArray m_buffer;
    std::optional<HttpRequest> m_head;
    qsizetype m_bodySize = 0;
    int m_brokenStatus = 0;
    bool m_wantsClose = false;
};

} // namespace uds
