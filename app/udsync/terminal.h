#pragma once

#include <functional>
#include <memory>

namespace uds::cli {

enum class StandardStream { Input, Output, Error };
[[nodiscard]] bool isTerminal(StandardStream stream);

/// Calls back on the event loop when the user or the system asks the program to end (Ctrl+C, SIGTERM). The
/// second time the system's own handling applies, so that a program that hangs can still be ended.
class InterruptWatcher {
public:
    explicit InterruptWatcher(std::function<void()> callback);
    ~InterruptWatcher();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

/// Calls back when the other end of standard input closes it, so that a program started by another one ends
/// with it. Only for pipes and sockets: a terminal or /dev/null says nothing about another program.
class InputEndWatcher {
public:
    explicit InputEndWatcher(std::function<void()> callback);
    ~InputEndWatcher();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace uds::cli
