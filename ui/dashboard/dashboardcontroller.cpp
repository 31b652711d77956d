#include "ui/dashboard/dashboardcontroller.h"

#include "engine/api/syncapi.h"
#include "ui/dashboard/dashboardpage.h"
#include "ui/widgets/whendone.h"

#include <QEvent>

namespace uds {

using namespace std::chrono_literals;

DashboardController::DashboardController(SyncApi &api, DashboardPage &page)
    : m_api(api)
    , m_page(page)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(300ms);
    m_regular.setInterval(30s);
    m_page.installEventFilter(this);
    connect(&m_soon, &QTimer::timeout, this, &DashboardController::refresh);
    connect(&m_regular, &QTimer::timeout, this, &DashboardController::refresh);
    connect(&m_api, &SyncApi::changed, &m_soon, [this] {
        if (!m_soon.isActive())
            m_soon.start(); // the first of a burst decides, so a busy run still refreshes
    });
    connect(&m_page, &DashboardPage::refreshRequested, this, &DashboardController::refresh);
}

void DashboardController::refresh()
{
    m_again = m_busy;
    if (m_busy)
        return;
    m_busy = true;
    whenDone(m_api.dashboard(), this, [this](const Result<DashboardSummary> &summary) { answer(summary); });
}

void DashboardController::answer(const Result<DashboardSummary> &summary)
{
    m_busy = false;
    if (summary) {
        m_page.showSummary(*summary);
        Q_EMIT refreshed(*summary);
    } else {
        m_page.showError(summary.error());
    }
    if (m_again)
        m_soon.start();
}

bool DashboardController::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show) {
        m_regular.start();
        m_soon.start();
    } else if (event->type() == QEvent::Hide) {
        m_regular.stop();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace uds
