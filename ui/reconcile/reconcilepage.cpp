#include "ui/reconcile/reconcilepage.h"

#include "ui/reconcile/comparisonview.h"
#include "ui/reconcile/reconcileform.h"
#include "ui/reconcile/signedperiodsmodel.h"
#include "ui/reconcile/signoffdialog.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QFileDialog>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;

ReconcilePage::ReconcilePage(SignedPeriodsModel &periods, QWidget *parent)
    : QWidget(parent)
    , m_periods(periods)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
    , m_comparison(new ComparisonView(this))
    , m_table(new TableView(tr("Signed periods"), this))
    , m_states(new StateStack(makePeriods(), this))
{
    const int step = theme::step();
    auto *header = new PageHeader(tr("Reconcile"), this);
    header->setCaption(tr("Whether both sides agree on a period, record by record"));
    m_tabs->addTab(tr("Com&parison"));
    m_tabs->addTab(tr("Si&gned periods"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("Views of the reconciliation"));
    m_stack->addWidget(m_comparison);
    m_stack->addWidget(m_states);
    m_states->showLoading(tr("Reading the signed periods…"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step);
    column->addWidget(header);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_states, &StateStack::retryRequested, this, &ReconcilePage::refreshRequested);
    connect(
        m_table, &TableView::activated, this, [this](const QModelIndex &index) { lookAgain(index.row()); });
}

QWidget *ReconcilePage::makePeriods()
{
    m_table->setModel(&m_periods);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setChipColumn(SignedPeriodsModel::State);
    m_table->setColumnWidths({18, 27, 20, 11, 18, 18, 20}, SignedPeriodsModel::Note);
    m_table->setToolTip(tr("Enter compares the period again"));
    auto *card = new Card(this);
    card->body()->setContentsMargins(1, theme::step() / 2, 1, 1);
    card->body()->addWidget(m_table);
    return card;
}

void ReconcilePage::showPeriods()
{
    const int changed = m_periods.changedCount();
    m_tabs->setTabText(1,
        changed == 0 ? tr("Si&gned periods") : tr("Si&gned periods (%Ln changed since)", nullptr, changed));
    if (m_periods.rowCount() > 0)
        return m_states->showContent();
    m_states->showEmpty(tr("No period was signed off yet."),
        tr("Compare a period and sign it off: later changes of it are marked here."));
}

void ReconcilePage::showPeriodsError(const Error &error)
{
    m_states->showError(error);
}

void ReconcilePage::lookAgain(int row)
{
    const SignedPeriod *period = m_periods.rowAt(row);
    if (!period)
        return;
    const SignOffRow &signedRow = period->signOff;
    m_comparison->form().setRequest(
        {period->stream, signedRow.from, signedRow.to, signedRow.basis == "local"_L1});
    m_tabs->setCurrentIndex(0);
    Q_EMIT m_comparison->compareRequested();
}

void ReconcilePage::askForSignOff(const ReconcileOutcome &outcome)
{
    auto *dialog = new SignOffDialog(outcome, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { Q_EMIT signOffConfirmed(dialog->note()); });
    dialog->open();
}

void ReconcilePage::askForFile(const ReconcileOutcome &outcome)
{
    const ReconcilePeriod &period = outcome.result.period;
    const QString name = u"%1 %2 %3.csv"_s.arg(
        outcome.stream, period.from.toString(Qt::ISODate), period.to.toString(Qt::ISODate));
    const QString path = QFileDialog::getSaveFileName(this, tr("Export differences"), name);
    if (!path.isEmpty())
        Q_EMIT fileChosen(path);
}

} // namespace uds
