#pragma once

#include <QWidget>

class QAbstractItemModel;
class QHBoxLayout;
class QPushButton;

namespace uds {

struct Error;
class StateStack;
class TableView;

/// A table of single rows with its actions above it, or the sentence that says why there is none.
class TableCard final : public QWidget {
    Q_OBJECT

public:
    struct EmptyText {
        QString sentence;
        QString detail;
        QString action;
    };
    /// \a heading is the accessible name of the table as well; \a model must outlive the card.
    TableCard(const QString &heading, QAbstractItemModel &model, QWidget *parent);

    [[nodiscard]] TableView &table() const { return *m_table; }
    /// Actions on a row are disabled while none is chosen.
    void addRowAction(QPushButton *button);
    void addAction(QPushButton *button);
    void setEmptyText(const EmptyText &text);
    void showError(const Error &error);
    /// -1 when there is none.
    [[nodiscard]] int chosenRow() const;

Q_SIGNALS:
    /// Another row, or the chosen one has other values.
    void chosenRowChanged();
    void rowActivated(int row);
    void emptyActionTriggered();
    void retryRequested();

private:
    void showRows();
    void updateActions();

    QAbstractItemModel &m_model;
    TableView *m_table;
    StateStack *m_states;
    QHBoxLayout *m_actions;
    QList<QPushButton *> m_rowActions;
    EmptyText m_emptyText;
    bool m_isRead = false;
};

} // namespace uds
