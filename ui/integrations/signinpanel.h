#pragma once

#include "engine/api/values.h"
#include "ui/widgets/tone.h"

#include <QDeadlineTimer>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPushButton;

namespace uds {

class PlainLabel;

/// Signing in in the browser: the button, the waiting with its countdown, and a place to paste the address
/// the browser ended at.
class SignInPanel final : public QWidget {
    Q_OBJECT

public:
    explicit SignInPanel(const QString &title, QWidget *parent = nullptr);

    /// Whether everything that must be filled in before is there.
    void setReady(bool isReady);
    void showStarting();
    void showWaiting(const SignInStart &start);
    /// Why it ended without a permission; it can be started again.
    void showFailure(const Error &error);
    /// The pasted text was not taken; the waiting goes on.
    void showPasteFailure(const Error &error);
    [[nodiscard]] bool isWaiting() const { return m_isWaiting; }

Q_SIGNALS:
    void signInRequested();
    void pasteRequested(const QString &address);
    void cancelRequested();
    /// It shows something else, perhaps in another height.
    void changed();

private:
    void arrange();
    void setWaiting(bool isWaiting);
    void say(const QString &text, Tone tone);
    void showTimeLeft();
    void copyLink();
    void paste();

    PlainLabel *m_explanation;
    QPushButton *m_start;
    PlainLabel *m_message;
    PlainLabel *m_time;
    QWidget *m_waitingArea;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    QLineEdit *m_address;
    QPushButton *m_use;
    QTimer m_tick;
    QDeadlineTimer m_deadline;
    QUrl m_link;
    bool m_isWaiting = false;
    bool m_isReady = false;
};

} // namespace uds
