#pragma once

#include "engine/core/json.h"

namespace uds {

/// Tax rates of one place, in thousandths of a percent: 7.25 % is 7250.
struct ShopTaxRate {
    int id = 0;
    const char *code = nullptr;
    const char *label = nullptr;
    int thousandths = 0;
};

struct ShopPlace {
    const char *city = nullptr;
    const char *state = nullptr;
    const char *postcode = nullptr;
    ShopTaxRate rates[2]; ///< unused ones have no id
};

/// A person nobody is.
struct Person {
    QString firstName;
    QString lastName;
    QString company;
    QString street;
    QString email;
    const ShopPlace *place = nullptr;
};

struct InventedProduct {
    QString name;
    QString sku;
    Decimal price;
};

/// The same index gives the same person or product. \a mailbox is the start of the address.
[[nodiscard]] Person inventedPerson(int index, const char *mailbox);
[[nodiscard]] InventedProduct inventedProduct(int index);
[[nodiscard]] Json billingAddress(const Person &person);
[[nodiscard]] Json shippingAddress(const Person &person);

} // namespace uds
