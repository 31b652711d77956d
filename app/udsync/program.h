#pragma once

#include "app/udsync/commandline.h"
#include "app/udsync/console.h"

#include <QCoroTask>

#include <stop_token>

namespace uds::cli {

/// One call of the program: opens the profile, runs the command, says the answer.
class Program {
public:
    Program(ParsedLine line, std::stop_token stop);
    [[nodiscard]] QCoro::Task<ExitCode> run();

private:
    [[nodiscard]] QCoro::Task<Result<Answer>> answer();
    /// With the administrator passphrase, when the line gives one.
    [[nodiscard]] QCoro::Task<Result<void>> unlock();
    void say(const Answer &answer);

    const ParsedLine m_line;
    Console m_console;
    Surroundings m_surroundings;
};

/// For a line that cannot be run: the error and the usage on standard error.
void refuse(const QStringList &line, const Error &error);

} // namespace uds::cli
