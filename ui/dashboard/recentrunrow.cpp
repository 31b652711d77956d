#include "ui/dashboard/recentrunrow.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace uds {

RecentRunRow::RecentRunRow(QWidget *parent)
    : QWidget(parent)
    , m_name(new PlainLabel(PlainLabel::Style::Body, this))
    , m_counts(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_chip(new StatusChip(this))
    , m_open(buttons::quiet(tr("Show"), {}, this))
{
    m_counts->setWordWrap(true);
    auto *first = new QHBoxLayout;
    first->addWidget(m_name, 1);
    first->addWidget(m_chip);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::step() / 4);
    texts->addLayout(first);
    texts->addWidget(m_counts);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addLayout(texts, 1);
    line->addWidget(m_open, 0, Qt::AlignVCenter);
    connect(m_open, &QPushButton::clicked, this, [this] { Q_EMIT activated(m_runId); });
}

void RecentRunRow::showRun(const RunSummary &run, const QDateTime &nowUtc)
{
    m_runId = run.run.id;
    const StateWord word = Words::runState(run.run.state);
    m_chip->setStatus(word.text, word.tone);
    m_name->setText(tr("%1 \u00b7 %2").arg(run.stream, Formats::when(run.run.startedUtc, nowUtc)));
    const bool isOver = run.run.state != RunState::Running && run.run.state != RunState::Queued;
    m_counts->setText(isOver ? Words::counts(run.run.counts) : tr("in progress"));
    m_open->setAccessibleName(
        tr("Show the records of the run at %1").arg(Formats::exact(run.run.startedUtc)));
}

} // namespace uds
