#pragma once

#include "engine/core/json.h"

#include <QDateTime>

namespace uds {

/// As the shop keeps it: the whole first line of \a order comes back, with its tax.
[[nodiscard]] Json firstLineRefund(const Json &order, qint64 id, const QDateTime &nowUtc);

} // namespace uds
