#pragma once

#include "engine/core/error.h"

#include <QString>

namespace uds {

/// What ended an exchange without a complete answer.
enum class HttpFault { Timeout, Refused, UnknownHost, Tls, Dropped, TooLarge, Cancelled };

/// The error of that fault with its stable code ("http.timeout" ...). \a host is named in the message.
[[nodiscard]] Error httpError(HttpFault fault, ErrorKind kind, const QString &host);

/// The wait or request was given up on demand before anything left: ErrorKind::Cancelled, code
/// "http.cancelled".
[[nodiscard]] Error cancelledError();

} // namespace uds
