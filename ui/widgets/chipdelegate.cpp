#include "ui/widgets/chipdelegate.h"

#include "ui/widgets/chip.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>

namespace uds {

namespace {

Chip chipOf(const QModelIndex &index)
{
    return {index.data(Qt::DisplayRole).toString(), Tone(index.data(ToneRole).toInt()), {}};
}

} // namespace

void ChipDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, option.widget);

    const Chip chip = chipOf(index);
    if (chip.text.isEmpty())
        return;
    QRect rect(QPoint(), chip.size(option.fontMetrics));
    rect.moveCenter(option.rect.center());
    rect.moveLeft(option.rect.left() + theme::step());
    rect.setRight(qMin(rect.right(), option.rect.right() - theme::step() / 2));
    painter->setFont(option.font);
    chip.paint(*painter, rect, option.palette);
}

QSize ChipDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return chipOf(index).size(option.fontMetrics) + QSize(theme::step() * 2, theme::step());
}

} // namespace uds
