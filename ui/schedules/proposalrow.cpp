#include "ui/schedules/proposalrow.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;

ProposalRow::ProposalRow(QWidget *parent)
    : QWidget(parent)
    , m_stream(new PlainLabel(PlainLabel::Style::Strong, this))
    , m_sentence(new PlainLabel(PlainLabel::Style::Body, this))
    , m_add(buttons::secondary(tr("Add this"), u"plus"_s, this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::step() * 2);
    row->addWidget(m_stream);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_add);
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT addRequested(m_draft); });
}

void ProposalRow::showProposal(const ScheduleProposal &proposal)
{
    m_draft = proposal.draft;
    m_stream->setText(proposal.draft.stream);
    m_sentence->setText(proposal.sentence);
    m_add->setAccessibleName(tr("Add: %1, %2").arg(proposal.draft.stream, proposal.sentence));
}

} // namespace uds
