#pragma once

#include "engine/http/httpgateway.h"
#include "engine/http/httpreader.h"

namespace uds {

/// The client of planning and of a dry run: it has no way to change the remote side.
class ReadOnlyHttpClient final : public HttpReader {
public:
    explicit ReadOnlyHttpClient(HttpParts parts, HttpClientOptions options = {});
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token stop) override;
    [[nodiscard]] HttpCounts counts() const { return m_gateway.counts(); }

private:
    HttpGateway m_gateway;
};

} // namespace uds
