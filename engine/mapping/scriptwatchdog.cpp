#include "engine/mapping/scriptwatchdog.h"

#include <QJSEngine>

namespace uds {

ScriptWatchdog::ScriptWatchdog(QJSEngine &engine)
    : m_engine(engine)
    , m_thread([this](const std::stop_token &stop) { watch(stop); })
{
}

void ScriptWatchdog::start(std::chrono::milliseconds limit)
{
    const std::lock_guard lock(m_mutex);
    m_deadline = std::chrono::steady_clock::now() + limit;
    m_changed.notify_one();
}

void ScriptWatchdog::stop()
{
    const std::lock_guard lock(m_mutex);
    m_deadline.reset();
}

void ScriptWatchdog::watch(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        if (!m_deadline) {
            m_changed.wait(lock, stop, [this] { return m_deadline.has_value(); });
            continue;
        }
        // A copy: a call that ends in time takes the deadline away, and the next one sets a later one.
        const auto deadline = *m_deadline;
        m_changed.wait_until(lock, stop, deadline, [] { return false; });
        if (m_deadline && std::chrono::steady_clock::now() >= *m_deadline) {
            m_engine.setInterrupted(true);
            m_deadline.reset();
        }
    }
}

} // namespace uds
