#include "ui/shell/workspaceframe.h"

#include "ui/navigation/navigationbar.h"
#include "ui/shell/workspacepages.h"
#include "ui/statusbar/statusstrip.h"
#include "ui/widgets/noticebar.h"

#include <QHBoxLayout>
#include <QStackedWidget>

namespace uds {

using namespace Qt::StringLiterals;

WorkspaceFrame::WorkspaceFrame(QWidget *parent)
    : QWidget(parent)
    , m_navigation(new NavigationBar(this))
    , m_stack(new QStackedWidget(this))
    , m_notices(new NoticeBar(this))
    , m_status(new StatusStrip(this))
    , m_pages(std::make_unique<WorkspacePages>(m_stack))
{
    m_navigation->addScreen(tr("Dashboard"), u"dashboard"_s);
    m_navigation->addScreen(tr("Integrations"), u"integrations"_s);
    m_navigation->addScreen(tr("History"), u"history"_s);
    m_navigation->addScreen(tr("Failed records"), u"failed"_s);
    m_navigation->addScreen(tr("Conflicts"), u"conflicts"_s);
    m_navigation->addScreen(tr("Schedules"), u"schedules"_s);
    m_navigation->addScreen(tr("Alerts"), u"alerts"_s);
    m_navigation->addScreen(tr("Reconcile"), u"reconcile"_s);
    for (QWidget *page : std::initializer_list<QWidget *>{&m_pages->dashboard, &m_pages->integrations,
             &m_pages->history, &m_pages->failed, &m_pages->conflicts, &m_pages->schedules, &m_pages->alerts,
             &m_pages->reconcile, &m_pages->plan})
        m_stack->addWidget(page);
    arrange();
    connect(m_navigation, &NavigationBar::screenChosen, this, [this](int screen) { open(Screen(screen)); });
    connect(m_status, &StatusStrip::historyRequested, this, [this] { open(History); });
    connect(m_status, &StatusStrip::runsRequested, this, [this] { open(Dashboard); });
    connect(m_status, &StatusStrip::failuresRequested, this, [this] { open(FailedRecords); });
    open(Dashboard);
}

WorkspaceFrame::~WorkspaceFrame()
{
    // Views let go of their models before WorkspacePages ends them.
    delete m_stack;
}

void WorkspaceFrame::arrange()
{
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_stack, 1);
    right->addWidget(m_notices);
    auto *middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_navigation);
    middle->addLayout(right, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(middle, 1);
    column->addWidget(m_status);
}

void WorkspaceFrame::open(Screen screen)
{
    const bool isShown = m_stack->currentIndex() == int(screen);
    m_screen = screen;
    m_stack->setCurrentIndex(screen);
    m_navigation->setCurrent(screen);
    if (!isShown)
        Q_EMIT screenOpened(screen);
}

void WorkspaceFrame::openPlan()
{
    m_stack->setCurrentWidget(&m_pages->plan);
}

void WorkspaceFrame::closePlan()
{
    if (m_stack->currentWidget() == &m_pages->plan)
        open(m_screen);
}

void WorkspaceFrame::closeInspector()
{
    if (m_stack->currentWidget() == &m_pages->plan)
        m_pages->plan.closeInspector();
    else if (m_screen == History)
        m_pages->history.closeInspector();
}

} // namespace uds
