#pragma once

#include "tests/ui/workclock.h"

#include <QApplication>

namespace uds {

/// Counts the work of the thread of the windows and keeps which events it worked on longest.
class WatchedApplication final : public QApplication {
    Q_OBJECT

public:
    struct Handled {
        const char *receiver = nullptr; ///< its class
        int type = 0; ///< of the event
        WorkClock::Nanoseconds work{};
    };

    WatchedApplication(int &argc, char **argv);

    bool notify(QObject *receiver, QEvent *event) override;
    [[nodiscard]] WorkClock &clock() { return m_clock; }
    /// Longest first.
    [[nodiscard]] const QList<Handled> &longest() const { return m_longest; }
    void forget() { m_longest.clear(); }

private:
    void keep(const Handled &handled);

    WorkClock m_clock;
    int m_depth = 0;
    QList<Handled> m_longest;
};

} // namespace uds
