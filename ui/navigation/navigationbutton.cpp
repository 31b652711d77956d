#include "ui/navigation/navigationbutton.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/icons.h"

#include <QFocusEvent>
#include <QPainter>

namespace uds {

NavigationButton::NavigationButton(const QString &title, const QString &icon, QWidget *parent)
    : QAbstractButton(parent)
    , m_title(title)
    , m_icon(icon)
{
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(title);
}

void NavigationButton::setBadge(int count)
{
    m_badge = count;
    setAccessibleDescription(count == 0 ? QString() : tr("%Ln need(s) you", nullptr, count));
    update();
}

void NavigationButton::setCollapsed(bool collapsed)
{
    m_collapsed = collapsed;
    updateGeometry();
    update();
}

QSize NavigationButton::sizeHint() const
{
    const int step = theme::step();
    return {m_collapsed ? step * 6 : step * 25, step * 5};
}

void NavigationButton::paintEvent(QPaintEvent *)
{
    const int step = theme::step();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect ground = rect().adjusted(step, 1, -step, -1);
    if (isChecked() || underMouse()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(
            theme::color(isChecked() ? theme::Role::AccentSoft : theme::Role::SurfaceAlt, palette()));
        painter.drawRoundedRect(ground, step * 0.75, step * 0.75);
    }
    if (hasFocus() && m_showsFocus) {
        painter.setPen(QPen(theme::color(theme::Role::Accent, palette()), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(ground.adjusted(1, 1, -1, -1), step * 0.75, step * 0.75);
    }
    const QColor ink = theme::color(isChecked() ? theme::Role::AccentText : theme::Role::Text, palette());
    const int side = theme::iconSize() * 5 / 4;
    const int left = m_collapsed ? (width() - side) / 2 : step * 2;
    icons::paint(painter, QRect(left, (height() - side) / 2, side, side), m_icon, ink);
    if (!m_collapsed) {
        QFont strong = font();
        strong.setWeight(isChecked() ? QFont::DemiBold : QFont::Normal);
        painter.setFont(strong);
        painter.setPen(ink);
        painter.drawText(rect().adjusted(step * 2 + side + step, 0, -step * 5, 0), Qt::AlignVCenter, m_title);
    }
    drawBadge(painter);
}

void NavigationButton::focusInEvent(QFocusEvent *event)
{
    // Whoever came with the pointer or with the window knows where they are.
    const Qt::FocusReason reason = event->reason();
    m_showsFocus = reason != Qt::MouseFocusReason && reason != Qt::ActiveWindowFocusReason
        && reason != Qt::OtherFocusReason;
    QAbstractButton::focusInEvent(event);
}

void NavigationButton::drawBadge(QPainter &painter) const
{
    if (m_badge == 0)
        return;
    const int step = theme::step();
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    small.setWeight(QFont::DemiBold);
    painter.setFont(small);
    const QString text = m_badge > 999 ? tr("999+") : Formats::count(m_badge);
    const int badgeHeight = painter.fontMetrics().height() + 2;
    const int badgeWidth = qMax(badgeHeight, painter.fontMetrics().horizontalAdvance(text) + step);
    QRect badge(0, 0, badgeWidth, badgeHeight);
    if (m_collapsed)
        badge.moveTopRight({width() - step / 2, 2});
    else
        badge.moveCenter({width() - step * 2 - badgeWidth / 2, height() / 2});
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Role::WarningSoft, palette()));
    painter.drawRoundedRect(badge, badgeHeight / 2.0, badgeHeight / 2.0);
    painter.setPen(theme::color(theme::Role::Warning, palette()));
    painter.drawText(badge, Qt::AlignCenter, text);
}

} // namespace uds
