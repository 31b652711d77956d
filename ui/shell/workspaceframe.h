#pragma once

#include <QWidget>

#include <memory>

class QStackedWidget;

namespace uds {

class NavigationBar;
class NoticeBar;
class StatusStrip;
struct WorkspacePages;

/// Navigation, screens, notices and status line as one surface; knows no engine.
class WorkspaceFrame final : public QWidget {
    Q_OBJECT

public:
    enum Screen { Dashboard, Integrations, History, FailedRecords, Conflicts, Schedules, Alerts, Reconcile };

    explicit WorkspaceFrame(QWidget *parent = nullptr);
    ~WorkspaceFrame() override;

    [[nodiscard]] NavigationBar &navigation() const { return *m_navigation; }
    [[nodiscard]] NoticeBar &notices() const { return *m_notices; }
    [[nodiscard]] StatusStrip &status() const { return *m_status; }
    [[nodiscard]] WorkspacePages &pages() const { return *m_pages; }

    void open(Screen screen);
    void openPlan();
    /// From the plan back to the screen it was asked from.
    void closePlan();
    /// Esc: the inspector of the current screen.
    void closeInspector();

Q_SIGNALS:
    void screenOpened(uds::WorkspaceFrame::Screen screen);

private:
    void arrange();

    NavigationBar *m_navigation;
    QStackedWidget *m_stack;
    NoticeBar *m_notices;
    StatusStrip *m_status;
    std::unique_ptr<WorkspacePages> m_pages;
    Screen m_screen = Dashboard;
};

} // namespace uds
