#include "app/udsync/terminal.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace uds::cli {

namespace {

// A signal handler may do little more than write to a pipe; the event loop reads it.
int signalPipe = -1;

extern "C" void onSignal(int number)
{
    const char byte = 1;
    const ssize_t written = write(signalPipe, &byte, 1);
    static_cast<void>(written); // a full pipe already wakes the loop
    std::signal(number, SIG_DFL);
}

} // namespace

bool isTerminal(StandardStream stream)
{
    switch (stream) {
    case StandardStream::Input: return isatty(STDIN_FILENO) == 1;
    case StandardStream::Output: return isatty(STDOUT_FILENO) == 1;
    case StandardStream::Error: return isatty(STDERR_FILENO) == 1;
    }
    return false;
}

struct InterruptWatcher::Parts {
    std::array<int, 2> pipe{-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

InterruptWatcher::InterruptWatcher(std::function<void()> callback)
    : m_parts(std::make_unique<Parts>())
{
    if (::pipe2(m_parts->pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then the system's own handling stays in place
    m_parts->notifier = std::make_unique<QSocketNotifier>(m_parts->pipe[0], QSocketNotifier::Read);
    QObject::connect(m_parts->notifier.get(), &QSocketNotifier::activated,
        [parts = m_parts.get(), callback = std::move(callback)] {
            char byte = 0;
            if (read(parts->pipe[0], &byte, 1) == 1)
                callback();
        });
    signalPipe = m_parts->pipe[1];
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
}

struct InputEndWatcher::Parts {
    std::unique_ptr<QSocketNotifier> notifier;
};

InputEndWatcher::InputEndWatcher(std::function<void()> callback)
    : m_parts(std::make_unique<Parts>())
{
    struct stat input { };
    if (fstat(STDIN_FILENO, &input) != 0 || (!S_ISFIFO(input.st_mode) && !S_ISSOCK(input.st_mode)))
        return;
    m_parts->notifier = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(m_parts->notifier.get(), &QSocketNotifier::activated,
        [notifier = m_parts->notifier.get(), callback = std::move(callback)] {
            std::array<char, 256> ignored{};
            if (read(STDIN_FILENO, ignored.data(), ignored.size()) > 0)
                return;
            notifier->setEnabled(false);
            callback();
        });
}

InputEndWatcher::~InputEndWatcher() = default;

InterruptWatcher::~InterruptWatcher()
{
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_parts->notifier.reset();
    for (const int end : m_parts->pipe) {
        if (end >= 0)
            close(end);
    }
}

} // namespace uds::cli
