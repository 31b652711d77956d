#pragma once

#include "engine/connectors/connectorwire.h"

namespace uds {

/// "goods": a product or a variation, whichever has the SKU, as far as its price and its stock go. They are
/// found and changed, never made: whoever knows only a SKU cannot tell which of the two it belongs to.
///
/// A variation is addressed below its product, so its id as goods names both: "17:23".
struct WooGoodsId {
    qint64 product = 0;
    qint64 variation = 0; ///< 0: the product itself is meant

    /// Nothing when \a text is no such id.
    [[nodiscard]] static std::optional<WooGoodsId> parse(const QString &text);
    /// Of a row of the products' or of the variations' list.
    [[nodiscard]] static WooGoodsId of(const Json &document);
    [[nodiscard]] QString text() const;
    /// Below wc/v3: "products/17/variations/23".
    [[nodiscard]] QString route() const;
    /// The id that the shop's answer to a change carries.
    [[nodiscard]] qint64 own() const { return variation != 0 ? variation : product; }
    friend bool operator==(const WooGoodsId &, const WooGoodsId &) = default;
};

[[nodiscard]] bool isWooGoods(const QString &entity);

/// As of ConnectorWire::remainder(). A quantity goes only to goods whose pieces the shop counts, unless the
/// payload itself turns counting on; a price goes only to what has one of its own.
[[nodiscard]] Remainder wooGoodsRemainder(const Json &payload, const Json &document);

} // namespace uds
