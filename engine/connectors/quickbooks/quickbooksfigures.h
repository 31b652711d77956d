#pragma once

#include "engine/connectors/documentfigures.h"
#include "engine/core/json.h"

namespace uds {

/// As of ConnectorWire::figuresOf(), for a document with a total. Items are known by their names: where a
/// line has only an item's id, tax and shipping are left open.
[[nodiscard]] DocumentFigures quickBooksFigures(const Json &document, const Json &settings);

} // namespace uds
