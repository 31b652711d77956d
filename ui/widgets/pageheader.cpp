#include "ui/widgets/pageheader.h"

#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

PageHeader::PageHeader(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel(title, PlainLabel::Style::Title, this))
    , m_caption(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_row(new QHBoxLayout(this))
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::step() / 4);
    texts->addWidget(m_title);
    texts->addWidget(m_caption);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(theme::step());
    m_row->addLayout(texts, 1);
}

void PageHeader::setTitle(const QString &title)
{
    m_title->setText(title);
}

void PageHeader::setCaption(const QString &caption)
{
    m_caption->setText(caption);
}

void PageHeader::addControl(QWidget *control)
{
    m_row->addWidget(control, 0, Qt::AlignVCenter);
}

} // namespace uds
