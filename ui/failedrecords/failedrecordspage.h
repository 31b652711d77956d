#pragma once

#include "engine/api/failurevalues.h"
#include "engine/api/values.h"
#include "ui/failedrecords/remarkdialog.h"

#include <QWidget>

class QLayout;
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
    void excludeRequested(const QList<qint64> &failureIds, const uds::FailureExclusion &exclusion);
    void remarkRequested(const QList<qint64> &failureIds, const uds::FailureRemark &remark);

private:
    [[nodiscard]] QWidget *makeCauses();
    [[nodiscard]] QWidget *makeRecords();
    void showCurrentCause();
    void updateActions();
    [[nodiscard]] QLayout *makeActions();
    void connectActions();
    void retry();
    void exclude();
    void assign();
    void note();
    void acknowledge();
    void remark(RemarkDialog::Subject subject, const QString &text);
    /// What the only chosen record has now; empty for several.
    [[nodiscard]] FailureCareRow chosenCare() const;

    CausesModel &m_causes;
    FailuresModel &m_failures;
    PageHeader *m_header;
    QListView *m_causeList;
    TableView *m_table;
    PlainLabel *m_message;
    PlainLabel *m_hint;
    PlainLabel *m_owner;
    QPushButton *m_retry;
    QPushButton *m_exclude;
    QPushButton *m_assign;
    QPushButton *m_note;
    QPushButton *m_acknowledge;
    StateStack *m_states;
    QString m_wanted;
    std::optional<QString> m_shown;
};

} // namespace uds
