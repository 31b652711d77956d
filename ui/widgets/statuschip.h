#pragma once

#include "ui/widgets/chip.h"

#include <QWidget>

namespace uds {

/// A status chip as a widget.
class StatusChip final : public QWidget {
    Q_OBJECT

public:
    explicit StatusChip(QWidget *parent = nullptr);
    void setStatus(const QString &text, Tone tone, const QString &icon = {});
    [[nodiscard]] QString text() const { return m_chip.text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Chip m_chip;
};

} // namespace uds
