#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QPushButton;

namespace uds {

class PlainLabel;
class StatusChip;

/// One stream: what flows where, how the last run ended, and the ways to run it.
class StreamCard final : public QWidget {
    Q_OBJECT

public:
    explicit StreamCard(QWidget *parent = nullptr);

    void showStream(const StreamSummary &stream, const QDateTime &nowUtc);
    void setRunning(bool running);
    [[nodiscard]] QString name() const { return m_name; }

Q_SIGNALS:
    void runRequested(const QString &stream);
    void fullRunRequested(const QString &stream);
    void selectedDryRunRequested(const QString &stream);
    void dryRunRequested(const QString &stream);

private:
    void makeMenu();

    QString m_name;
    PlainLabel *m_title;
    PlainLabel *m_route;
    PlainLabel *m_last;
    StatusChip *m_chip;
    QPushButton *m_dryRun;
    QPushButton *m_run;
    QPushButton *m_more;
};

} // namespace uds
