#include "ui/dashboard/freshnesscard.h"

#include "ui/dashboard/freshnessrow.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"

#include <QVBoxLayout>

namespace uds {

FreshnessCard::FreshnessCard(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
{
    auto *card = new Card(tr("How fresh"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    m_rows.layout()->setSpacing(theme::step() * 3 / 2);
    card->body()->addLayout(m_rows.layout());
}

void FreshnessCard::showStreams(const QList<StreamSummary> &streams, const QDateTime &nowUtc)
{
    m_rows.resize(streams.size(), [this] { return makeRow(); });
    for (qsizetype i = 0; i < streams.size(); ++i)
        m_rows.at(i).showStream(streams.at(i), nowUtc);
    updateButtons();
}

void FreshnessCard::showRuns(const QList<RunProgress> &runs)
{
    m_running.clear();
    for (const RunProgress &run : runs)
        m_running << run.stream;
    updateButtons();
}

FreshnessRow *FreshnessCard::makeRow()
{
    auto *row = new FreshnessRow(this);
    connect(row, &FreshnessRow::runRequested, this, &FreshnessCard::runRequested);
    connect(row, &FreshnessRow::dryRunRequested, this, &FreshnessCard::dryRunRequested);
    return row;
}

void FreshnessCard::updateButtons()
{
    for (FreshnessRow *row : m_rows.all())
        row->setRunning(m_running.contains(row->stream()));
}

} // namespace uds
