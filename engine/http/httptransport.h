#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// One call is at most one attempt on the wire (invariant I7): no redirect is followed, nothing is sent
/// again. A complete answer of any status is a response. Errors: Network when the request certainly changed
/// nothing (a GET or HEAD, or no byte left: refused, unknown host, TLS failure); Ambiguous when an unsafe
/// request may have been applied; Configuration for an invalid header or address; Cancelled. Codes:
/// "http.timeout", "http.refused", "http.host", "http.tls", "http.dropped", "http.tooLarge", "http.header",
/// "http.cancelled".
class HttpTransport {
public:
    virtual ~HttpTransport() = default;
    [[nodiscard]] virtual QCoro::Task<Result<HttpResponse>> send(HttpRequest request, std::stop_token stop)
        = 0;
};

} // namespace uds
