#pragma once

#include "engine/core/json.h"

namespace uds {

/// A mapping document or preset that cannot be used: ErrorKind::Configuration, code "mapping.invalid". \a
/// place names the document and the path in it ("order-to-invoice: lists[0].fields[2].to"), \a reason is
/// translated.
[[nodiscard]] tl::unexpected<Error> invalidMapping(const QString &place, const QString &reason);

/// A record that cannot become a valid document: ErrorKind::Validation about one field.
[[nodiscard]] Error recordError(const QString &code, const QString &field, const QString &message);

/// The value as a number. Errors "field.required" and "field.number" about \a field; an empty field is for
/// the caller to fill in.
[[nodiscard]] Result<Decimal> numberOf(const Json &value, const QString &field);

} // namespace uds
