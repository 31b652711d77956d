#include "ui/plan/planningview.h"

#include "ui/activity/activeruns.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

PlanningView::PlanningView(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_detail(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_bar(new QProgressBar(this))
{
    const int step = theme::step();
    auto *cancel = buttons::secondary(tr("&Cancel"), u"stop"_s, this);
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(step * 50);
    m_bar->setAccessibleName(tr("Progress of the plan"));
    auto *column = new QVBoxLayout(this);
    column->setSpacing(step);
    column->addStretch(1);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_sentence, m_bar, m_detail})
        column->addWidget(widget, 0, Qt::AlignHCenter);
    column->addSpacing(step);
    column->addWidget(cancel, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(cancel, &QPushButton::clicked, this, &PlanningView::cancelRequested);
}

void PlanningView::start(const QString &sentence, const QString &detail)
{
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    m_bar->setRange(0, 0);
}

void PlanningView::showProgress(const RunProgress &run)
{
    m_detail->setText(tr("%1 \u00b7 %2").arg(Words::stage(run.stage), ActiveRuns::sentence(run)));
    const auto [done, total] = ActiveRuns::progress(run);
    m_bar->setRange(0, total);
    m_bar->setValue(done);
}

} // namespace uds
