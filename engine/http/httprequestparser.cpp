#include "engine/http/httprequestparser.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace uds {

namespace {

bool isDigit(char character)
{
    return character >= '0' && character <= '9';
}

// A proxy in front may take a lone line end or a NUL for something else than we do.
bool isFieldText(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char character) {
        const auto code = static_cast<unsigned char>(character);
        return (code < 0x20 && code != '\t') || code == 0x7f;
    });
}

} // namespace

std::optional<HttpRequest> HttpRequestParser::next()
{
    if (m_brokenStatus != 0 || (!m_head && !readHead()) || m_buffer.size() < m_bodySize)
        return std::nullopt;
    HttpRequest request = *std::exchange(m_head, std::nullopt);
    request.body = m_buffer.left(m_bodySize);
    m_buffer.remove(0, m_bodySize);
    return request;
}

bool HttpRequestParser::readHead()
{
    const qsizetype end = m_buffer.indexOf("\r\n\r\n");
    if (end > m_limits.header || (end < 0 && m_buffer.size() > m_limits.header))
        return broken(431);
    if (end < 0)
        return false;
    const QByteArray head = m_buffer.left(end);
    m_buffer.remove(0, end + 4);
    const qsizetype lineEnd = head.indexOf("\r\n");
    const QByteArrayView line = lineEnd < 0 ? QByteArrayView(head) : QByteArrayView(head).first(lineEnd);
    const QByteArrayView rest = lineEnd < 0 ? QByteArrayView() : QByteArrayView(head).sliced(lineEnd + 2);
    m_head.emplace();
    return readRequestLine(line) && readHeaders(rest) && readBodySize();
}

bool HttpRequestParser::readRequestLine(QByteArrayView line)
{
    const QList<QByteArray> parts = line.toByteArray().split(' ');
    if (parts.size() != 3 || parts.at(0).isEmpty() || !parts.at(1).startsWith('/'))
        return broken(400);
    if (!parts.at(2).startsWith("HTTP/1."))
        return broken(505);
    m_head->verb = parts.at(0);
    m_head->url = QUrl::fromEncoded(parts.at(1), QUrl::StrictMode);
    return m_head->url.isValid() || broken(400);
}

bool HttpRequestParser::readHeaders(QByteArrayView lines)
{
    if (lines.isEmpty())
        return true;
    const QList<QByteArray> rows = lines.toByteArray().split('\n');
    for (const QByteArray &row : rows) {
        const qsizetype colon = row.indexOf(':');
        if (colon <= 0)
            return broken(400);
        const HttpHeader header{row.left(colon).trimmed(), row.mid(colon + 1).trimmed()};
        if (!isFieldText(header.name) || !isFieldText(header.value))
            return broken(400);
        m_head->headers.append(header);
    }
    return true;
}

bool HttpRequestParser::readBodySize()
{
    m_wantsClose = headerValue(m_head->headers, "Connection").value_or(QByteArray()).toLower() == "close";
    m_bodySize = 0;
    if (headerValue(m_head->headers, "Transfer-Encoding"))
        return broken(411);
    std::optional<QByteArray> text;
    for (const HttpHeader &header : std::as_const(m_head->headers)) {
        if (header.name.compare("Content-Length", Qt::CaseInsensitive) != 0)
            continue;
        if (text && *text != header.value) // two opinions on where the next request begins
            return broken(400);
        text = header.value;
    }
    if (!text)
        return true;
    bool isNumber = false;
    const qlonglong size = text->toLongLong(&isNumber);
    if (!std::ranges::all_of(*text, isDigit) || text->isEmpty())
        return broken(400);
    if (!isNumber || size > m_limits.body)
        return broken(413);
    m_bodySize = qsizetype(size);
    return true;
}

bool HttpRequestParser::broken(int status)
{
    m_brokenStatus = status;
    m_head.reset();
    m_buffer.clear();
    return false;
}

} // namespace uds
