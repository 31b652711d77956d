#pragma once

#include "app/udsync/command.h"

namespace uds::cli {

/// All commands of this program.
[[nodiscard]] const QList<Command> &commands();

struct ParsedLine {
    const Command *command = nullptr; ///< null when only help or the version is wanted
    Arguments arguments;
};

/// Options may stand anywhere. ErrorKind::Configuration, code "arguments", for anything that does not fit.
[[nodiscard]] Result<ParsedLine> parseLine(const QStringList &line);

/// Help for one command, or for all when null.
[[nodiscard]] QString usage(const Command *command);

/// The command that \a line means, as far as that can be told; null when it cannot.
[[nodiscard]] const Command *guessedCommand(const QStringList &line);

} // namespace uds::cli
