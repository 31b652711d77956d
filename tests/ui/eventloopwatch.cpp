#include "tests/ui/eventloopwatch.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QEvent>
#include <QThread>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kPeriod = 10ms;
constexpr QEvent::Type kPing = QEvent::User;

} // namespace

EventLoopWatch::EventLoopWatch(QObject *parent)
    : QObject(parent)
    , m_ownSchedule(u"/proc/thread-self/schedstat"_s)
    , m_askersSchedule(m_ownSchedule.fileName())
{
    // Opened here, both belong to this thread. Elsewhere than on Linux there is no such file.
    for (QFile *schedule : {&m_ownSchedule, &m_askersSchedule}) {
        if (!schedule->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            qInfo("No times without a processor on this system: %s", qPrintable(schedule->errorString()));
    }
    const QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    connect(dispatcher, &QAbstractEventDispatcher::aboutToBlock, this, &EventLoopWatch::fallAsleep);
    connect(dispatcher, &QAbstractEventDispatcher::awake, this, &EventLoopWatch::wake);
}

EventLoopWatch::~EventLoopWatch()
{
    stop();
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
            continue; // the running question already measures this stall
        m_isAnswered = false;
        m_asked = standing(m_askersSchedule);
        QCoreApplication::postEvent(this, new QEvent(kPing), Qt::LowEventPriority);
    }
}

bool EventLoopWatch::event(QEvent *event)
{
    if (event->type() != kPing)
        return QObject::event(event);
    const Standing answered = standing(m_ownSchedule);
    const Nanoseconds waited = answered.at - m_asked.at;
    const Nanoseconds excused
        = std::max(answered.slept - m_asked.slept, 0ns) + std::max(answered.queued - m_asked.queued, 0ns);
    m_pings << Ping{waited, std::max(waited - excused, 0ns)};
    m_isAnswered = true;
    return true;
}

void EventLoopWatch::fallAsleep()
{
    m_queuedBeforeSleep = queuedIn(m_ownSchedule);
    m_asleepSince = now();
}

void EventLoopWatch::wake()
{
    const Nanoseconds since = m_asleepSince.exchange(0ns);
    if (since == 0ns)
        return;
    // Waiting for a processor after the wake-up counts as queued, and only once.
    const Nanoseconds queued = queuedIn(m_ownSchedule) - m_queuedBeforeSleep;
    m_slept = m_slept.load() + std::max(now() - since - queued, 0ns);
}

EventLoopWatch::Standing EventLoopWatch::standing(QFile &schedule) const
{
    Standing result;
    result.queued = queuedIn(schedule);
    result.slept = m_slept;
    const Nanoseconds since = m_asleepSince;
    result.at = now();
    if (since != 0ns)
        result.slept += result.at - since;
    return result;
}

EventLoopWatch::Nanoseconds EventLoopWatch::now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

EventLoopWatch::Nanoseconds EventLoopWatch::queuedIn(QFile &schedule)
{
    if (!schedule.isOpen() || !schedule.seek(0))
        return {};
    const QByteArray line = schedule.read(96); // "time on a processor, time in the queue, turns"
    return Nanoseconds(line.split(' ').value(1).toLongLong());
}

} // namespace uds
