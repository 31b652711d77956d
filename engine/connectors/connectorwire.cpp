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

std::optional<DocumentFigures> ConnectorWire::figuresOf(const QString &, const Json &, const Json &) const
{
    return std::nullopt;
}

QString ConnectorWire::fixedBecause(
    const QString &, const Json &, const std::optional<Decimal> &, const Json &) const
{
    return {};
}

Json ConnectorWire::usePayload(const QString &, bool) const
{
    return {};
}

Remainder ConnectorWire::remainder(const QString &, const Json &payload, const Json &) const
{
    return {payload, {}};
}

bool ConnectorWire::isUsable(const QString &, const Json &) const
{
    return true;
}

} // namespace uds
