#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QProgressBar;
class QPushButton;

namespace uds {

class PlainLabel;

/// One running stream with its progress.
class RunningRow final : public QWidget {
    Q_OBJECT

public:
    explicit RunningRow(QWidget *parent = nullptr);
    void showRun(const RunProgress &run);

Q_SIGNALS:
    void cancelRequested(qint64 runId);

private:
    qint64 m_runId = 0;
    PlainLabel *const m_stream;
    PlainLabel *const m_stage;
    PlainLabel *const m_progress;
    QProgressBar *const m_bar;
    QPushButton *const m_stop;
};

} // namespace uds
