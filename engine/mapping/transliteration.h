#pragma once

#include <QString>

namespace uds {

/// Latin letters without accents, Greek and Cyrillic spelled in them, typographic signs as their plain ones.
/// What has no such spelling, as Chinese, stays as it is.
[[nodiscard]] QString transliterated(const QString &text);

} // namespace uds
