#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Sends requests that change the remote side. Sends again by itself only after a complete answer that proves
/// non-application (429, or 503 with Retry-After); every other doubt is an Ambiguous error.
class HttpWriter {
public:
    virtual ~HttpWriter() = default;
    [[nodiscard]] virtual QCoro::Task<Result<HttpResponse>> write(HttpRequest request, std::stop_token stop)
        = 0;
};

} // namespace uds
