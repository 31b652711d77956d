#pragma once

#include "engine/simulators/shopsimulator.h"

namespace uds {

/// The recorded shop that is built into the program: 163 orders, 66 products, 13 variations, 42 customers,
/// 24 refunds, 7 coupons and 13 tax rates of a real WooCommerce 11.0.1 with invented people.
void addRecordedShop(ShopSimulator &shop);

} // namespace uds
