#include "engine/connectors/woocommerce/woocommercewriterreads.h"

#include "engine/http/httpwriter.h"

namespace uds {

WooCommerceWriterReads::WooCommerceWriterReads(HttpWriter &http)
    : m_http(http)
{
}

QCoro::Task<Result<HttpResponse>> WooCommerceWriterReads::read(HttpQuery query, std::stop_token stop)
{
    HttpRequest request;
    request.url = query.url;
    request.headers = query.headers;
    request.deadline = query.deadline;
    auto answer = co_await m_http.write(request, stop);
    co_return answer;
}

} // namespace uds
