#pragma once

#include "engine/connectors/documentfigures.h"
#include "engine/core/json.h"

namespace uds {

/// As of ConnectorWire::figuresOf(), for an order or a refund; a refund's figures are positive.
[[nodiscard]] DocumentFigures wooFigures(const QString &entity, const Json &document);

} // namespace uds
