#include "ui/shell/workspace.h"

#include "engine/api/syncapi.h"
#include "ui/activity/activeruns.h"
#include "ui/activity/runcontroller.h"
#include "ui/alerts/alertscontroller.h"
#include "ui/alerts/desktopalerts.h"
#include "ui/conflicts/conflictscontroller.h"
#include "ui/dashboard/dashboardcontroller.h"
#include "ui/failedrecords/failedrecordscontroller.h"
#include "ui/history/historycontroller.h"
#include "ui/integrations/integrationscontroller.h"
#include "ui/navigation/navigationbar.h"
#include "ui/plan/plancontroller.h"
#include "ui/reconcile/reconcilecontroller.h"
#include "ui/schedules/schedulescontroller.h"
#include "ui/shell/workspaceframe.h"
#include "ui/shell/workspacepages.h"
#include "ui/statusbar/statusstrip.h"
#include "ui/widgets/noticebar.h"

#include <QMenu>
#include <QShortcut>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

Workspace::Workspace(SyncApi &api, QWidget *parent)
    : QWidget(parent)
    , m_api(api)
    , m_frame(new WorkspaceFrame(this))
    , m_active(std::make_unique<ActiveRuns>())
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_frame);
    showDemoNote(false);
    makeControllers();
    connectRuns();
    connectDashboard();
    connectScreens();
    connectWatching();
    connectAgreement();
    addShortcuts();
    refresh();
}

Workspace::~Workspace() = default;

void Workspace::makeControllers()
{
    WorkspacePages &pages = m_frame->pages();
    NoticeBar &notices = m_frame->notices();
    m_runs = std::make_unique<RunController>(m_api, *m_active, notices);
    m_dashboard = std::make_unique<DashboardController>(m_api, pages.dashboard);
    m_integrations = std::make_unique<IntegrationsController>(m_api, pages.integrations, notices);
    const HistoryController::Screen history{pages.history, pages.runs, pages.records};
    m_history = std::make_unique<HistoryController>(m_api, history);
    const FailedRecordsController::Screen failed{pages.failed, pages.causes, pages.failures};
    m_failed = std::make_unique<FailedRecordsController>(m_api, failed, notices);
    const PlanController::Screen plan{pages.plan, pages.planned};
    m_plan = std::make_unique<PlanController>(m_api, plan, notices);
    const SchedulesController::Screen schedules{pages.schedules, pages.scheduleLog};
    m_schedules = std::make_unique<SchedulesController>(m_api, schedules, notices);
    const AlertsController::Screen alerts{pages.alerts, pages.deliveries};
    m_alerts = std::make_unique<AlertsController>(m_api, alerts, notices);
    m_desktopAlerts = std::make_unique<DesktopAlerts>(m_api, notices);
    const ConflictsController::Screen conflicts{pages.conflicts, pages.conflictRows};
    m_conflicts = std::make_unique<ConflictsController>(m_api, conflicts, notices);
    const ReconcileController::Screen reconcile{pages.reconcile, pages.signedPeriods};
    m_reconcile = std::make_unique<ReconcileController>(m_api, reconcile, notices);
}

void Workspace::connectRuns()
{
    connect(&m_api, &SyncApi::runProgressed, m_active.get(), &ActiveRuns::update);
    connect(&m_api, &SyncApi::runFinished, m_active.get(), &ActiveRuns::finish);
    connect(m_active.get(), &ActiveRuns::changed, this, [this] {
        m_frame->pages().dashboard.showRuns(m_active->list());
        m_frame->pages().integrations.showRuns(m_active->list());
        m_frame->status().showRuns(m_active->list());
    });
    connect(m_runs.get(), &RunController::failuresRequested, this,
        [this] { m_frame->open(WorkspaceFrame::FailedRecords); });
    connect(m_runs.get(), &RunController::historyRequested, this, &Workspace::showRun);
    connect(m_runs.get(), &RunController::planRequested, m_plan.get(), &PlanController::plan);
}

void Workspace::connectDashboard()
{
    DashboardPage *page = &m_frame->pages().dashboard;
    connect(m_dashboard.get(), &DashboardController::refreshed, this, &Workspace::showSummary);
    connect(
        page, &DashboardPage::setUpRequested, this, [this] { m_frame->open(WorkspaceFrame::Integrations); });
    connect(page, &DashboardPage::runRequested, this, [this](const QString &stream) { m_runs->run(stream); });
    connect(page, &DashboardPage::dryRunRequested, this, &Workspace::dryRun);
    connect(page, &DashboardPage::cancelRequested, m_runs.get(), &RunController::cancel);
    connect(page, &DashboardPage::causeActivated, this, [this](const QString &causeKey) {
        m_frame->pages().failed.selectCause(causeKey);
        m_frame->open(WorkspaceFrame::FailedRecords);
    });
    connect(page, &DashboardPage::runActivated, this, &Workspace::showRun);
}

void Workspace::connectScreens()
{
    IntegrationsPage *page = &m_frame->pages().integrations;
    connect(page, &IntegrationsPage::runRequested, this,
        [this](const RunRequest &request) { m_runs->run(request.stream, request.mode, request.ids); });
    connect(page, &IntegrationsPage::dryRunRequested, m_plan.get(), &PlanController::plan);
    connect(m_integrations.get(), &IntegrationsController::streamsRead, this,
        [this](const QList<StreamSummary> &streams) {
            m_streams = streams;
            m_history->showStreams(streams);
            m_reconcile->showStreams(streams);
            m_frame->pages().integrations.showRuns(m_active->list());
        });
    connect(m_plan.get(), &PlanController::opened, m_frame, &WorkspaceFrame::openPlan);
    connect(m_plan.get(), &PlanController::closed, m_frame, &WorkspaceFrame::closePlan);
    connect(m_plan.get(), &PlanController::ended, m_active.get(), &ActiveRuns::end);
    connect(m_plan.get(), &PlanController::applied, m_runs.get(), &RunController::announce);
    connect(m_frame, &WorkspaceFrame::screenOpened, this, [this](WorkspaceFrame::Screen screen) {
        if (screen == WorkspaceFrame::History)
            m_history->refresh();
    });
}

// What happens by itself: schedules, and alerts about it.
void Workspace::connectWatching()
{
    SchedulesPage *page = &m_frame->pages().schedules;
    connect(page, &SchedulesPage::runRequested, this,
        [this](const QString &stream, RunMode mode) { m_runs->run(stream, mode); });
    connect(
        page, &SchedulesPage::setUpRequested, this, [this] { m_frame->open(WorkspaceFrame::Integrations); });
    connect(m_alerts.get(), &AlertsController::openCounted, this,
        [this](int count) { m_frame->navigation().setBadge(WorkspaceFrame::Alerts, count); });
    connect(m_desktopAlerts.get(), &DesktopAlerts::openRequested, this, [this] {
        window()->show();
        window()->raise();
        m_frame->open(WorkspaceFrame::Alerts);
    });
    connect(m_frame, &WorkspaceFrame::screenOpened, this, [this](WorkspaceFrame::Screen screen) {
        if (screen == WorkspaceFrame::Schedules)
            m_schedules->refresh();
        else if (screen == WorkspaceFrame::Alerts)
            m_alerts->refresh();
    });
}

// Whether both sides agree.
void Workspace::connectAgreement()
{
    connect(m_conflicts.get(), &ConflictsController::counted, this,
        [this](int open) { m_frame->navigation().setBadge(WorkspaceFrame::Conflicts, open); });
}

void Workspace::addShortcuts()
{
    const auto add = [this](const QKeySequence &keys, const std::function<void()> &act) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, act);
    };
    add(QKeySequence::Refresh, [this] { refresh(); });
    add(Qt::CTRL | Qt::Key_R,
        [this] { chooseStream([this](const QString &stream) { m_runs->run(stream); }); });
    add(Qt::CTRL | Qt::SHIFT | Qt::Key_R,
        [this] { chooseStream([this](const QString &stream) { dryRun(stream); }); });
    add(QKeySequence::Find, [this] {
        m_frame->open(WorkspaceFrame::History);
        m_frame->pages().history.find();
    });
    add(Qt::Key_Escape, [this] { m_frame->closeInspector(); });
}

void Workspace::refresh()
{
    m_dashboard->refresh();
    m_integrations->refresh();
    m_history->refresh();
    m_failed->refresh();
    m_schedules->refresh();
    m_alerts->refresh();
    m_conflicts->refresh();
    m_reconcile->refresh();
}

void Workspace::showSummary(const DashboardSummary &summary)
{
    int failures = 0;
    for (const StreamSummary &stream : summary.streams)
        failures += stream.openFailures;
    m_frame->navigation().setBadge(WorkspaceFrame::FailedRecords, failures);
    m_frame->status().showSummary(summary);
}

void Workspace::showRun(qint64 runId)
{
    m_frame->open(WorkspaceFrame::History);
    m_frame->pages().history.showRecordsOfRun(runId);
}

void Workspace::dryRun(const QString &stream)
{
    m_plan->plan({stream, RunMode::Incremental, {}, u"manual"_s});
}

void Workspace::chooseStream(const std::function<void(const QString &)> &use)
{
    if (m_streams.isEmpty()) {
        Notice notice;
        notice.text = tr("Add a stream first: it says what flows from where to where.");
        notice.tone = Tone::Warning;
        notice.action = tr("Open Integrations");
        notice.onAction = [this] { m_frame->open(WorkspaceFrame::Integrations); };
        return m_frame->notices().post(std::move(notice));
    }
    if (m_streams.size() == 1)
        return use(m_streams.constFirst().name);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const StreamSummary &stream : std::as_const(m_streams)) {
        const QString title = QString(stream.name).replace(u'&', u"&&"_s);
        menu->addAction(title, this, [use, name = stream.name] { use(name); });
    }
    menu->popup(mapToGlobal(rect().center()));
}

bool Workspace::isRunning() const
{
    return !m_active->list().isEmpty();
}

void Workspace::showDemoNote(bool demo)
{
    m_frame->status().showProfile(m_api.profileFolder(), demo);
}

void Workspace::finishPending()
{
    m_frame->notices().expire();
    m_failed->commitExclusions();
}

} // namespace uds
