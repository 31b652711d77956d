#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// The only door to a platform that reading, planning and a dry run have: it has no way to express an unsafe
/// request (invariant I8). Retries, rate limit and circuit breaker are behind it.
class HttpReader {
public:
    virtual ~HttpReader() = default;
    [[nodiscard]] virtual QCoro::Task<Result<HttpResponse>> read(HttpQuery query, std::stop_token stop) = 0;
};

} // namespace uds
