#include "ui/dashboard/recentrunscard.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;

RecentRunsCard::RecentRunsCard(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
{
    auto *card = new Card(tr("Recent runs"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    card->body()->addLayout(m_rows);
    card->body()->addStretch(1);
}

void RecentRunsCard::showRuns(const QList<RunSummary> &runs, const QDateTime &nowUtc)
{
    delete m_content;
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step());
    if (runs.isEmpty()) {
        auto *nothing = new PlainLabel(tr("No run yet."), PlainLabel::Style::Body, m_content);
        nothing->setTone(Tone::Neutral);
        column->addWidget(nothing);
    }
    for (const RunSummary &run : runs)
        column->addWidget(makeRow(run, nowUtc));
    m_rows->addWidget(m_content);
}

QWidget *RecentRunsCard::makeRow(const RunSummary &run, const QDateTime &nowUtc)
{
    auto *row = new QWidget(m_content);
    auto *chip = new StatusChip(row);
    const StateWord word = Words::runState(run.run.state);
    chip->setStatus(word.text, word.tone);
    auto *name = new PlainLabel(tr("%1 \u00b7 %2").arg(run.stream, Formats::when(run.run.startedUtc, nowUtc)),
        PlainLabel::Style::Body, row);
    const bool isOver = run.run.state != RunState::Running && run.run.state != RunState::Queued;
    const QString result = isOver ? Words::counts(run.run.counts) : tr("in progress");
    auto *counts = new PlainLabel(result, PlainLabel::Style::Caption, row);
    counts->setWordWrap(true);
    auto *open = buttons::quiet(tr("Show"), {}, row);
    open->setAccessibleName(tr("Show the records of the run at %1").arg(Formats::exact(run.run.startedUtc)));
    auto *first = new QHBoxLayout;
    first->addWidget(name, 1);
    first->addWidget(chip);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::step() / 4);
    texts->addLayout(first);
    texts->addWidget(counts);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addLayout(texts, 1);
    line->addWidget(open, 0, Qt::AlignVCenter);
    connect(open, &QPushButton::clicked, this, [this, id = run.run.id] { Q_EMIT runActivated(id); });
    return row;
}

} // namespace uds
