#include "engine/core/systemclock.h"

#include "engine/core/boottime.h"

#include <QCoroTimer>
#include <QTimer>

namespace uds {

namespace {

QCoro::Task<void> waitOnce(std::chrono::milliseconds duration, std::stop_token stop)
{
    QTimer timer;
    timer.setSingleShot(true);
    timer.start(duration);
    // request_stop() may come from another thread, so the timer is shortened on its own thread.
    const std::stop_callback wake(stop, [&timer] {
        QMetaObject::invokeMethod(
            &timer, [&timer] { timer.start(0); }, Qt::QueuedConnection);
    });
    co_await timer;
}

} // namespace

QDateTime SystemClock::nowUtc() const
{
    return QDateTime::currentDateTimeUtc();
}

std::chrono::milliseconds SystemClock::boot() const
{
    return timeSinceBoot();
}

QCoro::Task<void> SystemClock::sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    constexpr std::chrono::milliseconds kLongestTimer = std::chrono::hours(24); // QTimer counts in int.
    std::chrono::milliseconds left = qMax(duration, std::chrono::milliseconds(0));
    while (!stop.stop_requested()) {
        const std::chrono::milliseconds part = qMin(left, kLongestTimer);
        co_await waitOnce(part, stop);
        left -= part;
        if (left.count() == 0)
            co_return;
    }
}

} // namespace uds
