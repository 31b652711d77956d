#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QPushButton;

namespace uds {

class ChangeInspector;
class PageHeader;
class PlainLabel;
class PlanModel;
class PlanningView;
class PlanTiles;
class StateStack;
class TableView;

/// What a run would do: a sentence, counts and money, every change with what would be sent, and the button
/// that does it.
class PlanPage final : public QWidget {
    Q_OBJECT

public:
    explicit PlanPage(PlanModel &model, QWidget *parent = nullptr);

    void showPlanning(const QString &stream);
    void showApplying();
    void showProgress(const RunProgress &progress);
    void showPlan(); ///< the model has a new plan
    void showError(const Error &error);
    void closeInspector();

Q_SIGNALS:
    void cancelRequested();
    void replanRequested();
    void applyRequested();
    void saveRequested();
    void discardRequested();

private:
    [[nodiscard]] QWidget *makeContent();
    [[nodiscard]] QString sentence() const;
    void inspect(int row);
    void hideActions();

    PlanModel &m_model;
    PageHeader *m_header;
    PlainLabel *m_sentence;
    PlanTiles *m_tiles;
    TableView *m_table;
    ChangeInspector *m_inspector;
    PlanningView *m_planning;
    QPushButton *m_discard;
    QPushButton *m_save;
    QPushButton *m_apply;
    StateStack *m_states;
};

} // namespace uds
