#pragma once

#include "ui/widgets/tone.h"

#include <QAbstractButton>

namespace uds {

/// One category of a plan: its number large, word and money below.
class PlanTile final : public QAbstractButton {
    Q_OBJECT

public:
    PlanTile(const QString &action, QWidget *parent);

    [[nodiscard]] QString action() const { return m_action; }
    void setCount(int count, const QString &money);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_action;
    QString m_word;
    QString m_count;
    QString m_money;
    Tone m_tone = Tone::Neutral;
};

} // namespace uds
