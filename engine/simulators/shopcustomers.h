#pragma once

#include "engine/simulators/shopgoods.h"

namespace uds {

/// Customers: one e-mail address each, no trash. Deleting one turns its orders into orders of guests.
class ShopCustomers {
public:
    /// \a state must outlive this.
    explicit ShopCustomers(ShopState &state);

    [[nodiscard]] ShopWritten create(const ShopChange &change);
    [[nodiscard]] ShopWritten update(qint64 id, const ShopChange &change);
    [[nodiscard]] ShopWritten remove(qint64 id, const ShopChange &change, bool isForced);

private:
    ShopState &m_state;
};

} // namespace uds
