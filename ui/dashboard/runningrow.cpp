#include "ui/dashboard/runningrow.h"

#include "ui/activity/activeruns.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QGridLayout>
#include <QProgressBar>
#include <QPushButton>

namespace uds {

using namespace Qt::StringLiterals;

RunningRow::RunningRow(QWidget *parent)
    : QWidget(parent)
    , m_stream(new PlainLabel(PlainLabel::Style::Strong, this))
    , m_stage(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_progress(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_bar(new QProgressBar(this))
    , m_stop(buttons::quiet(tr("Stop"), u"stop"_s, this))
{
    m_bar->setTextVisible(false);
    m_stage->setAlignment(Qt::AlignRight);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(theme::step() / 2);
    grid->addWidget(m_stream, 0, 0);
    grid->addWidget(m_stage, 0, 1);
    grid->addWidget(m_bar, 1, 0, 1, 2);
    grid->addWidget(m_progress, 2, 0, 1, 2);
    grid->addWidget(m_stop, 0, 2, 3, 1, Qt::AlignVCenter);
    grid->setColumnStretch(0, 1);
    connect(m_stop, &QPushButton::clicked, this, [this] { Q_EMIT cancelRequested(m_runId); });
}

void RunningRow::showRun(const RunProgress &run)
{
    m_runId = run.runId;
    m_stream->setText(run.dryRun ? tr("%1 (dry run)").arg(run.stream) : run.stream);
    m_stage->setText(Words::stage(run.stage));
    m_progress->setText(ActiveRuns::sentence(run));
    const auto [done, total] = ActiveRuns::progress(run);
    m_bar->setRange(0, total);
    m_bar->setValue(done);
    m_bar->setAccessibleName(tr("Progress of %1").arg(run.stream));
    m_bar->setAccessibleDescription(m_progress->text());
    m_stop->setAccessibleName(tr("Stop %1").arg(run.stream));
    m_stop->setVisible(run.runId != 0);
}

} // namespace uds
