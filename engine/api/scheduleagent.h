#pragma once

#include "engine/api/values.h"

#include <QCoroTask>

#include <atomic>
#include <functional>
#include <stop_token>

namespace uds {

struct EngineParts;

/// Follows the schedules for as long as somebody wants it. Used on a worker of its own.
class ScheduleAgent {
public:
    /// Runs a stream and finishes with it.
    using Runner = std::function<QCoro::Task<Result<RunSummary>>(RunRequest request)>;

    /// \a parts must outlive the agent.
    explicit ScheduleAgent(EngineParts &parts)
        : m_parts(parts)
    {
    }
    /// Finishes when \a caller or \a engine asks to stop and the runs it began are over.
    /// ErrorKind::Configuration, code "schedule.running", when it works already.
    [[nodiscard]] QCoro::Task<Result<void>> follow(
        Runner runner, std::stop_token caller, std::stop_token engine);
    [[nodiscard]] bool isFollowing() const { return m_isFollowing; } ///< from any thread

private:
    EngineParts &m_parts;
    std::atomic<bool> m_isFollowing = false;
};

} // namespace uds
