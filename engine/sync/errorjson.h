#pragma once

#include "engine/core/json.h"

namespace uds {

/// The last error of an intent or run as it is kept in the store.
[[nodiscard]] Json errorToJson(const Error &error);
[[nodiscard]] Error errorFromJson(const Json &json);

} // namespace uds
