#include "engine/http/readonlyhttpclient.h"

namespace uds {

ReadOnlyHttpClient::ReadOnlyHttpClient(HttpParts parts, HttpClientOptions options)
    : m_gateway(parts, std::move(options))
{
}

QCoro::Task<Result<HttpResponse>> ReadOnlyHttpClient::read(HttpQuery query, std::stop_token stop)
{
    return m_gateway.read(std::move(query), stop);
}

} // namespace uds
