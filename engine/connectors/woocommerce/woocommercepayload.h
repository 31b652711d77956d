#pragma once

#include "engine/connectors/effect.h"

namespace uds {

struct WooEntity;

/// The body to send for \a effect: checked and put into the types the shop wants, because in a batch it
/// checks nothing and even alone it takes "abc" for a price and erases the old one. Money becomes text, stock
/// is managed where a quantity is given, the parent's id moves into the address, a refund never calls the
/// payment gateway. ErrorKind::Validation with the field's path: "woo.payload".
[[nodiscard]] Result<Json> wooPayload(const WooEntity &entity, const Effect &effect);

} // namespace uds
