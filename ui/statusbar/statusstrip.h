#pragma once

#include "engine/api/values.h"

#include <QFrame>

class QToolButton;

namespace uds {

class PlainLabel;

/// The line at the foot of the window: last success, what runs, where the data is.
class StatusStrip final : public QFrame {
    Q_OBJECT

public:
    explicit StatusStrip(QWidget *parent = nullptr);

    void showSummary(const DashboardSummary &summary);
    void showRuns(const QList<RunProgress> &runs);
    void showProfile(const QString &folder, bool demo);

Q_SIGNALS:
    void historyRequested();
    void runsRequested();
    void failuresRequested();

private:
    QToolButton *m_success;
    QToolButton *m_failures;
    QToolButton *m_running;
    PlainLabel *m_profile;
};

} // namespace uds
