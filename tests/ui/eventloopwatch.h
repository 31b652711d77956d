#pragma once

#include "tests/ui/workclock.h"

#include <QList>
#include <QObject>

#include <atomic>
#include <thread>

namespace uds {

/// Asks the event loop of its thread for a sign of life every 10 ms and keeps how long each answer took.
class EventLoopWatch final : public QObject {
    Q_OBJECT

public:
    using Nanoseconds = WorkClock::Nanoseconds;
    struct Ping {
        Nanoseconds waited{};
        Nanoseconds work{}; ///< what the thread did meanwhile; the rest were other programs
    };

    explicit EventLoopWatch(WorkClock &clock, QObject *parent = nullptr);

    void start();
    void stop();
    [[nodiscard]] const QList<Ping> &pings() const { return m_pings; }

protected:
    bool event(QEvent *event) override;

private:
    void ask(const std::stop_token &stop);

    WorkClock &m_clock;
    Nanoseconds m_askedAt{};
    Nanoseconds m_workedBefore{};
    std::atomic<bool> m_isAnswered = true;
    QList<Ping> m_pings;
    std::jthread m_asker;
};

} // namespace uds
