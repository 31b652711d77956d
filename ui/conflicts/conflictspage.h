#pragma once

#include "engine/api/conflictvalues.h"

#include <QWidget>

class QComboBox;

namespace uds {

class ConflictDetail;
class ConflictsModel;
class PageHeader;
class StateStack;
class TableView;
struct Error;

/// Records that both sides changed: a list, and below it what to decide about the chosen one.
class ConflictsPage final : public QWidget {
    Q_OBJECT

public:
    explicit ConflictsPage(ConflictsModel &model, QWidget *parent = nullptr);

    [[nodiscard]] ConflictFilter filter() const;
    [[nodiscard]] ConflictDetail &detail() const { return *m_detail; }
    void showStatistics(const ConflictStatistics &statistics);
    void showError(const Error &error);

Q_SIGNALS:
    void refreshRequested();
    void filterChanged();

private:
    [[nodiscard]] QWidget *makeContent();
    void addKeys();
    void showState();
    void showCurrent();

    ConflictsModel &m_model;
    PageHeader *m_header;
    QComboBox *m_filter;
    TableView *m_table;
    ConflictDetail *m_detail;
    StateStack *m_states;
    ConflictStatistics m_statistics;
};

} // namespace uds
