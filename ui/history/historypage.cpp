#include "ui/history/historypage.h"

#include "ui/history/recordfilterbar.h"
#include "ui/history/recordsview.h"
#include "ui/history/runsview.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/theme.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace uds {

HistoryPage::HistoryPage(RunsModel &runs, RecordsModel &records, QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_runs(new RunsView(runs, this))
    , m_records(new RecordsView(records, this))
{
    const int step = theme::step();
    auto *header = new PageHeader(tr("History"), this);
    header->setCaption(tr("Everything that happened, newest first"));
    m_tabs->addTab(tr("R&uns"));
    m_tabs->addTab(tr("Re&cords"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Views of the history"));
    m_stack->addWidget(m_runs);
    m_stack->addWidget(m_records);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step);
    column->setSpacing(step);
    column->addWidget(header);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_runs, &RunsView::recordsRequested, this, &HistoryPage::showRecordsOfRun);
    connect(m_runs, &RunsView::refreshRequested, this, &HistoryPage::refreshRequested);
    connect(m_records, &RecordsView::refreshRequested, this, &HistoryPage::refreshRequested);
}

void HistoryPage::showRecordsOfRun(qint64 runId)
{
    m_tabs->setCurrentIndex(m_stack->indexOf(m_records));
    m_records->filters().setRun(runId);
    Q_EMIT m_records->filterChanged();
}

void HistoryPage::find()
{
    m_tabs->setCurrentIndex(m_stack->indexOf(m_records));
    m_records->filters().focusSearch();
}

void HistoryPage::closeInspector()
{
    if (m_stack->currentWidget() == m_runs)
        m_runs->closeInspector();
    else
        m_records->closeInspector();
}

} // namespace uds
