#include "ui/widgets/inspector.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/scrollcolumn.h"
#include "ui/widgets/theme.h"

#include <QToolButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

Inspector::Inspector(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_scroll(new ScrollColumn(name, this))
{
    auto *close = buttons::iconOnly(tr("Close the inspector (Esc)"), u"close"_s, this);
    auto *card = new Card(this);
    auto *head = new QHBoxLayout;
    m_title->setWordWrap(true);
    head->addWidget(m_title, 1);
    head->addWidget(close, 0, Qt::AlignTop);
    card->body()->addLayout(head);
    card->body()->addWidget(m_scroll, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    setMinimumWidth(theme::step() * 40);
    connect(close, &QToolButton::clicked, this, &Inspector::closeRequested);
}

void Inspector::setTitle(const QString &title)
{
    m_title->setText(title);
}

QVBoxLayout *Inspector::restart()
{
    delete m_content;
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, theme::step() / 2, 0);
    column->setSpacing(theme::step());
    m_scroll->column()->addWidget(m_content);
    return column;
}

} // namespace uds
