#pragma once

#include <QCoroTask>

#include <functional>
#include <vector>

namespace uds {

/// Long pure work comes through here: in the program it is done beside the waiting thread, whose other
/// coroutines keep their turns meanwhile; in a simulation at once, so that it can be replayed.
class Background {
public:
    using Job = std::function<void()>;
    virtual ~Background() = default;
    /// Does all jobs, in any order and several at a time; returns when the last one is done. A job must not
    /// touch what another one writes. \a jobs and all they refer to must outlive the call.
    [[nodiscard]] virtual QCoro::Task<void> finish(const std::vector<Job> &jobs) = 0;
};

/// On the calling thread, in order.
class InlineBackground final : public Background {
public:
    [[nodiscard]] QCoro::Task<void> finish(const std::vector<Job> &jobs) override
    {
        for (const Job &job : jobs)
            job();
        co_return;
    }
};

} // namespace uds
