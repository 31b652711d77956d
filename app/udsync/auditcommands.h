#pragma once

#include "app/udsync/command.h"

namespace uds::cli {

/// The audit, the logs of runs, and how long things are kept.
[[nodiscard]] QList<Command> auditCommands();

} // namespace uds::cli
