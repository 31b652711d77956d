#pragma once

#include <QFile>

#include <atomic>
#include <chrono>

namespace uds {

/// Counts how long the thread it was made on has worked in event handlers. Time in which the thread was ready
/// to work while other programs had the processors does not count, where the system tells it (Linux).
class WorkClock {
public:
    using Nanoseconds = std::chrono::nanoseconds;

    WorkClock();

    /// Around the outermost event handler, on the watched thread.
    void enter();
    /// The work in the handler that ends.
    Nanoseconds leave();

    /// Until now; on the watched thread.
    [[nodiscard]] Nanoseconds worked() { return worked(m_ownSchedule); }
    /// Until now; from one other thread.
    [[nodiscard]] Nanoseconds workedSeenFromOutside() { return worked(m_outerSchedule); }
    [[nodiscard]] static Nanoseconds now();

private:
    [[nodiscard]] Nanoseconds worked(QFile &schedule) const;
    [[nodiscard]] static Nanoseconds queuedIn(QFile &schedule);

    QFile m_ownSchedule;
    QFile m_outerSchedule; // the same numbers for the other thread
    std::atomic<Nanoseconds> m_worked{};
    std::atomic<Nanoseconds> m_enteredAt{}; // 0 = outside of handlers
    std::atomic<Nanoseconds> m_queuedAtEntry{};
};

} // namespace uds
