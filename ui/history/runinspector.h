#pragma once

#include "engine/api/values.h"

#include <QWidget>

namespace uds {

class Inspector;

/// One run: what it did in a sentence, its counts adding up, why it failed.
class RunInspector final : public QWidget {
    Q_OBJECT

public:
    explicit RunInspector(QWidget *parent = nullptr);
    void showRun(const RunSummary &run);

Q_SIGNALS:
    void recordsRequested(qint64 runId);
    void closeRequested();

private:
    Inspector *m_inspector;
};

} // namespace uds
