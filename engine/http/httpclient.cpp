#include "engine/http/httpclient.h"

namespace uds {

HttpClient::HttpClient(HttpParts parts, HttpClientOptions options)
    : m_gateway(parts, std::move(options))
{
}

QCoro::Task<Result<HttpResponse>> HttpClient::read(HttpQuery query, std::stop_token stop)
{
    return m_gateway.read(std::move(query), stop);
}

QCoro::Task<Result<HttpResponse>> HttpClient::write(HttpRequest request, std::stop_token stop)
{
    return m_gateway.write(std::move(request), stop);
}

} // namespace uds
