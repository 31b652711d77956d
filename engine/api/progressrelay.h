#pragma once

#include "engine/api/values.h"
#include "engine/sync/syncrequest.h"

#include <QTimer>

#include <chrono>
#include <functional>

namespace uds {

class Clock;

/// Turns what a run reports into at most ten progress values a second; the newest one is never lost. Lives on
/// the thread of the run.
class ProgressRelay {
public:
    using Sink = std::function<void(const RunProgress &)>;

    /// \a clock must outlive the relay.
    ProgressRelay(Clock &clock, QString stream, bool dryRun, Sink sink);

    void report(const SyncProgress &progress);

private:
    void deliver();
    void estimate();

    Clock &m_clock;
    const std::chrono::milliseconds m_started;
    const Sink m_sink;
    RunProgress m_latest;
    bool m_isWaiting = false;
    QTimer m_pause;
};

} // namespace uds
