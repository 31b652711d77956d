#pragma once

#include <QString>

namespace uds {

/// "(780) 555-0123" of a country ("CA", "Canada") as +17805550123 (ITU E.164); numbers that begin with + or
/// 00 need no country. Empty when the text is no number that can be called: too short, too long, with words.
[[nodiscard]] QString internationalPhone(const QString &text, const QString &country);

} // namespace uds
