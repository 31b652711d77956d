#pragma once

#include "app/udsync/command.h"

namespace uds::cli {

[[nodiscard]] QList<Command> failureCommands();

} // namespace uds::cli
