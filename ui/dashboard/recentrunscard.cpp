#include "ui/dashboard/recentrunscard.h"

#include "ui/dashboard/recentrunrow.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

RecentRunsCard::RecentRunsCard(QWidget *parent)
    : QWidget(parent)
    , m_nothing(new PlainLabel(tr("No run yet."), PlainLabel::Style::Body, this))
    , m_rows(new QVBoxLayout)
{
    auto *card = new Card(tr("Recent runs"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    m_nothing->setTone(Tone::Neutral);
    m_rows.layout()->setSpacing(theme::step());
    m_rows.layout()->addWidget(m_nothing);
    card->body()->addLayout(m_rows.layout());
    card->body()->addStretch(1);
}

void RecentRunsCard::showRuns(const QList<RunSummary> &runs, const QDateTime &nowUtc)
{
    m_rows.resize(runs.size(), [this] { return makeRow(); });
    for (qsizetype i = 0; i < runs.size(); ++i)
        m_rows.at(i).showRun(runs.at(i), nowUtc);
    m_nothing->setVisible(runs.isEmpty());
}

RecentRunRow *RecentRunsCard::makeRow()
{
    auto *row = new RecentRunRow(this);
    connect(row, &RecentRunRow::activated, this, &RecentRunsCard::runActivated);
    return row;
}

} // namespace uds
