#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

class QJSEngine;

namespace uds {

/// Interrupts a script engine that works for too long, from a thread of its own.
class ScriptWatchdog {
public:
    explicit ScriptWatchdog(QJSEngine &engine); ///< must outlive the watchdog
    void start(std::chrono::milliseconds limit);
    void stop(); ///< the engine is not interrupted after this

private:
    void watch(const std::stop_token &stop);

    QJSEngine &m_engine;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::optional<std::chrono::steady_clock::time_point> m_deadline;
    std::jthread m_thread; // last: it uses the others
};

} // namespace uds
