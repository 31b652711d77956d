#pragma once

#include "engine/api/reconcilevalues.h"

#include <QWidget>

class QStackedWidget;
class QTabBar;

namespace uds {

class ComparisonView;
class SignedPeriodsModel;
class StateStack;
class TableView;

/// Do both sides agree on a period? And which periods were signed off.
class ReconcilePage final : public QWidget {
    Q_OBJECT

public:
    explicit ReconcilePage(SignedPeriodsModel &periods, QWidget *parent = nullptr);

    [[nodiscard]] ComparisonView &comparison() const { return *m_comparison; }
    void showPeriods();
    void showPeriodsError(const Error &error);
    /// Asks for a note, then wants the outcome signed off.
    void askForSignOff(const ReconcileOutcome &outcome);
    /// Asks where to write it.
    void askForFile(const ReconcileOutcome &outcome);

Q_SIGNALS:
    void refreshRequested();
    void signOffConfirmed(const uds::SignOffNote &note);
    void fileChosen(const QString &path);

private:
    [[nodiscard]] QWidget *makePeriods();
    void lookAgain(int row);

    SignedPeriodsModel &m_periods;
    QTabBar *m_tabs;
    QStackedWidget *m_stack;
    ComparisonView *m_comparison;
    TableView *m_table;
    StateStack *m_states;
};

} // namespace uds
