#include "ui/dashboard/runningcard.h"

#include "ui/dashboard/runningrow.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

RunningCard::RunningCard(QWidget *parent)
    : QWidget(parent)
    , m_idle(new PlainLabel(tr("Nothing is running."), PlainLabel::Style::Body, this))
    , m_rows(new QVBoxLayout)
{
    auto *card = new Card(tr("Running now"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    m_idle->setTone(Tone::Neutral);
    m_rows.layout()->setSpacing(theme::step() * 3 / 2);
    m_rows.layout()->addWidget(m_idle);
    card->body()->addLayout(m_rows.layout());
    card->body()->addStretch(1);
}

void RunningCard::showRuns(const QList<RunProgress> &runs)
{
    m_rows.resize(runs.size(), [this] { return makeRow(); });
    for (qsizetype i = 0; i < runs.size(); ++i)
        m_rows.at(i).showRun(runs.at(i));
    m_idle->setVisible(runs.isEmpty());
}

RunningRow *RunningCard::makeRow()
{
    auto *row = new RunningRow(this);
    connect(row, &RunningRow::cancelRequested, this, &RunningCard::cancelRequested);
    return row;
}

} // namespace uds
