#pragma once

#include "engine/core/json.h"
#include "engine/http/httptypes.h"

namespace uds {

/// The JSON document of an answer, or what its status and code mean (woocommerce.md section 11). Accepts a
/// byte order mark and PHP notices before the JSON. Codes start with "woo."; no error holds a credential.
[[nodiscard]] Result<Json> wooDocument(const HttpResponse &response);

/// The error of a complete answer that is no success. Messages of the shop are shown without their HTML.
[[nodiscard]] Error wooError(const HttpResponse &response);

/// Whether asking for fewer rows at once may help: the shop ran out of time or memory.
[[nodiscard]] bool isTooMuchAtOnce(const Error &error);

} // namespace uds
