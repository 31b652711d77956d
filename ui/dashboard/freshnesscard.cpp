#include "ui/dashboard/freshnesscard.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

void setState(StatusChip &chip, const StreamSummary &stream)
{
    if (stream.openFailures > 0)
        chip.setStatus(FreshnessCard::tr("%Ln need(s) you", nullptr, stream.openFailures), Tone::Warning);
    else if (!stream.lastSuccessUtc.isValid())
        chip.setStatus(FreshnessCard::tr("Not run yet"), Tone::Neutral, u"clock"_s);
    else if (stream.waiting > 0)
        chip.setStatus(FreshnessCard::tr("%Ln waiting", nullptr, stream.waiting), Tone::Info, u"clock"_s);
    else
        chip.setStatus(FreshnessCard::tr("Up to date"), Tone::Success);
}

QString freshness(const StreamSummary &stream, const QDateTime &nowUtc)
{
    const QString success = Formats::ago(stream.lastSuccessUtc, nowUtc);
    if (!stream.readUntilUtc.isValid() && stream.lastSuccessUtc.isValid())
        return FreshnessCard::tr("Last success %1 \u00b7 only chosen records were read so far").arg(success);
    if (!stream.readUntilUtc.isValid())
        return FreshnessCard::tr("Nothing has been read yet.");
    return FreshnessCard::tr("Captured up to %1 \u00b7 last success %2")
        .arg(Formats::when(stream.readUntilUtc, nowUtc), success);
}

} // namespace

FreshnessCard::FreshnessCard(QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout)
{
    auto *card = new Card(tr("How fresh"), this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    card->body()->addLayout(m_rows);
}

void FreshnessCard::showStreams(const QList<StreamSummary> &streams, const QDateTime &nowUtc)
{
    delete m_content;
    m_content = new QWidget(this);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step() * 3 / 2);
    for (const StreamSummary &stream : streams)
        column->addWidget(makeRow(stream, nowUtc));
    m_rows->addWidget(m_content);
}

QWidget *FreshnessCard::makeRow(const StreamSummary &stream, const QDateTime &nowUtc)
{
    auto *row = new QWidget(m_content);
    auto *name = new PlainLabel(stream.name, PlainLabel::Style::Strong, row);
    auto *route = new PlainLabel(
        tr("%1 \u2192 %2").arg(stream.source, stream.target), PlainLabel::Style::Caption, row);
    auto *fresh = new PlainLabel(freshness(stream, nowUtc), PlainLabel::Style::Caption, row);
    fresh->setToolTip(Formats::toolTip(Formats::exact(stream.readUntilUtc)));
    auto *chip = new StatusChip(row);
    setState(*chip, stream);
    auto *dryRun = buttons::secondary(tr("Dry run"), u"eye"_s, row);
    auto *run = buttons::secondary(tr("Run now"), u"play"_s, row);
    dryRun->setAccessibleName(tr("Dry run of %1").arg(stream.name));
    run->setAccessibleName(tr("Run %1 now").arg(stream.name));

    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::step() / 4);
    auto *first = new QHBoxLayout;
    first->setSpacing(theme::step());
    first->addWidget(name);
    first->addWidget(chip);
    first->addStretch(1);
    texts->addLayout(first);
    texts->addWidget(route);
    texts->addWidget(fresh);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::step());
    line->addLayout(texts, 1);
    line->addWidget(dryRun, 0, Qt::AlignVCenter);
    line->addWidget(run, 0, Qt::AlignVCenter);
    connect(run, &QPushButton::clicked, this, [this, id = stream.name] { Q_EMIT runRequested(id); });
    connect(dryRun, &QPushButton::clicked, this, [this, id = stream.name] { Q_EMIT dryRunRequested(id); });
    return row;
}

} // namespace uds
