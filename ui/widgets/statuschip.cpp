#include "ui/widgets/statuschip.h"

#include <QPainter>

namespace uds {

StatusChip::StatusChip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusChip::setStatus(const QString &text, Tone tone, const QString &icon)
{
    m_chip = Chip{text, tone, icon};
    setAccessibleName(text);
    setVisible(!text.isEmpty());
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const
{
    return m_chip.size(fontMetrics());
}

void StatusChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_chip.paint(painter, rect(), palette());
}

} // namespace uds
