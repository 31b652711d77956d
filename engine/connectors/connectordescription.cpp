#include "engine/connectors/connectordescription.h"

#include <algorithm>

namespace uds {

const EntityDescription *ConnectorDescription::entity(QStringView entityName) const
{
    const auto found = std::find_if(entities.begin(), entities.end(),
        [entityName](const EntityDescription &description) { return description.name == entityName; });
    return found == entities.end() ? nullptr : &*found;
}

} // namespace uds
