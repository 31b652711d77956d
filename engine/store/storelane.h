#pragma once

#include "engine/store/store.h"

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>

namespace uds {

/// A connection and the thread that owns it. Jobs run one after the other in the order they were given;
/// whoever awaits one goes on in the event loop of its own thread. Inline, a job runs at once on the caller's
/// thread.
class StoreLane {
public:
    using Opener = std::function<Result<std::unique_ptr<Database>>()>;
    using Job = std::function<Result<void>(Database &)>;

    /// Returns when the connection is open.
    [[nodiscard]] static Result<std::unique_ptr<StoreLane>> open(Opener opener, Store::Threading threading);
    /// Finishes the jobs it was given, closes the connection and joins the thread.
    ~StoreLane();

    [[nodiscard]] QCoro::Task<Result<void>> run(Job job);

private:
    class Waiting;
    StoreLane() = default;
    [[nodiscard]] Result<void> startThread(Opener opener);
    void serve(const Opener &opener, std::promise<Result<void>> opened);
    [[nodiscard]] std::function<void(Database &)> nextJob(); ///< empty when the lane closes
    void post(std::function<void(Database &)> job);

    std::unique_ptr<Database> m_inline;
    std::unique_ptr<QThread> m_thread;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::function<void(Database &)>> m_jobs; ///< guarded by m_mutex
    bool m_closing = false; ///< guarded by m_mutex
};

} // namespace uds
