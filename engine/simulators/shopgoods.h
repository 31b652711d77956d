#pragma once

#include "engine/simulators/shopfault.h"

#include <QDateTime>

namespace uds {

class ShopState;

/// When and how a change arrives.
struct ShopChange {
    Json body;
    QDateTime nowUtc;
    qint64 parent = 0; ///< of a variation or refund
    bool isBatchRow = false; ///< rows of a batch are not checked against the schema
};

/// Products and variations: unique SKUs (trashed ones included), prices as text, absolute stock. Where a real
/// shop accepts nonsense without a word, so does this one.
class ShopGoods {
public:
    /// \a state must outlive this.
    explicit ShopGoods(ShopState &state);

    [[nodiscard]] ShopWritten create(const ShopChange &change);
    [[nodiscard]] ShopWritten update(qint64 id, const ShopChange &change);
    /// Into the trash, or for ever.
    [[nodiscard]] ShopWritten remove(qint64 id, const ShopChange &change, bool isForced);

private:
    [[nodiscard]] tl::expected<void, ShopFault> checked(const ShopChange &change, qint64 own) const;
    void apply(Json &document, const ShopChange &change);
    void store(const Json &document, const ShopChange &change);

    ShopState &m_state;
};

} // namespace uds
