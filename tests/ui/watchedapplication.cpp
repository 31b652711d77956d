#include "tests/ui/watchedapplication.h"

#include <QThread>

#include <algorithm>

namespace uds {

using namespace std::chrono_literals;

namespace {

constexpr auto kWorthKeeping = 5ms;
constexpr qsizetype kKept = 10;

} // namespace

WatchedApplication::WatchedApplication(int &argc, char **argv)
    : QApplication(argc, argv)
{
}

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    // Other threads deliver their events here too.
    if (QThread::currentThread() != thread() || m_depth > 0)
        return QApplication::notify(receiver, event);
    Handled handled{receiver->metaObject()->className(), event->type(), {}}; // both may end with the event
    ++m_depth;
    m_clock.enter();
    const bool result = QApplication::notify(receiver, event);
    handled.work = m_clock.leave();
    --m_depth;
    if (handled.work >= kWorthKeeping)
        keep(handled);
    return result;
}

void WatchedApplication::keep(const Handled &handled)
{
    const auto isShorter = [&handled](const Handled &other) { return other.work < handled.work; };
    m_longest.insert(std::find_if(m_longest.begin(), m_longest.end(), isShorter), handled);
    if (m_longest.size() > kKept)
        m_longest.removeLast();
}

} // namespace uds
