#pragma once

#include "engine/api/values.h"

#include <QWidget>

#include <functional>
#include <memory>

namespace uds {

class ActiveRuns;
class AlertsController;
class ConflictsController;
class DashboardController;
class DesktopAlerts;
class FailedRecordsController;
class HistoryController;
class IntegrationsController;
class PlanController;
class ReconcileController;
class RunController;
class SchedulesController;
class SyncApi;
class WorkspaceFrame;

/// The inside of the window of an open profile: the frame with its screens, and the controllers that feed
/// them.
class Workspace final : public QWidget {
    Q_OBJECT

public:
    /// \a api must outlive the workspace.
    explicit Workspace(SyncApi &api, QWidget *parent = nullptr);
    ~Workspace() override;

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] WorkspaceFrame &frame() const { return *m_frame; }
    void showDemoNote(bool demo);
    /// Work that waits for second thoughts becomes final.
    void finishPending();

private:
    void makeControllers();
    void connectRuns();
    void connectDashboard();
    void connectScreens();
    void connectWatching();
    void connectAgreement();
    void addShortcuts();
    void refresh();
    void showSummary(const DashboardSummary &summary);
    void showRun(qint64 runId);
    void dryRun(const QString &stream);
    /// Asks for the stream when there are several.
    void chooseStream(const std::function<void(const QString &)> &use);

    SyncApi &m_api;
    WorkspaceFrame *m_frame;
    std::unique_ptr<ActiveRuns> m_active;
    std::unique_ptr<RunController> m_runs;
    std::unique_ptr<DashboardController> m_dashboard;
    std::unique_ptr<IntegrationsController> m_integrations;
    std::unique_ptr<HistoryController> m_history;
    std::unique_ptr<FailedRecordsController> m_failed;
    std::unique_ptr<PlanController> m_plan;
    std::unique_ptr<SchedulesController> m_schedules;
    std::unique_ptr<AlertsController> m_alerts;
    std::unique_ptr<DesktopAlerts> m_desktopAlerts;
    std::unique_ptr<ConflictsController> m_conflicts;
    std::unique_ptr<ReconcileController> m_reconcile;
    QList<StreamSummary> m_streams;
};

} // namespace uds
