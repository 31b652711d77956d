#pragma once

#include <QApplication>

#include <chrono>

namespace uds {

/// Keeps which events kept the thread of the windows longest, to name them when a stall is found.
class WatchedApplication final : public QApplication {
    Q_OBJECT

public:
    WatchedApplication(int &argc, char **argv);

    bool notify(QObject *receiver, QEvent *event) override;
    /// Longest first, as "uds::TableView, Paint: 24 ms".
    [[nodiscard]] QStringList longestEvents() const;

private:
    struct Event {
        const char *receiver = nullptr;
        int type = 0;
        std::chrono::milliseconds lasted{};
    };

    int m_depth = 0;
    QList<Event> m_longest;
};

} // namespace uds
