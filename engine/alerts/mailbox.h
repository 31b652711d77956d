#pragma once

#include <QString>

namespace uds {

/// One plain address of ASCII characters ("name@example.com"), without a display name, quotes, blanks or
/// anything else that could begin another header or command.
[[nodiscard]] bool isMailboxAddress(const QString &text);

} // namespace uds
