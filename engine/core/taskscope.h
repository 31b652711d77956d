#pragma once

#include <QCoroTask>

#include <stop_token>
#include <vector>

namespace uds {

/// Owns the coroutines of one object; join() before the object dies, so that none outlives what it uses.
class TaskScope {
public:
    void spawn(QCoro::Task<void> task)
    {
        std::erase_if(m_tasks, [](const QCoro::Task<void> &finished) { return finished.isReady(); });
        m_tasks.push_back(std::move(task));
    }
    [[nodiscard]] std::stop_token token() const { return m_stop.get_token(); }
    [[nodiscard]] bool isEmpty() const { return m_tasks.empty(); }

    /// Waits for all tasks without asking them to stop.
    [[nodiscard]] QCoro::Task<void> finished()
    {
        for (std::size_t i = 0; i < m_tasks.size(); ++i)
            co_await m_tasks[i];
        m_tasks.clear();
    }
    /// Asks all tasks to stop and waits for them.
    [[nodiscard]] QCoro::Task<void> join()
    {
        m_stop.request_stop();
        co_await finished();
    }

private:
    std::stop_source m_stop;
    std::vector<QCoro::Task<void>> m_tasks;
};

} // namespace uds
