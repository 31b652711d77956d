#pragma once

#include "ui/widgets/tone.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QPushButton;
class QToolButton;

namespace uds {

class PlainLabel;
struct Error;

/// What one action led to.
struct Notice {
    QString text;
    Tone tone = Tone::Info;
    QString action; ///< label of a button, empty = none
    std::function<void()> onAction;
    std::function<void()> onExpired; ///< the notice ended without its action
};

/// One notice at a time at the foot of the window. Failures stay until they are closed.
class NoticeBar final : public QFrame {
    Q_OBJECT

public:
    explicit NoticeBar(QWidget *parent = nullptr);
    void post(Notice notice);
    void postError(const Error &error);
    /// Ends the current notice as if its time were over.
    void expire();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void act();

    Notice m_notice;
    QTimer m_timer;
    PlainLabel *const m_text;
    QPushButton *const m_action;
    QToolButton *const m_close;
};

} // namespace uds
