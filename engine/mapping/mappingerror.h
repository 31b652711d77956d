#pragma once

#include "engine/core/result.h"

namespace uds {

/// A mapping document or preset that cannot be used: ErrorKind::Configuration, code "mapping.invalid". \a
/// place names the document and the path in it ("order-to-invoice: lists[0].fields[2].to"), \a reason is
/// translated.
[[nodiscard]] tl::unexpected<Error> invalidMapping(const QString &place, const QString &reason);

/// A record that cannot become a valid document: ErrorKind::Validation about one field.
[[nodiscard]] Error recordError(const QString &code, const QString &field, const QString &message);

} // namespace uds
