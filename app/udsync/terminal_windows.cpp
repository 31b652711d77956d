#include "app/udsync/terminal.h"

#include <QCoreApplication>

#include <atomic>
#include <thread>

#include <windows.h>

namespace uds::cli {

namespace {

std::function<void()> interrupted; // set while a watcher lives
std::atomic_bool wasInterrupted = false;

// Runs on a thread of its own.
BOOL WINAPI onConsoleEvent(DWORD)
{
    if (wasInterrupted.exchange(true))
        return FALSE;
    QMetaObject::invokeMethod(qApp, interrupted, Qt::QueuedConnection);
    return TRUE;
}

} // namespace

bool isTerminal(StandardStream stream)
{
    const DWORD id = stream == StandardStream::Input ? STD_INPUT_HANDLE
        : stream == StandardStream::Output           ? STD_OUTPUT_HANDLE
                                                     : STD_ERROR_HANDLE;
    DWORD mode = 0;
    return GetConsoleMode(GetStdHandle(id), &mode) != 0;
}

struct InterruptWatcher::Parts { };

InterruptWatcher::InterruptWatcher(std::function<void()> callback)
{
    interrupted = std::move(callback);
    SetConsoleCtrlHandler(onConsoleEvent, TRUE);
}

// Windows has no way to wait for the end of a pipe beside an event loop: a thread reads until it ends.
struct InputEndWatcher::Parts {
    std::thread thread;
};

InputEndWatcher::InputEndWatcher(std::function<void()> callback)
    : m_parts(std::make_unique<Parts>())
{
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    if (GetFileType(input) != FILE_TYPE_PIPE)
        return;
    m_parts->thread = std::thread([input, callback = std::move(callback)] {
        char ignored[256];
        DWORD count = 0;
        while (ReadFile(input, ignored, sizeof ignored, &count, nullptr) && count > 0) { }
        QMetaObject::invokeMethod(qApp, callback, Qt::QueuedConnection);
    });
}

InputEndWatcher::~InputEndWatcher()
{
    if (!m_parts->thread.joinable())
        return;
    CancelSynchronousIo(m_parts->thread.native_handle());
    m_parts->thread.join();
}

InterruptWatcher::~InterruptWatcher()
{
    SetConsoleCtrlHandler(onConsoleEvent, FALSE);
    interrupted = nullptr;
}

} // namespace uds::cli
