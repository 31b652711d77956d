#include "ui/history/runsview.h"

#include "ui/history/runinspector.h"
#include "ui/history/runsmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

RunsView::RunsView(RunsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new TableView(tr("Runs"), this))
    , m_inspector(new RunInspector(this))
{
    m_table->setModel(&model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setChipColumn(RunsModel::State);
    m_table->setColumnWidths({13, 11, 29, 4, 4, 4, 4, 4, 4, 19, 10}, RunsModel::Stream);
    auto *card = new Card(this);
    card->body()->setContentsMargins(1, theme::step() / 2, 1, 1);
    card->body()->addWidget(m_table);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"runsSplitter"_s);
    splitter->setHandleWidth(theme::step() * 3 / 2);
    splitter->addWidget(card);
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, 1);
    splitter->setChildrenCollapsible(false);
    m_inspector->hide();
    m_states = new StateStack(splitter, this);
    m_states->showLoading(tr("Reading the runs…"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_states);

    connect(&model, &KeysetModel::pageArrived, this, &RunsView::showState);
    connect(m_states, &StateStack::retryRequested, this, &RunsView::refreshRequested);
    connect(m_table, &TableView::currentRowChanged, this, &RunsView::inspect);
    connect(m_table, &TableView::clicked, this, [this](const QModelIndex &index) { inspect(index.row()); });
    connect(m_inspector, &RunInspector::recordsRequested, this, &RunsView::recordsRequested);
    connect(m_inspector, &RunInspector::closeRequested, this, &RunsView::closeInspector);
}

void RunsView::focusTable()
{
    m_table->setFocus();
}

void RunsView::closeInspector()
{
    showInspector(false);
    m_table->setFocus();
}

void RunsView::showError(const Error &error)
{
    m_states->showError(error);
}

void RunsView::showState()
{
    if (m_model.rowCount() == 0)
        return m_states->showEmpty(
            tr("No run yet."), tr("Each run appears here with what it read, created and updated."));
    m_states->showContent();
}

void RunsView::inspect(int row)
{
    const RunSummary *run = m_model.rowAt(row);
    if (run)
        m_inspector->showRun(*run);
    showInspector(run);
}

void RunsView::showInspector(bool shown)
{
    m_inspector->setVisible(shown);
    m_table->setColumnsHidden({RunsModel::Updated, RunsModel::Unchanged, RunsModel::Skipped,
                                  RunsModel::Failed, RunsModel::Duration},
        shown); // the inspector tells them
}

} // namespace uds
