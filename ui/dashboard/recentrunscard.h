#pragma once

#include "engine/api/values.h"
#include "ui/widgets/rowlist.h"

#include <QWidget>

namespace uds {

class PlainLabel;
class RecentRunRow;

/// The last runs, newest first; each opens its records.
class RecentRunsCard final : public QWidget {
    Q_OBJECT

public:
    explicit RecentRunsCard(QWidget *parent = nullptr);
    void showRuns(const QList<RunSummary> &runs, const QDateTime &nowUtc);

Q_SIGNALS:
    void runActivated(qint64 runId);

private:
    [[nodiscard]] RecentRunRow *makeRow();

    PlainLabel *m_nothing;
    RowList<RecentRunRow> m_rows;
};

} // namespace uds
