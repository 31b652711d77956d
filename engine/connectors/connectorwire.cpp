#include "engine/connectors/connectorwire.h"

namespace uds {

QString ConnectorWire::batchKind(const QString &, Operation) const
{
    return {};
}

bool ConnectorWire::mayRepeat(const QString &, Operation) const
{
    return false;
}

std::optional<Decimal> ConnectorWire::leftToPay(const QString &, const Record &) const
{
    return std::nullopt;
}

bool ConnectorWire::isUsable(const QString &, const Json &) const
{
    return true;
}

} // namespace uds
