#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QPushButton;

namespace uds {

class PlainLabel;
class StatusChip;

/// One stream: where it goes, until when the source is captured, and its two buttons.
class FreshnessRow final : public QWidget {
    Q_OBJECT

public:
    explicit FreshnessRow(QWidget *parent = nullptr);

    void showStream(const StreamSummary &stream, const QDateTime &nowUtc);
    void setRunning(bool running);
    [[nodiscard]] const QString &stream() const { return m_stream; }

Q_SIGNALS:
    void runRequested(const QString &stream);
    void dryRunRequested(const QString &stream);

private:
    void arrange();

    QString m_stream;
    PlainLabel *m_name;
    PlainLabel *m_route;
    PlainLabel *m_fresh;
    StatusChip *m_chip;
    QPushButton *m_dryRun;
    QPushButton *m_run;
};

} // namespace uds
