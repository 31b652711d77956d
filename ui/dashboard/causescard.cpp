#include "ui/dashboard/causescard.h"

#include "ui/dashboard/causeentry.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

CausesCard::CausesCard(QWidget *parent)
    : QWidget(parent)
    , m_nothing(new PlainLabel(tr("Nothing needs you."), PlainLabel::Style::Body, this))
    , m_entries(new QVBoxLayout)
{
    auto *card = new Card(tr("Needs you"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    m_nothing->setTone(Tone::Neutral);
    m_entries.layout()->setSpacing(theme::step());
    m_entries.layout()->addWidget(m_nothing);
    card->body()->addLayout(m_entries.layout());
    card->body()->addStretch(1);
}

void CausesCard::showCauses(const QList<CauseRow> &causes, const QDateTime &nowUtc)
{
    m_entries.resize(causes.size(), [this] { return makeEntry(); });
    for (qsizetype i = 0; i < causes.size(); ++i)
        m_entries.at(i).showCause(causes.at(i), nowUtc);
    m_nothing->setVisible(causes.isEmpty());
}

CauseEntry *CausesCard::makeEntry()
{
    auto *entry = new CauseEntry(this);
    connect(entry, &CauseEntry::activated, this, &CausesCard::causeActivated);
    return entry;
}

} // namespace uds
