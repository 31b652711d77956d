#include "tests/ui/workclock.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

WorkClock::WorkClock()
    : m_ownSchedule(u"/proc/thread-self/schedstat"_s)
    , m_outerSchedule(m_ownSchedule.fileName())
{
    // Opened here, both belong to this thread, whoever reads them later.
    for (QFile *schedule : {&m_ownSchedule, &m_outerSchedule}) {
        if (!schedule->open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            qInfo("The time without a processor is unknown here: %s", qPrintable(schedule->errorString()));
    }
}

void WorkClock::enter()
{
    m_queuedAtEntry = queuedIn(m_ownSchedule);
    m_enteredAt = now();
}

WorkClock::Nanoseconds WorkClock::leave()
{
    const Nanoseconds before = m_worked;
    const Nanoseconds after = worked(m_ownSchedule);
    m_enteredAt = 0ns;
    m_worked = after;
    return after - before;
}

WorkClock::Nanoseconds WorkClock::worked(QFile &schedule) const
{
    const Nanoseconds since = m_enteredAt;
    if (since == 0ns)
        return m_worked;
    const Nanoseconds queued = queuedIn(schedule) - m_queuedAtEntry.load();
    return m_worked.load() + std::max(now() - since - queued, 0ns);
}

WorkClock::Nanoseconds WorkClock::now()
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

WorkClock::Nanoseconds WorkClock::queuedIn(QFile &schedule)
{
    if (!schedule.isOpen() || !schedule.seek(0))
        return {};
    const QByteArray line = schedule.read(96); // "time on a processor, time in the queue, turns"
    return Nanoseconds(line.split(' ').value(1).toLongLong());
}

} // namespace uds
