#include "ui/alerts/desktopalerts.h"

#include "engine/api/syncapi.h"
#include "ui/alerts/alertwords.h"
#include "ui/widgets/noticebar.h"

#include <QIcon>
#include <QSystemTrayIcon>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QSystemTrayIcon::MessageIcon iconOf(AlertSeverity severity)
{
    switch (severity) {
    case AlertSeverity::Info: return QSystemTrayIcon::Information;
    case AlertSeverity::Warning: return QSystemTrayIcon::Warning;
    case AlertSeverity::Error:
    case AlertSeverity::Critical: return QSystemTrayIcon::Critical;
    }
    Q_UNREACHABLE();
}

} // namespace

DesktopAlerts::DesktopAlerts(SyncApi &api, NoticeBar &notices)
    : m_notices(notices)
{
    connect(&api, &SyncApi::alertRaised, this, &DesktopAlerts::show);
}

DesktopAlerts::~DesktopAlerts() = default;

// Some desktops read a message as markup and offer no way to say that it is none; entities they show as they
// are. So the characters that make tags are exchanged for look-alikes.
QString DesktopAlerts::inert(const QString &text)
{
    QString plain = text;
    return plain.replace(u'<', u'\u2039').replace(u'>', u'\u203a');
}

void DesktopAlerts::show(const RaisedAlert &alert)
{
    if (QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages())
        showInTray(alert);
    else
        showInWindow(alert);
}

void DesktopAlerts::showInTray(const RaisedAlert &alert)
{
    if (!m_tray) {
        m_tray = new QSystemTrayIcon(QIcon(u":/icons/universal-data-sync.svg"_s), this);
        m_tray->show();
        connect(m_tray, &QSystemTrayIcon::messageClicked, this, &DesktopAlerts::openRequested);
        connect(m_tray, &QSystemTrayIcon::activated, this, &DesktopAlerts::openRequested);
    }
    m_tray->showMessage(inert(alert.title), inert(alert.text), iconOf(alert.severity));
}

void DesktopAlerts::showInWindow(const RaisedAlert &alert)
{
    Notice notice;
    notice.text = alert.title;
    notice.tone = AlertWords::severity(alert.severity).tone;
    notice.action = tr("Show alerts");
    notice.onAction = [this] { Q_EMIT openRequested(); };
    m_notices.post(std::move(notice));
}

} // namespace uds
