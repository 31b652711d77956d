#include "engine/connectors/connectorwire.h"

namespace uds {

bool ConnectorWire::isUsable(const QString &, const Json &) const
{
    return true;
}

} // namespace uds
