#pragma once

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace uds {

class PageHeader;
class RecordsModel;
class RecordsView;
class RunsModel;
class RunsView;

/// Two views of one store: runs, and what happened to records.
class HistoryPage final : public QWidget {
    Q_OBJECT

public:
    HistoryPage(RunsModel &runs, RecordsModel &records, QWidget *parent = nullptr);

    [[nodiscard]] RunsView &runs() const { return *m_runs; }
    [[nodiscard]] RecordsView &records() const { return *m_records; }
    void showRecordsOfRun(qint64 runId);
    void find();
    void closeInspector();

Q_SIGNALS:
    void refreshRequested();

private:
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    RunsView *m_runs;
    RecordsView *m_records;
};

} // namespace uds
