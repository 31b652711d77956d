#pragma once

#include <QString>

namespace uds {

/// A platform's own name of a kind of record as people read it: "SalesReceipt" is "Sales receipt".
[[nodiscard]] QString entityWords(const QString &name);

} // namespace uds
