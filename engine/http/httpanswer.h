#pragma once

#include "engine/http/httptypes.h"

namespace uds {

/// How a server's answer ends: with its told length, or with the connection.
enum class AnswerLength { Told, Untold };

/// Status line and headers of \a response as an HTTP/1.1 server writes them, the blank line included.
[[nodiscard]] QByteArray answerHead(const HttpResponse &response, AnswerLength length, bool keepAlive);

} // namespace uds
