#pragma once

#include "engine/api/values.h"

#include <QTimer>
#include <QWidget>

class QPushButton;

namespace uds {

class JourneyInspector;
class PlainLabel;
class RecordFilterBar;
class RecordsModel;
class StateStack;
class TableView;

/// The table of records with its filters, and the journey of the chosen one.
class RecordsView final : public QWidget {
    Q_OBJECT

public:
    explicit RecordsView(RecordsModel &model, QWidget *parent = nullptr);

    [[nodiscard]] RecordFilterBar &filters() const { return *m_filters; }
    void showCount(qint64 records);
    void showJourney(const QString &number, const QList<Explanation> &explanations);
    void showError(const Error &error);
    /// Newer records exist; they are loaded when the person asks.
    void offerNewer();
    [[nodiscard]] bool isAtTop() const;
    void closeInspector();

Q_SIGNALS:
    void filterChanged();
    void journeyRequested(const QString &number);
    void exportRequested();
    void refreshRequested();

private:
    [[nodiscard]] QWidget *makeContent();
    void showState();
    void showInspector(bool shown);
    void inspect(int row);

    RecordsModel &m_model;
    RecordFilterBar *m_filters;
    TableView *m_table;
    JourneyInspector *m_inspector;
    PlainLabel *m_count;
    QPushButton *m_newer;
    QPushButton *m_export;
    StateStack *m_states;
    QTimer m_typing;
};

} // namespace uds
