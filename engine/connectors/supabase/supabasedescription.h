#pragma once

#include "engine/connectors/connectordescription.h"

namespace uds {

/// Form, entities and limits of the warehouse connector.
[[nodiscard]] ConnectorDescription supabaseDescription();

} // namespace uds
