#pragma once

#include "engine/core/json.h"

namespace uds {

/// Whether \a document has every member of \a wanted with an equal value, at every level; what else it has
/// does not matter. A number equals a text that says the same number.
[[nodiscard]] bool holdsValues(const Json &document, const Json &wanted);

} // namespace uds
