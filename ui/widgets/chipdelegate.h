#pragma once

#include <QStyledItemDelegate>

namespace uds {

/// Draws the cells of a status column as chips; the model gives the word and ToneRole.
class ChipDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(
        QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace uds
