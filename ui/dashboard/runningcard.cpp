#include "ui/dashboard/runningcard.h"

#include "ui/dashboard/runningrow.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

RunningCard::RunningCard(QWidget *parent)
    : QWidget(parent)
    , m_list(new QVBoxLayout)
    , m_idle(new PlainLabel(tr("Nothing is running."), PlainLabel::Style::Body, this))
{
    auto *card = new Card(tr("Running now"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    m_idle->setTone(Tone::Neutral);
    m_list->setSpacing(theme::step() * 3 / 2);
    m_list->addWidget(m_idle);
    card->body()->addLayout(m_list);
    card->body()->addStretch(1);
}

void RunningCard::showRuns(const QList<RunProgress> &runs)
{
    while (m_rows.size() > runs.size())
        delete m_rows.takeLast();
    while (m_rows.size() < runs.size()) {
        auto *row = new RunningRow(this);
        connect(row, &RunningRow::cancelRequested, this, &RunningCard::cancelRequested);
        m_list->addWidget(row);
        m_rows << row;
    }
    for (qsizetype i = 0; i < runs.size(); ++i)
        m_rows.at(i)->showRun(runs.at(i));
    m_idle->setVisible(runs.isEmpty());
}

} // namespace uds
