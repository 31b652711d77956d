#include "engine/connectors/quickbooks/quickbookssender.h"

#include "engine/connectors/quickbooks/quickbooksqueries.h"

namespace uds {

namespace {

/// The service itself cuts a request after this time.
constexpr std::chrono::milliseconds kBatchDeadline = std::chrono::seconds(120);

HttpRequest request(const QUrl &baseUrl, const FrozenCall &call)
{
    HttpRequest request;
    request.verb = call.verb;
    request.url = quickBooksUrl(baseUrl, call.path);
    request.headers = {{"Content-Type", call.contentType}, {"Accept", "application/json"}};
    request.body = call.body;
    if (call.isBatch)
        request.deadline = kBatchDeadline;
    return request;
}

} // namespace

QuickBooksSender::QuickBooksSender(HttpWriter &http, QUrl baseUrl, QuickBooksWire wire)
    : m_http(http)
    , m_baseUrl(std::move(baseUrl))
    , m_wire(std::move(wire))
{
}

QCoro::Task<QList<Outcome>> QuickBooksSender::send(FrozenCall call, std::stop_token stop)
{
    HttpRequest frozen = request(m_baseUrl, call);
    const Result<HttpResponse> answer = co_await m_http.write(std::move(frozen), stop);
    co_return m_wire.outcomes(call, answer);
}

} // namespace uds
