#include "ui/widgets/card.h"

#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

Card::Card(QWidget *parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    const int step = theme::step();
    m_body->setContentsMargins(step * 2, step * 3 / 2, step * 2, step * 3 / 2);
    m_body->setSpacing(step);
}

Card::Card(const QString &heading, QWidget *parent)
    : Card(parent)
{
    setAccessibleName(heading);
    m_heading = new QHBoxLayout;
    m_heading->setSpacing(theme::step());
    m_heading->addWidget(new PlainLabel(heading, PlainLabel::Style::Heading, this));
    m_heading->addStretch(1);
    m_body->addLayout(m_heading);
}

void Card::addToHeading(QWidget *widget)
{
    m_heading->addWidget(widget);
}

} // namespace uds
