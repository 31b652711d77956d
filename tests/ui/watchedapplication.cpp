#include "tests/ui/watchedapplication.h"

#include <QMetaEnum>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kWorthKeeping = 15ms;
constexpr qsizetype kKept = 12;

} // namespace

WatchedApplication::WatchedApplication(int &argc, char **argv)
    : QApplication(argc, argv)
{
}

bool WatchedApplication::notify(QObject *receiver, QEvent *event)
{
    if (m_depth > 0)
        return QApplication::notify(receiver, event);
    const char *name = receiver->metaObject()->className(); // the receiver may end with its event
    const int type = event->type();
    const auto begin = std::chrono::steady_clock::now();
    ++m_depth;
    const bool result = QApplication::notify(receiver, event);
    --m_depth;
    const auto lasted
        = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    if (lasted < kWorthKeeping)
        return result;
    const auto shorter = [lasted](const Event &other) { return other.lasted < lasted; };
    const auto place = std::find_if(m_longest.begin(), m_longest.end(), shorter);
    m_longest.insert(place, {name, type, lasted});
    if (m_longest.size() > kKept)
        m_longest.removeLast();
    return result;
}

QStringList WatchedApplication::longestEvents() const
{
    QStringList lines;
    for (const Event &event : m_longest) {
        const char *type = QMetaEnum::fromType<QEvent::Type>().valueToKey(event.type);
        lines << u"%1, %2: %3 ms"_s.arg(QLatin1String(event.receiver), QLatin1String(type ? type : "own"))
                     .arg(event.lasted.count());
    }
    return lines;
}

} // namespace uds
