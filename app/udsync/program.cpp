#include "app/udsync/program.h"

#include "app/udsync/passphrasefile.h"
#include "app/udsync/profilearguments.h"

#include <QCoreApplication>

namespace uds::cli {

using namespace Qt::StringLiterals;

namespace {

Console::Format formatOf(bool json)
{
    return json ? Console::Format::Json : Console::Format::Text;
}

} // namespace

Program::Program(ParsedLine line, std::stop_token stop)
    : m_line(std::move(line))
    , m_console(formatOf(m_line.arguments.has(u"json"_s)))
{
    m_surroundings.console = &m_console;
    m_surroundings.arguments = m_line.arguments;
    m_surroundings.stop = std::move(stop);
}

QCoro::Task<ExitCode> Program::run()
{
    const Result<Answer> result = co_await answer();
    if (result) {
        say(*result);
        co_return result->exitCode;
    }
    if (result.error().code == u"arguments")
        refuse(QCoreApplication::arguments(), result.error());
    else
        m_console.printError(result.error());
    co_return exitCodeOf(result.error());
}

QCoro::Task<Result<Answer>> Program::answer()
{
    if (m_line.command->needs == Command::Needs::Nothing)
        co_return co_await m_line.command->handler(&m_surroundings);
    const Result<ProfileOptions> options = profileOptions(m_line.arguments);
    if (!options)
        co_return tl::unexpected(options.error());
    const auto api = co_await SyncApi::open(*options);
    if (!api)
        co_return tl::unexpected(api.error());
    m_surroundings.api = api->get();
    const Result<void> unlocked = co_await unlock();
    if (!unlocked)
        co_return tl::unexpected(unlocked.error());
    QObject::connect(api->get(), &SyncApi::runProgressed, api->get(),
        [this](const RunProgress &progress) { m_console.showProgress(progress); });
    co_return co_await m_line.command->handler(&m_surroundings);
}

QCoro::Task<Result<void>> Program::unlock()
{
    if (!m_line.arguments.has(kAdministratorOption))
        co_return Result<void>();
    const Result<QByteArray> passphrase = readPassphrase(m_line.arguments.value(kAdministratorOption));
    if (!passphrase)
        co_return tl::unexpected(passphrase.error());
    const Result<AccessState> state = co_await m_surroundings.api->unlock(*passphrase);
    if (!state)
        co_return tl::unexpected(state.error());
    co_return Result<void>();
}

void Program::say(const Answer &answer)
{
    if (m_console.format() == Console::Format::Json) {
        if (!answer.document.isNull())
            m_console.printJson(answer.document);
    } else if (!answer.text.isEmpty()) {
        m_console.printText(answer.text);
    }
}

void refuse(const QStringList &line, const Error &error)
{
    Console console(formatOf(line.contains(u"--json"_s)));
    console.printError(error);
    console.printUsage(usage(guessedCommand(line)));
}

} // namespace uds::cli
