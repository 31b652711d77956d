#pragma once

#include "engine/api/values.h"
#include "ui/widgets/rowlist.h"

#include <QWidget>

namespace uds {

class PlainLabel;
class RunningRow;

/// What is running: stage, done of total, rate, estimate, and a way to stop it.
class RunningCard final : public QWidget {
    Q_OBJECT

public:
    explicit RunningCard(QWidget *parent = nullptr);
    void showRuns(const QList<RunProgress> &runs);

Q_SIGNALS:
    void cancelRequested(qint64 runId);

private:
    [[nodiscard]] RunningRow *makeRow();

    PlainLabel *m_idle;
    RowList<RunningRow> m_rows;
};

} // namespace uds
