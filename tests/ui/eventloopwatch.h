#pragma once

#include <QFile>
#include <QList>
#include <QObject>

#include <atomic>
#include <chrono>
#include <thread>

namespace uds {

/// Asks the event loop of its thread for a sign of life every 10 ms and keeps how long each answer took.
///
/// Besides the plain waiting time it keeps the part that the thread itself is to blame for: without the time
/// in which it slept with nothing to do, and, where the system tells, without the time in which it wanted to
/// work but other programs had the processors.
class EventLoopWatch final : public QObject {
    Q_OBJECT

public:
    using Nanoseconds = std::chrono::nanoseconds;
    struct Ping {
        Nanoseconds waited{};
        Nanoseconds own{};
    };

    explicit EventLoopWatch(QObject *parent = nullptr);
    ~EventLoopWatch() override;

    void start();
    void stop();
    [[nodiscard]] const QList<Ping> &pings() const { return m_pings; }

protected:
    bool event(QEvent *event) override;

private:
    /// What the watched thread had behind it at one moment.
    struct Standing {
        Nanoseconds at{};
        Nanoseconds slept{};
        Nanoseconds queued{}; ///< runnable, without a processor
    };

    void ask(const std::stop_token &stop);
    void fallAsleep();
    void wake();
    [[nodiscard]] Standing standing(QFile &schedule) const;
    [[nodiscard]] static Nanoseconds now();
    [[nodiscard]] static Nanoseconds queuedIn(QFile &schedule);

    QFile m_ownSchedule; // read by the watched thread
    QFile m_askersSchedule; // the same numbers, read by the asking thread
    std::atomic<Nanoseconds> m_slept{};
    std::atomic<Nanoseconds> m_asleepSince{}; // 0 = awake
    Nanoseconds m_queuedBeforeSleep{};
    Standing m_asked;
    std::atomic<bool> m_isAnswered = true;
    QList<Ping> m_pings;
    std::jthread m_asker;
};

} // namespace uds
