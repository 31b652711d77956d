#pragma once

#include "engine/api/reconcilevalues.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QPushButton;

namespace uds {

class BooksModel;
class DifferencesModel;
class PlainLabel;
class ReconcileForm;
class StateStack;
class TableView;

/// Compares one period: what to compare, what came of it, and what to do with that.
class ComparisonView final : public QWidget {
    Q_OBJECT

public:
    explicit ComparisonView(QWidget *parent = nullptr);

    [[nodiscard]] ReconcileForm &form() const { return *m_form; }
    void showRunning();
    void showOutcome(const ReconcileOutcome &outcome);
    void showCancelled();
    void showError(const Error &error);

Q_SIGNALS:
    void compareRequested();
    void cancelRequested();
    void signOffRequested();
    void exportRequested();

private:
    [[nodiscard]] QWidget *makeOutcome();
    [[nodiscard]] QWidget *makeRunning();
    [[nodiscard]] QWidget *makeTop();
    void connectControls();
    void endRunning();
    void showElapsed();

    ReconcileForm *m_form;
    BooksModel *m_books;
    DifferencesModel *m_differences;
    PlainLabel *m_verdict;
    PlainLabel *m_basis;
    PlainLabel *m_elapsed;
    TableView *m_totals;
    TableView *m_table;
    PlainLabel *m_allEqual;
    QPushButton *m_run;
    QPushButton *m_cancel;
    QPushButton *m_sign;
    QPushButton *m_export;
    QWidget *m_running;
    StateStack *m_states;
    QElapsedTimer m_since;
    QTimer m_tick;
};

} // namespace uds
