#pragma once

#include "engine/simulators/shopgoods.h"

namespace uds {

/// Orders. One added here has no tax, because its shop has no rate for its place: its
/// total is the sum of its lines, shipping and fees.
class ShopOrders {
public:
    /// \a state must outlive this.
    explicit ShopOrders(ShopState &state);

    [[nodiscard]] ShopWritten create(const ShopChange &change);
    [[nodiscard]] ShopWritten update(qint64 id, const ShopChange &change);
    [[nodiscard]] ShopWritten remove(qint64 id, const ShopChange &change, bool isForced);

private:
    [[nodiscard]] tl::expected<void, ShopFault> checked(const ShopChange &change) const;
    [[nodiscard]] ShopWritten line(const Json &wanted) const;
    [[nodiscard]] tl::expected<void, ShopFault> setLines(Json &document, const Json &body);
    [[nodiscard]] bool hasGoodCoupons(const ShopChange &change) const;
    void setPaid(Json &document, const Json &body, const QDateTime &nowUtc) const;
    [[nodiscard]] qint64 nextItemId(const Json &document) const;

    ShopState &m_state;
};

} // namespace uds
