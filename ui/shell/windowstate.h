#pragma once

#include <QSettings>

class QWidget;

namespace uds {

/// Size, splitters and navigation of the window, kept in window.ini of the profile. Holds no secrets.
class WindowState final {
public:
    explicit WindowState(const QString &profileFolder);

    void save(const QWidget &window, bool navigationCollapsed);
    void restore(QWidget &window);
    [[nodiscard]] bool isNavigationCollapsed() const;

private:
    QSettings m_settings;
};

} // namespace uds
