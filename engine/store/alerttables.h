#pragma once

#include <QStringList>

namespace uds {

/// Channels with their secrets, what the evaluation of alerts remembers, and the outbox of messages.
[[nodiscard]] QStringList alertTables();

} // namespace uds
