#pragma once

#include "app/udsync/command.h"

namespace uds::cli {

/// `udsync serve`: runs the schedules without a window.
[[nodiscard]] QList<Command> serveCommands();

} // namespace uds::cli
