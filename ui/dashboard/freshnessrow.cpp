#include "ui/dashboard/freshnessrow.h"

#include "ui/widgets/buttons.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statuschip.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

void setState(StatusChip &chip, const StreamSummary &stream)
{
    if (stream.openFailures > 0)
        chip.setStatus(FreshnessRow::tr("%Ln need(s) you", nullptr, stream.openFailures), Tone::Warning);
    else if (!stream.lastSuccessUtc.isValid())
        chip.setStatus(FreshnessRow::tr("Not run yet"), Tone::Neutral, u"clock"_s);
    else if (stream.waiting > 0)
        chip.setStatus(FreshnessRow::tr("%Ln waiting", nullptr, stream.waiting), Tone::Info, u"clock"_s);
    else if (!stream.readUntilUtc.isValid())
        chip.setStatus(FreshnessRow::tr("Partly read"), Tone::Info, u"clock"_s);
    else
        chip.setStatus(FreshnessRow::tr("Up to date"), Tone::Success);
}

QString freshness(const StreamSummary &stream, const QDateTime &nowUtc)
{
    const QString success = Formats::ago(stream.lastSuccessUtc, nowUtc);
    if (!stream.readUntilUtc.isValid() && stream.lastSuccessUtc.isValid())
        return FreshnessRow::tr("Last success %1 \u00b7 only chosen records were read so far").arg(success);
    if (!stream.readUntilUtc.isValid())
        return FreshnessRow::tr("Nothing has been read yet.");
    return FreshnessRow::tr("Captured up to %1 \u00b7 last success %2")
        .arg(Formats::when(stream.readUntilUtc, nowUtc), success);
}

} // namespace

FreshnessRow::FreshnessRow(QWidget *parent)
    : QWidget(parent)
    , m_name(new PlainLabel(PlainLabel::Style::Strong, this))
    , m_route(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_fresh(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_chip(new StatusChip(this))
    , m_dryRun(buttons::secondary(tr("Dry run"), u"eye"_s, this))
    , m_run(buttons::secondary(tr("Run now"), u"play"_s, this))
{
    arrange();
    connect(m_run, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(m_stream); });
    connect(m_dryRun, &QPushButton::clicked, this, [this] { Q_EMIT dryRunRequested(m_stream); });
}

void FreshnessRow::arrange()
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(theme::step() / 4);
    auto *first = new QHBoxLayout;
    first->setSpacing(theme::step());
    first->addWidget(m_name);
    first->addWidget(m_chip);
    first->addStretch(1);
    texts->addLayout(first);
    texts->addWidget(m_route);
    texts->addWidget(m_fresh);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme::step());
    line->addLayout(texts, 1);
    line->addWidget(m_dryRun, 0, Qt::AlignVCenter);
    line->addWidget(m_run, 0, Qt::AlignVCenter);
}

void FreshnessRow::showStream(const StreamSummary &stream, const QDateTime &nowUtc)
{
    m_stream = stream.name;
    m_name->setText(stream.name);
    m_route->setText(tr("%1 \u2192 %2").arg(stream.source, stream.target));
    m_fresh->setText(freshness(stream, nowUtc));
    m_fresh->setToolTip(Formats::toolTip(Formats::exact(stream.readUntilUtc)));
    setState(*m_chip, stream);
    m_dryRun->setAccessibleName(tr("Dry run of %1").arg(stream.name));
    m_run->setAccessibleName(tr("Run %1 now").arg(stream.name));
}

void FreshnessRow::setRunning(bool running)
{
    for (QPushButton *button : {m_dryRun, m_run}) {
        button->setEnabled(!running);
        button->setToolTip(running ? tr("This stream is running.") : QString());
    }
}

} // namespace uds
