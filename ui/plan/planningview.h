#pragma once

#include "engine/api/values.h"

#include <QWidget>

class QProgressBar;

namespace uds {

class PlainLabel;

/// Shown while a plan is made or applied: what happens, how far it is, and a way out.
class PlanningView final : public QWidget {
    Q_OBJECT

public:
    explicit PlanningView(QWidget *parent = nullptr);
    void start(const QString &sentence, const QString &detail);
    void showProgress(const RunProgress &progress);

Q_SIGNALS:
    void cancelRequested();

private:
    PlainLabel *m_sentence;
    PlainLabel *m_detail;
    QProgressBar *m_bar;
};

} // namespace uds
