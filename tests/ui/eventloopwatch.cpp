#include "tests/ui/eventloopwatch.h"

#include <QCoreApplication>
#include <QEvent>

namespace uds {

using namespace std::chrono_literals;

namespace {

constexpr auto kPeriod = 10ms;
constexpr QEvent::Type kPing = QEvent::User;

} // namespace

EventLoopWatch::EventLoopWatch(WorkClock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
}

void EventLoopWatch::start()
{
    m_pings.clear();
    m_asker = std::jthread([this](const std::stop_token &stop) { ask(stop); });
}

void EventLoopWatch::stop()
{
    m_asker = {};
}

void EventLoopWatch::ask(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        std::this_thread::sleep_for(kPeriod);
        if (!m_isAnswered)
            continue; // the open question already measures this stall
        m_isAnswered = false;
        m_workedBefore = m_clock.workedSeenFromOutside();
        m_askedAt = WorkClock::now();
        QCoreApplication::postEvent(this, new QEvent(kPing), Qt::LowEventPriority);
    }
}

bool EventLoopWatch::event(QEvent *event)
{
    if (event->type() != kPing)
        return QObject::event(event);
    m_pings << Ping{WorkClock::now() - m_askedAt, m_clock.worked() - m_workedBefore};
    m_isAnswered = true;
    return true;
}

} // namespace uds
