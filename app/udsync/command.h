#pragma once

#include "app/udsync/arguments.h"
#include "app/udsync/exitcode.h"
#include "engine/api/syncapi.h"

#include <QCoroTask>

#include <stop_token>

namespace uds::cli {

class Console;

/// What a command has to say: one document for programs or a text for people, never both.
struct Answer {
    Json document;
    QString text;
    ExitCode exitCode = ExitCode::Done;
};

/// What a command works with. Outlives the command.
struct Surroundings {
    SyncApi *api = nullptr; ///< null for commands without a profile
    Console *console = nullptr;
    Arguments arguments;
    std::stop_token stop; ///< SIGINT or SIGTERM
};

using Handler = QCoro::Task<Result<Answer>> (*)(Surroundings *surroundings);

struct Command {
    enum class Needs { Profile, Nothing };
    QString name; ///< one or two words
    QString positionals; ///< for the usage line: "<name>"
    int positionalCount = 0;
    QStringList options; ///< names, besides the ones every command has
    QStringList requiredOptions;
    QString summary;
    Handler handler = nullptr;
    Needs needs = Needs::Profile;
};

} // namespace uds::cli
