#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QVBoxLayout;

namespace uds {

/// The last runs, newest first; each opens its records.
class RecentRunsCard final : public QWidget {
    Q_OBJECT

public:
    explicit RecentRunsCard(QWidget *parent = nullptr);
    void showRuns(const QList<RunSummary> &runs, const QDateTime &nowUtc);

Q_SIGNALS:
    void runActivated(qint64 runId);

private:
    [[nodiscard]] QWidget *makeRow(const RunSummary &run, const QDateTime &nowUtc);

    QVBoxLayout *m_rows;
    QWidget *m_content = nullptr;
};

} // namespace uds
