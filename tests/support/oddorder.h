#pragma once

#include "tests/support/syncfixture.h"

namespace uds {

/// The order that a test changes, and how many ordinary ones are around it.
constexpr qint64 kOddOrder = 200001;
constexpr int kEvenOrders = 12;

/// A line of one piece without tax.
[[nodiscard]] Json orderLine(const QString &name, const QString &sku, qint64 product, const QString &amount);
/// A paid order of 10.00 without tax that is older than all others, so that they come after it. Its
/// "order_key" is "odd_order".
[[nodiscard]] Json oddOrder();
/// What the company made of it; null when there is nothing.
[[nodiscard]] Json oddDocument(const SyncFixture &sync);

/// Ids of the ordinary orders, and of the odd one when it is in the shop.
[[nodiscard]] QStringList orderIds(const SyncFixture &sync);
/// Orders that are neither booked nor failed nor left out for a reason. None, or something was lost.
[[nodiscard]] QStringList lostOrders(SyncFixture &sync);
/// Ordinary orders that are to be booked and do not have exactly one document.
[[nodiscard]] int missingDocuments(const SyncFixture &sync);

} // namespace uds
