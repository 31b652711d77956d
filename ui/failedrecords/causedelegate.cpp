#include "ui/failedrecords/causedelegate.h"

#include "ui/widgets/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

namespace uds {

namespace {

constexpr int kMessageLines = 2;

// Plain text in at most two lines; what does not fit ends in an ellipsis. Gives the height it took.
int drawMessage(QPainter &painter, const QRect &rect, const QString &text)
{
    const QFontMetrics metrics = painter.fontMetrics();
    QTextLayout layout(text, painter.font());
    layout.beginLayout();
    for (int line = 0; line < kMessageLines; ++line) {
        QTextLine row = layout.createLine();
        if (!row.isValid())
            break;
        row.setLineWidth(rect.width());
        const QPoint at(rect.left(), rect.top() + line * metrics.lineSpacing() + metrics.ascent());
        const bool last = line == kMessageLines - 1;
        const QString shown = last
            ? metrics.elidedText(text.mid(row.textStart()), Qt::ElideRight, rect.width())
            : text.mid(row.textStart(), row.textLength());
        painter.drawText(at, shown);
    }
    layout.endLayout();
    return qMin(layout.lineCount(), kMessageLines) * metrics.lineSpacing();
}

} // namespace

void CauseDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int step = theme::step();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    if (selected || option.state.testFlag(QStyle::State_MouseOver)) {
        const auto role = selected ? theme::Role::AccentSoft : theme::Role::SurfaceAlt;
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme::color(role, option.palette));
        painter->drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), step / 2.0, step / 2.0);
    }
    const QRect inner = option.rect.adjusted(step, step, -step, -step);
    painter->setFont(option.font);
    painter->setPen(theme::color(theme::Role::Text, option.palette));
    const int used = drawMessage(*painter, inner, index.data().toString());
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.92);
    painter->setFont(small);
    painter->setPen(theme::color(theme::Role::Muted, option.palette));
    const QString caption = index.data(CaptionRole).toString();
    painter->drawText(inner.adjusted(0, used + step / 4, 0, 0),
        Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
        painter->fontMetrics().elidedText(caption, Qt::ElideRight, inner.width()));
    if (option.state.testFlag(QStyle::State_HasFocus)) {
        painter->setPen(QPen(theme::color(theme::Role::Accent, option.palette), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(option.rect.adjusted(1, 2, -1, -2), step / 2.0, step / 2.0);
    }
    painter->restore();
}

QSize CauseDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    const int step = theme::step();
    return {step * 10, option.fontMetrics.lineSpacing() * (kMessageLines + 1) + step * 5 / 2};
}

} // namespace uds
