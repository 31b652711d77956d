#pragma once

#include "engine/simulators/shopgoods.h"

namespace uds {

/// Refunds of orders: never above what is left of the total, told by the order, and deleted without a trace.
class ShopRefunds {
public:
    /// \a state must outlive this.
    explicit ShopRefunds(ShopState &state);

    [[nodiscard]] ShopWritten create(const ShopChange &change);
    [[nodiscard]] ShopWritten remove(qint64 id, const ShopChange &change);

private:
    [[nodiscard]] Decimal refunded(qint64 order) const;
    void note(qint64 order, const Json &refund, const QDateTime &nowUtc);

    ShopState &m_state;
};

} // namespace uds
