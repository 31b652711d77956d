#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QVBoxLayout;

namespace uds {

/// One line per stream: where it goes, until when the source is captured, what is open.
class FreshnessCard final : public QWidget {
    Q_OBJECT

public:
    explicit FreshnessCard(QWidget *parent = nullptr);
    void showStreams(const QList<StreamSummary> &streams, const QDateTime &nowUtc);

Q_SIGNALS:
    void runRequested(const QString &stream);
    void dryRunRequested(const QString &stream);

private:
    [[nodiscard]] QWidget *makeRow(const StreamSummary &stream, const QDateTime &nowUtc);

    QVBoxLayout *m_rows;
    QWidget *m_content = nullptr;
};

} // namespace uds
