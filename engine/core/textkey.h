#pragma once

#include <QString>

namespace uds {

/// The form in which names, e-mail addresses and SKUs are compared: composed (NFC), case-folded, without
/// invisible characters, trimmed, and with each run of blanks (no-break and wide ones too) as one space.
/// Never shown or sent.
[[nodiscard]] QString foldedKey(const QString &text);

} // namespace uds
