#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Puts credentials on a request, and only on requests to the one origin (scheme, host, port) they belong to.
class Authorizer {
public:
    virtual ~Authorizer() = default;
    /// Adds headers (or query items). ErrorKind::Configuration, code "http.foreignOrigin", for another
    /// origin; Authentication when there is no usable credential.
    [[nodiscard]] virtual QCoro::Task<Result<HttpRequest>> authorized(
        HttpRequest request, std::stop_token stop)
        = 0;
    /// Told of a 401. True when a new credential was obtained and the request may be sent once more.
    [[nodiscard]] virtual QCoro::Task<Result<bool>> renew(std::stop_token stop) = 0;
};

} // namespace uds
