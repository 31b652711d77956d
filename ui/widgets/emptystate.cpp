#include "ui/widgets/emptystate.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/plainlabel.h"

#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

EmptyState::EmptyState(const QString &icon, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_picture(new QWidget(this))
    , m_sentence(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_detail(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_button(buttons::primary({}, {}, this))
{
    const int step = theme::step();
    m_picture->setFixedSize(step * 6, step * 6);
    for (PlainLabel *label : {m_sentence, m_detail}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setMaximumWidth(step * 60);
    }
    m_button->hide();
    m_detail->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 2, step * 2, step * 2, step * 2);
    column->setSpacing(step);
    column->addStretch(1);
    column->addWidget(m_picture, 0, Qt::AlignHCenter);
    column->addSpacing(step);
    auto *texts = new QHBoxLayout;
    auto *lines = new QVBoxLayout;
    lines->addWidget(m_sentence);
    lines->addWidget(m_detail);
    texts->addStretch(1);
    texts->addLayout(lines, 8);
    texts->addStretch(1);
    column->addLayout(texts);
    column->addSpacing(step);
    column->addWidget(m_button, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(m_button, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setText(const QString &sentence, const QString &detail)
{
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
}

void EmptyState::setAction(const QString &text)
{
    m_button->setText(text);
    m_button->setAccessibleName(QString(text).remove(u'&'));
    m_button->setVisible(!text.isEmpty());
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect circle = m_picture->geometry();
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::color(theme::Role::AccentSoft, palette()));
    painter.drawEllipse(circle);
    const int inset = circle.width() / 4;
    const QColor ink = theme::color(theme::Role::AccentText, palette());
    icons::paint(painter, circle.adjusted(inset, inset, -inset, -inset), m_icon, ink);
}

} // namespace uds
