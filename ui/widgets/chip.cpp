#include "ui/widgets/chip.h"

#include "ui/widgets/icons.h"

#include <QFontMetrics>
#include <QPainter>

namespace uds {

QSize Chip::size(const QFontMetrics &metrics) const
{
    const int height = metrics.height() + metrics.height() / 2;
    return {metrics.horizontalAdvance(text) + metrics.height() * 9 / 4, height};
}

void Chip::paint(QPainter &painter, const QRect &rect, const QPalette &palette) const
{
    const QColor ink = theme::color(theme::foreground(tone), palette);
    const int line = painter.fontMetrics().height();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::background(tone), palette));
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    const QRect iconRect(
        rect.left() + line / 2, rect.center().y() - line / 2 + 1, line * 9 / 10, line * 9 / 10);
    icons::paint(painter, iconRect, icon.isEmpty() ? icons::forTone(tone) : icon, ink);
    painter.setPen(ink);
    const QRect textRect = rect.adjusted(line * 13 / 8, 0, -line / 3, 0);
    const QString shown = painter.fontMetrics().elidedText(text, Qt::ElideRight, textRect.width());
    painter.drawText(textRect, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    painter.restore();
}

} // namespace uds
