#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace uds {

/// The conditions on the table of records; they combine with AND.
class RecordFilterBar final : public QWidget {
    Q_OBJECT

public:
    explicit RecordFilterBar(QWidget *parent = nullptr);

    [[nodiscard]] HistoryFilter filter(const QDateTime &nowUtc) const;
    void setStreams(const QList<StreamSummary> &streams);
    void setRun(qint64 runId); ///< 0 = all runs
    void focusSearch();
    void clear();

Q_SIGNALS:
    void changed();

private:
    void fillChoices();
    void updateClear();

    QLineEdit *m_search;
    QComboBox *m_stream;
    QComboBox *m_action;
    QComboBox *m_period;
    QPushButton *m_run;
    QPushButton *m_clear;
    qint64 m_runId = 0;
};

} // namespace uds
