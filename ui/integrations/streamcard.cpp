#include "ui/integrations/streamcard.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;

StreamCard::StreamCard(QWidget *parent)
    : QWidget(parent)
    , m_title(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_route(new PlainLabel(PlainLabel::Style::Body, this))
    , m_last(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_chip(new StatusChip(this))
    , m_dryRun(buttons::secondary(tr("Dry run"), u"eye"_s, this))
    , m_run(buttons::primary(tr("Run now"), u"play"_s, this))
    , m_more(buttons::secondary(tr("More"), {}, this))
{
    const int step = theme::step();
    auto *card = new Card(this);
    auto *head = new QHBoxLayout;
    head->setSpacing(step);
    head->addWidget(m_title);
    head->addWidget(m_chip);
    head->addStretch(1);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(step / 4);
    texts->addLayout(head);
    texts->addWidget(m_route);
    texts->addWidget(m_last);
    auto *row = new QHBoxLayout;
    row->setSpacing(step);
    row->addLayout(texts, 1);
    for (QWidget *control : {m_dryRun, m_run, m_more})
        row->addWidget(control, 0, Qt::AlignVCenter);
    card->body()->addLayout(row);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    makeMenu();
    connect(m_run, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(m_name); });
    connect(m_dryRun, &QPushButton::clicked, this, [this] { Q_EMIT dryRunRequested(m_name); });
}

void StreamCard::makeMenu()
{
    auto *menu = new QMenu(m_more);
    menu->addAction(tr("Read everything again and run"), this, [this] { Q_EMIT fullRunRequested(m_name); });
    menu->addAction(
        tr("Dry run of selected records…"), this, [this] { Q_EMIT selectedDryRunRequested(m_name); });
    m_more->setMenu(menu);
    m_more->setProperty("opensMenu", true);
}

void StreamCard::showStream(const StreamSummary &stream, const QDateTime &nowUtc)
{
    m_name = stream.name;
    m_title->setText(stream.name);
    m_route->setText(tr("%1 \u2192 %2 \u00b7 %3").arg(stream.source, stream.target, stream.preset));
    if (!stream.lastRun) {
        m_last->setText(tr("Not run yet. A dry run shows what would happen and changes nothing."));
        m_chip->setStatus(tr("Not run yet"), Tone::Neutral, u"clock"_s);
    } else {
        const RunRow &run = stream.lastRun->run;
        const StateWord word = Words::runState(run.state);
        m_chip->setStatus(word.text, word.tone);
        m_last->setText(
            tr("Last run %1: %2").arg(Formats::ago(run.startedUtc, nowUtc), Words::counts(run.counts)));
        m_last->setToolTip(Formats::toolTip(Formats::exact(run.startedUtc)));
    }
    m_run->setAccessibleName(tr("Run %1 now").arg(m_name));
    m_dryRun->setAccessibleName(tr("Dry run of %1").arg(m_name));
    m_more->setAccessibleName(tr("More ways to run %1").arg(m_name));
}

void StreamCard::setRunning(bool running)
{
    for (QPushButton *button : {m_run, m_dryRun, m_more}) {
        button->setEnabled(!running);
        button->setToolTip(running ? tr("This stream is running.") : QString());
    }
}

} // namespace uds
