#pragma once

#include <QStringView>

#include <optional>

namespace uds {

/// Digits after the point of a currency in use (ISO 4217): USD 2, JPY 0, KWD 3. Absent for anything else.
[[nodiscard]] std::optional<int> currencyDigits(QStringView code);

} // namespace uds
