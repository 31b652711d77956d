#pragma once

#include <QString>

namespace uds {

/// The character of a named HTML entity ("amp", "uuml", "ndash"), or empty when the name is unknown.
[[nodiscard]] QString namedEntity(QStringView name);

} // namespace uds
