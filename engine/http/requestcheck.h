#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

namespace uds {

/// Refuses what must never reach the wire: a header name or verb that is no RFC 7230 token, CR, LF, NUL or
/// another control character in a header value, headers that frame the message, an address with user info,
/// and any scheme but https (http only to this computer). ErrorKind::Configuration, code "http.header" or
/// "http.address".
[[nodiscard]] Result<void> checkRequest(const HttpRequest &request);

} // namespace uds
