#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QPushButton;

namespace uds {

class PlainLabel;
class StatusChip;

/// One of the last runs: when, how it ended, what it did.
class RecentRunRow final : public QWidget {
    Q_OBJECT

public:
    explicit RecentRunRow(QWidget *parent = nullptr);
    void showRun(const RunSummary &run, const QDateTime &nowUtc);

Q_SIGNALS:
    void activated(qint64 runId);

private:
    qint64 m_runId = 0;
    PlainLabel *m_name;
    PlainLabel *m_counts;
    StatusChip *m_chip;
    QPushButton *m_open;
};

} // namespace uds
