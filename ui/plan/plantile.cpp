#include "ui/plan/plantile.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/words.h"

#include <QPainter>

namespace uds {

PlanTile::PlanTile(const QString &action, QWidget *parent)
    : QAbstractButton(parent)
    , m_action(action)
{
    const StateWord word = Words::plannedAction(action);
    m_word = word.text;
    m_tone = word.tone;
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    setCount(0, {});
}

void PlanTile::setCount(int count, const QString &money)
{
    m_count = Formats::count(count);
    m_money = money;
    setEnabled(count > 0);
    setAccessibleName(
        money.isEmpty() ? tr("%1: %2").arg(m_word, m_count) : tr("%1: %2, %3").arg(m_word, m_count, money));
    setToolTip(tr("Show only these"));
    update();
}

QSize PlanTile::sizeHint() const
{
    const int step = theme::step();
    return {step * 16, step * 23 / 2};
}

void PlanTile::paintEvent(QPaintEvent *)
{
    const int step = theme::step();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool strong = isChecked() || hasFocus();
    const auto edge = strong ? theme::Role::Accent : theme::Role::Border;
    painter.setPen(QPen(theme::color(edge, palette()), strong ? 2 : 1));
    painter.setBrush(theme::color(
        underMouse() && isEnabled() ? theme::Role::SurfaceAlt : theme::Role::Surface, palette()));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), step, step);

    const QRect inner = rect().adjusted(step * 3 / 2, step, -step, -step);
    const QColor ink = theme::color(isEnabled() ? theme::foreground(m_tone) : theme::Role::Muted, palette());
    QFont large = font();
    large.setPointSizeF(font().pointSizeF() * 1.55);
    large.setWeight(QFont::DemiBold);
    painter.setFont(large);
    painter.setPen(theme::color(isEnabled() ? theme::Role::Text : theme::Role::Muted, palette()));
    painter.drawText(inner, Qt::AlignLeft | Qt::AlignTop, m_count);
    painter.setFont(font());
    const int line = fontMetrics().height();
    const QRect foot(inner.left(), inner.bottom() - line * 2 + step / 4, inner.width(), line);
    icons::paint(painter, QRect(foot.left(), foot.top(), line, line), icons::forTone(m_tone), ink);
    painter.setPen(ink);
    painter.drawText(foot.adjusted(line + step / 2, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_word);
    painter.setPen(theme::color(theme::Role::Muted, palette()));
    painter.drawText(foot.translated(0, line), Qt::AlignLeft | Qt::AlignVCenter, m_money);
}

} // namespace uds
