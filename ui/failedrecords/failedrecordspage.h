#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QListView;
class QPushButton;

namespace uds {

class CausesModel;
class FailuresModel;
class PageHeader;
class PlainLabel;
class StateStack;
class TableView;

/// Causes at the left, the records of one cause at the right, with what to do about them.
class FailedRecordsPage final : public QWidget {
    Q_OBJECT

public:
    FailedRecordsPage(CausesModel &causes, FailuresModel &failures, QWidget *parent = nullptr);

    /// The causes were read: shows them, or that there are none.
    void showCauses();
    void showError(const Error &error);
    void selectCause(const QString &causeKey);
    [[nodiscard]] QString causeKey() const; ///< empty for all
    /// Nobody has scrolled or chosen records.
    [[nodiscard]] bool isAtRest() const;

Q_SIGNALS:
    void refreshRequested();
    void causeChanged();
    void retryRequested(const QList<qint64> &failureIds);
    /// Every record of the current cause, also those that are not on screen.
    void retryAllRequested();
    void excludeRequested(const QList<qint64> &failureIds);

private:
    [[nodiscard]] QWidget *makeCauses();
    [[nodiscard]] QWidget *makeRecords();
    void showCurrentCause();
    void updateActions();
    void retry();
    void exclude();

    CausesModel &m_causes;
    PageHeader *m_header;
    QListView *m_causeList;
    TableView *m_table;
    PlainLabel *m_message;
    PlainLabel *m_hint;
    PlainLabel *m_owner;
    QPushButton *m_retry;
    QPushButton *m_exclude;
    StateStack *m_states;
    QString m_wanted;
    std::optional<QString> m_shown;
};

} // namespace uds
