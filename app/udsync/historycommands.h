#pragma once

#include "app/udsync/command.h"

namespace uds::cli {

[[nodiscard]] QList<Command> historyCommands();

} // namespace uds::cli
