#include "ui/dashboard/healthbanner.h"

#include "engine/api/values.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QPainter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

HealthBanner::HealthBanner(QWidget *parent)
    : QFrame(parent)
    , m_sentence(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_detail(new PlainLabel(PlainLabel::Style::Caption, this))
{
    const int step = theme::step();
    m_sentence->setWordWrap(true);
    m_sentence->setObjectName(u"healthSentence"_s);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 8, step * 3 / 2, step * 2, step * 3 / 2);
    column->setSpacing(step / 4);
    column->addWidget(m_sentence);
    column->addWidget(m_detail);
}

void HealthBanner::showSummary(const DashboardSummary &summary)
{
    m_healthy = summary.healthy;
    m_sentence->setText(summary.healthSentence);
    m_sentence->setTone(summary.healthy ? Tone::Success : Tone::Warning);
    int waiting = 0;
    for (const StreamSummary &stream : summary.streams)
        waiting += stream.waiting;
    if (waiting > 0)
        m_detail->setText(tr("%Ln record(s) waiting for the next run.", nullptr, waiting));
    else
        m_detail->setText(summary.healthy ? tr("Nothing is waiting.") : tr("Nothing else is waiting."));
    update();
}

void HealthBanner::paintEvent(QPaintEvent *)
{
    const int step = theme::step();
    const Tone tone = m_healthy ? Tone::Success : Tone::Warning;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::background(tone), palette()));
    painter.drawRoundedRect(rect(), step, step);
    const int side = step * 4;
    const QRect icon(step * 2, (height() - side) / 2, side, side);
    icons::paint(painter, icon, icons::forTone(tone), theme::color(theme::foreground(tone), palette()));
}

} // namespace uds
