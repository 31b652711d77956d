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
    /// Runs the jobs that wait at one moment, and gives one result each, in order.
    using Runner = std::function<QList<Result<void>>(Database &, const QList<const Job *> &)>;
    /// Each by itself.
    [[nodiscard]] static QList<Result<void>> oneByOne(Database &database, const QList<const Job *> &jobs);

    /// Returns when the connection is open.
    [[nodiscard]] static Result<std::unique_ptr<StoreLane>> open(
        Opener opener, Store::Threading threading, Runner runner);
    /// Finishes the jobs it was given, closes the connection and joins the thread.
    ~StoreLane();

    [[nodiscard]] QCoro::Task<Result<void>> run(Job job);

private:
    class Waiting;
    explicit StoreLane(Runner runner)
        : m_runner(std::move(runner))
    {
    }
    [[nodiscard]] Result<void> startThread(Opener opener);
    void serve(const Opener &opener, std::promise<Result<void>> opened);
    [[nodiscard]] std::deque<Waiting *> nextJobs(); ///< all that wait; none when the lane closes
    void post(Waiting *waiting);

    const Runner m_runner;
    std::unique_ptr<Database> m_inline;
    std::unique_ptr<QThread> m_thread;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Waiting *> m_jobs; ///< guarded by m_mutex
    bool m_closing = false; ///< guarded by m_mutex
};

} // namespace uds
