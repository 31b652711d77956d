#pragma once

#include "engine/api/values.h"

#include <QWidget>

namespace uds {

class CausesCard;
class DayChart;
class FreshnessCard;
class HealthBanner;
class PageHeader;
class RecentRunsCard;
class RunningCard;
class StateStack;

/// The screen that answers: is everything right, what needs me, how fresh is it, what is running, how was the
/// day?
class DashboardPage final : public QWidget {
    Q_OBJECT

public:
    explicit DashboardPage(QWidget *parent = nullptr);

    void showSummary(const DashboardSummary &summary);
    void showError(const Error &error);
    void showRuns(const QList<RunProgress> &runs);

Q_SIGNALS:
    void refreshRequested();
    void setUpRequested();
    void runRequested(const QString &stream);
    void dryRunRequested(const QString &stream);
    void cancelRequested(qint64 runId);
    void causeActivated(const QString &causeKey);
    void runActivated(qint64 runId);

private:
    [[nodiscard]] QWidget *makeContent();
    void connectCards();

    PageHeader *m_header;
    HealthBanner *m_health;
    RunningCard *m_running;
    FreshnessCard *m_freshness;
    CausesCard *m_causes;
    RecentRunsCard *m_recent;
    DayChart *m_chart;
    StateStack *m_states;
};

} // namespace uds
