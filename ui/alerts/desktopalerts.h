#pragma once

#include "engine/api/alertvalues.h"

#include <QObject>

class QSystemTrayIcon;

namespace uds {

class NoticeBar;
class SyncApi;

/// Shows alerts of the desktop channel: as a message of the system where there is a tray, else in the window.
class DesktopAlerts final : public QObject {
    Q_OBJECT

public:
    DesktopAlerts(SyncApi &api, NoticeBar &notices);
    ~DesktopAlerts() override;

    /// Text for a place that may read markup: nothing in it can be a tag.
    [[nodiscard]] static QString inert(const QString &text);

Q_SIGNALS:
    void openRequested();

private:
    void show(const RaisedAlert &alert);
    void showInTray(const RaisedAlert &alert);
    void showInWindow(const RaisedAlert &alert);

    NoticeBar &m_notices;
    QSystemTrayIcon *m_tray = nullptr; ///< made with the first message
};

} // namespace uds
