#pragma once

#include "engine/simulators/shopcustomers.h"
#include "engine/simulators/shoporders.h"
#include "engine/simulators/shoprefunds.h"
#include "engine/simulators/shopwebhooks.h"

#include <QUrlQuery>

#include <optional>

namespace uds {

class ShopState;

/// A request that changes a simulated shop, understood.
struct ShopRequest {
    QByteArray verb;
    QStringList path; ///< below wc/v3
    QUrlQuery items;
    QByteArray body;
    QDateTime nowUtc;

    /// DELETE for ever instead of into the trash.
    [[nodiscard]] bool isForced() const;
};

/// The writing half of a simulated shop: POST, PUT and DELETE on one record or in a batch.
class ShopWriter {
public:
    /// \a state and \a webhooks must outlive this.
    ShopWriter(ShopState &state, ShopWebhooks &webhooks);
    [[nodiscard]] HttpResponse answer(const ShopRequest &request);

private:
    enum class Kind { Order, Product, Variation, Customer, Refund, Webhook };
    /// A route: what kind of record, below which parent, which one of them.
    struct Target {
        Kind kind = Kind::Order;
        qint64 parent = 0;
        qint64 id = 0;
        bool isBatch = false;
    };

    [[nodiscard]] static std::optional<Target> target(const QStringList &path);
    [[nodiscard]] ShopWritten created(const Target &target, const ShopChange &change);
    [[nodiscard]] ShopWritten updated(const Target &target, const ShopChange &change);
    [[nodiscard]] ShopWritten removed(const Target &target, const ShopChange &change, bool isForced);
    [[nodiscard]] HttpResponse batch(const Target &target, const ShopChange &change);
    void notice(const Target &target, const QString &event, const Json &document);

    ShopState &m_state;
    ShopWebhooks &m_webhooks;
    ShopGoods m_goods;
    ShopCustomers m_customers;
    ShopOrders m_orders;
    ShopRefunds m_refunds;
};

} // namespace uds
