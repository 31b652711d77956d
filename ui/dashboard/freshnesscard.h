#pragma once

#include "engine/api/values.h"
#include "ui/widgets/rowlist.h"

#include <QWidget>

namespace uds {

class FreshnessRow;

/// One line per stream: where it goes, until when the source is captured, what is open.
class FreshnessCard final : public QWidget {
    Q_OBJECT

public:
    explicit FreshnessCard(QWidget *parent = nullptr);
    void showStreams(const QList<StreamSummary> &streams, const QDateTime &nowUtc);
    /// Streams that run cannot be started a second time.
    void showRuns(const QList<RunProgress> &runs);

Q_SIGNALS:
    void runRequested(const QString &stream);
    void dryRunRequested(const QString &stream);

private:
    [[nodiscard]] FreshnessRow *makeRow();
    void updateButtons();

    RowList<FreshnessRow> m_rows;
    QStringList m_running;
};

} // namespace uds
