#pragma once

#include "engine/core/clock.h"

#include <coroutine>
#include <map>
#include <optional>
#include <utility>

namespace uds {

/// Time that moves only when everybody sleeps. One thread, no event loop: a whole engine runs inline under
/// it, and the same program gives the same order of events every time.
class VirtualClock final : public Clock {
public:
    explicit VirtualClock(QDateTime startUtc);

    [[nodiscard]] QDateTime nowUtc() const override;
    [[nodiscard]] std::chrono::milliseconds boot() const override { return m_elapsed; }
    [[nodiscard]] QCoro::Task<void> sleepFor(
        std::chrono::milliseconds duration, std::stop_token stop) override;

    [[nodiscard]] bool hasSleepers() const { return !m_sleepers.empty(); }
    /// Moves time to the next sleeper and lets it go on; sleepers of one moment wake in the order they lay
    /// down. False when nobody sleeps.
    bool advance();
    /// Advances until \a task is finished; asserts that somebody is left to wake.
    template <typename T>
    T run(QCoro::Task<T> &task);
    template <typename T>
    T run(QCoro::Task<T> &&task)
    {
        return run(task);
    }
    /// Moves time forward by \a duration, waking everybody due on the way.
    void pass(std::chrono::milliseconds duration);

private:
    /// When a sleeper is due, and its number among all sleepers so far.
    using Key = std::pair<std::chrono::milliseconds, quint64>;

    /// Suspends the coroutine that awaits it until its key is the smallest.
    struct Sleeper {
        VirtualClock &clock;
        Key key;
        [[nodiscard]] bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> sleeper) { clock.m_sleepers.emplace(key, sleeper); }
        void await_resume() const noexcept { }
    };

    void hurry(Sleeper &sleeper);
    template <typename T>
    [[nodiscard]] static QCoro::Task<void> keepResult(QCoro::Task<T> &task, std::optional<T> &result)
    {
        result.emplace(co_await task);
    }

    QDateTime m_startUtc;
    std::chrono::milliseconds m_elapsed{0};
    quint64 m_registered = 0;
    std::map<Key, std::coroutine_handle<>> m_sleepers;
};

template <typename T>
T VirtualClock::run(QCoro::Task<T> &task)
{
    while (!task.isReady()) {
        const bool advanced = advance();
        Q_ASSERT_X(advanced, "VirtualClock::run", "the task waits for something that never comes");
        if (!advanced)
            qFatal("VirtualClock::run: the task waits for something that never comes");
    }
    if constexpr (!std::is_void_v<T>) {
        std::optional<T> result;
        const QCoro::Task<void> keep = keepResult(task, result);
        Q_ASSERT(keep.isReady());
        return std::move(*result);
    }
}

} // namespace uds
