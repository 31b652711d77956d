#include "engine/core/poolbackground.h"

#include <QCoroFuture>
#include <QPromise>

#include <atomic>
#include <memory>

namespace uds {

namespace {

// Shared by the jobs: the last one still holds it when the waiting coroutine goes on.
struct Round {
    explicit Round(std::size_t jobs)
        : left(jobs)
    {
        done.start();
    }
    std::atomic<std::size_t> left;
    QPromise<void> done;
};

} // namespace

QCoro::Task<void> PoolBackground::finish(const std::vector<Job> &jobs)
{
    if (jobs.empty())
        co_return;
    const auto round = std::make_shared<Round>(jobs.size());
    for (const Job &job : jobs) {
        m_pool.start([&job, round] {
            job();
            if (--round->left == 0)
                round->done.finish();
        });
    }
    const QFuture<void> done = round->done.future();
    co_await done;
}

} // namespace uds
