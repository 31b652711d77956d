#pragma once

#include "engine/connectors/connectorwire.h"

namespace uds {

/// The pure half of the WooCommerce connector. Look-up keys: "id" (and "Id"), "sku", "email", "code",
/// "number", "billing_email", and "marker": our marker, with the id of its parent and a colon in front for
/// records that are found below another ("17:0123abcd").
///
/// There is no optimistic lock; a version is the modification date and only tells whether something changed.
class WooCommerceWire final : public ConnectorWire {
public:
    [[nodiscard]] Json marked(const QString &entity, Json payload, const QString &marker) const override;
    [[nodiscard]] QString markerOf(const QString &entity, const Json &document) const override;
    [[nodiscard]] LookUp probe(const Effect &effect) const override;
    /// A record in the trash is worth nothing any more.
    [[nodiscard]] std::optional<Decimal> totalOf(const QString &entity, const Json &document) const override;
    /// Products and customers. Variations go alone: a batch needs one parent, and a kind cannot tell it.
    [[nodiscard]] int batchSize(const QString &entity, Operation operation) const override;
    /// A batch goes to one list of the shop.
    [[nodiscard]] QString batchKind(const QString &entity, Operation operation) const override;
    /// Values are absolute and a trashed record stays trashed. Not so for changed orders: a line without an
    /// id is added.
    [[nodiscard]] bool mayRepeat(const QString &entity, Operation operation) const override;
    [[nodiscard]] Result<FrozenCall> freeze(
        const QList<Effect> &effects, const QString &callToken) const override;
    [[nodiscard]] QString keyText(
        const QString &entity, const QString &key, const Json &document) const override;
    [[nodiscard]] QList<Outcome> outcomes(
        const FrozenCall &call, const Result<HttpResponse> &answer) const override;
    [[nodiscard]] std::optional<DocumentFigures> figuresOf(
        const QString &entity, const Json &document, const Json &settings) const override;
    /// A trashed record may no longer be referenced.
    [[nodiscard]] bool isUsable(const QString &entity, const Json &document) const override;
    /// Of goods; of everything else all of it.
    [[nodiscard]] Remainder remainder(
        const QString &entity, const Json &payload, const Json &document) const override;
};

} // namespace uds
