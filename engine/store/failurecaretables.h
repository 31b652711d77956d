#pragma once

#include <QStringList>

namespace uds {

/// What people decided about failures, when they are tried again, and which records ended the program.
[[nodiscard]] QStringList failureCareTables();

} // namespace uds
