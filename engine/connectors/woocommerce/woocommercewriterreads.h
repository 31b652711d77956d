#pragma once

#include "engine/http/httpreader.h"

namespace uds {

class HttpWriter;

/// Reads through a writer: for look-ups that belong to a change. One attempt each, as with any write.
class WooCommerceWriterReads final : public HttpReader {
public:
    /// \a http must outlive this.
    explicit WooCommerceWriterReads(HttpWriter &http);
    [[nodiscard]] QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token stop) override;

private:
    HttpWriter &m_http;
};

} // namespace uds
