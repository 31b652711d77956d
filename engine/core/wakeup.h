#pragma once

#include <coroutine>
#include <utility>
#include <vector>

namespace uds {

/// Where coroutines of one thread wait for something that others of the same thread do.
class Wakeup {
public:
    class Waiting {
    public:
        explicit Waiting(Wakeup &wakeup)
            : m_wakeup(wakeup)
        {
        }
        // The language's spelling. NOLINTBEGIN(readability-identifier-naming)
        [[nodiscard]] bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting) { m_wakeup.m_waiting.push_back(waiting); }
        void await_resume() const { }
        // NOLINTEND(readability-identifier-naming)

    private:
        Wakeup &m_wakeup;
    };

    /// To be awaited in a loop that looks at the condition again.
    [[nodiscard]] Waiting next() { return Waiting(*this); }
    /// Everybody who waits goes on at once, before this returns.
    void wake()
    {
        for (const std::coroutine_handle<> waiting : std::exchange(m_waiting, {}))
            waiting.resume();
    }

private:
    std::vector<std::coroutine_handle<>> m_waiting;
};

} // namespace uds
