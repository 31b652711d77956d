#pragma once

#include "engine/http/httpgateway.h"
#include "engine/http/httpreader.h"
#include "engine/http/httpwriter.h"

namespace uds {

/// The client of one integration for runs that send: reads are repeated, writes are not (see HttpGateway).
class HttpClient final : public HttpReader, public HttpWriter {
public:
    explicit HttpClient(HttpParts parts, HttpClientOptions options = {});
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token stop) override;
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> write(HttpRequest request, std::stop_token stop) override;
    [[nodiscard]] HttpCounts counts() const { return m_gateway.counts(); }

private:
    HttpGateway m_gateway;
};

} // namespace uds
