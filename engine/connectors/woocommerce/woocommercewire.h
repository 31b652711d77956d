#pragma once

#include "engine/connectors/connectorwire.h"

namespace uds {

/// The pure half of the WooCommerce connector. In this version a shop is only read: freeze() refuses with
/// ErrorKind::Configuration, code "woo.readOnly".
class WooCommerceWire final : public ConnectorWire {
public:
    [[nodiscard]] Json marked(const QString &entity, Json payload, const QString &marker) const override;
    [[nodiscard]] QString markerOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] LookUp probe(const Effect &effect) const override;
    [[nodiscard]] std::optional<Decimal> totalOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] int batchSize(const QString &entity, Operation operation) const override;
    [[nodiscard]] Result<FrozenCall> freeze(
        const QList<Effect> &effects, const QString &callToken) const override;
    [[nodiscard]] QString keyText(
        const QString &entity, const QString &key, const Json &document) const override;
    [[nodiscard]] QList<Outcome> outcomes(
        const FrozenCall &call, const Result<HttpResponse> &answer) const override;
    /// A trashed record may no longer be referenced.
    [[nodiscard]] bool isUsable(const QString &entity, const Json &document) const override;
};

} // namespace uds
