#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QSplitter;

namespace uds {

class RunInspector;
class RunsModel;
class StateStack;
class TableView;

/// The table of runs with an inspector for the chosen one.
class RunsView final : public QWidget {
    Q_OBJECT

public:
    explicit RunsView(RunsModel &model, QWidget *parent = nullptr);

    void focusTable();
    void closeInspector();
    void showError(const Error &error);

Q_SIGNALS:
    void recordsRequested(qint64 runId);
    void refreshRequested();

private:
    void showState();
    void inspect(int row);
    void showInspector(bool shown);

    RunsModel &m_model;
    TableView *m_table;
    RunInspector *m_inspector;
    StateStack *m_states;
};

} // namespace uds
