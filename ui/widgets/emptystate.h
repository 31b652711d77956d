#pragma once

#include <QWidget>

class QPushButton;

namespace uds {

class PlainLabel;

/// Fills a place that has nothing to show: one sentence, at most one button.
class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(const QString &icon, QWidget *parent = nullptr);

    void setText(const QString &sentence, const QString &detail = {});
    /// An empty text hides the button.
    void setAction(const QString &text);

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_icon;
    QWidget *const m_picture;
    PlainLabel *const m_sentence;
    PlainLabel *const m_detail;
    QPushButton *const m_button;
};

} // namespace uds
