#pragma once

#include "engine/core/json.h"
#include "engine/simulators/shopsettings.h"
#include "engine/simulators/shoptable.h"

#include <QDateTime>

#include <chrono>

namespace uds {

/// How much of a shop to make up.
struct ShopPlan {
    quint64 seed = 1;
    int orders = 1000;
    int products = 60;
    int customers = 200;
    qint64 firstProductId = 1001;
    qint64 firstCustomerId = 2001;
    qint64 firstOrderId = 100001;
    QDateTime firstOrderUtc = QDateTime(QDate(2026, 1, 5), QTime(9, 0), Qt::UTC);
    std::chrono::seconds between{90}; ///< mean distance of two orders
};

/// Makes up realistic products, customers and orders with exact sums (woocommerce.md section 5). Any order
/// can be made by itself, at any time, with the same result, so that a shop of 100,000 orders keeps none of
/// them.
class ShopGenerator {
public:
    explicit ShopGenerator(ShopPlan plan);

    [[nodiscard]] const ShopPlan &plan() const { return m_plan; }
    [[nodiscard]] bool makesOrder(qint64 id) const
    {
        return id >= m_plan.firstOrderId && id < m_plan.firstOrderId + m_plan.orders;
    }
    [[nodiscard]] ShopRow orderRow(int index) const;
    [[nodiscard]] Json order(qint64 id, const ShopSettings &settings) const;
    [[nodiscard]] Json product(int index, const ShopSettings &settings) const;
    [[nodiscard]] Json customer(int index, const ShopSettings &settings) const;

private:
    [[nodiscard]] qint64 customerId(int customer) const;

    ShopPlan m_plan;
};

} // namespace uds
