#include "ui/reconcile/comparisonview.h"

#include "ui/reconcile/booksmodel.h"
#include "ui/reconcile/differencesmodel.h"
#include "ui/reconcile/reconcileform.h"
#include "ui/reconcile/reconcilewords.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QProgressBar>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ComparisonView::ComparisonView(QWidget *parent)
    : QWidget(parent)
    , m_form(new ReconcileForm(QDate::currentDate(), this))
    , m_books(new BooksModel(this))
    , m_differences(new DifferencesModel(this))
    , m_verdict(new PlainLabel(PlainLabel::Style::Heading, this))
    , m_basis(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_elapsed(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_totals(new TableView(tr("Totals of both sides"), this))
    , m_table(new TableView(tr("Differences"), this))
    , m_allEqual(new PlainLabel(tr("No record differs."), PlainLabel::Style::Body, this))
    , m_run(buttons::primary(tr("&Compare"), u"play"_s, this))
    , m_cancel(buttons::secondary(tr("Ca&ncel"), u"stop"_s, this))
    , m_sign(buttons::secondary(tr("Sign o&ff…"), u"check"_s, this))
    , m_export(buttons::secondary(tr("E&xport CSV…"), u"download"_s, this))
    , m_running(makeRunning())
    , m_states(new StateStack(makeOutcome(), this))
{
    m_states->addWidget(m_running);
    m_states->showEmpty(tr("Nothing compared yet."),
        tr("Choose a stream and a period, then compare: the totals and every record that differs "
           "appear here. Nothing is sent."));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step() * 3 / 2);
    column->addWidget(makeTop());
    column->addWidget(m_states, 1);
    m_cancel->hide();
    connectControls();
}

QWidget *ComparisonView::makeTop()
{
    auto *card = new Card(this);
    auto *row = new QHBoxLayout;
    row->setSpacing(theme::step() * 3 / 2);
    row->addWidget(m_form, 1);
    auto *actions = new QVBoxLayout;
    actions->addStretch(1);
    actions->addWidget(m_run);
    actions->addWidget(m_cancel);
    row->addLayout(actions);
    card->body()->addLayout(row);
    return card;
}

void ComparisonView::connectControls()
{
    m_tick.setInterval(1s);
    connect(&m_tick, &QTimer::timeout, this, &ComparisonView::showElapsed);
    connect(m_run, &QPushButton::clicked, this, &ComparisonView::compareRequested);
    connect(m_cancel, &QPushButton::clicked, this, &ComparisonView::cancelRequested);
    connect(m_states, &StateStack::retryRequested, this, &ComparisonView::compareRequested);
    connect(m_sign, &QPushButton::clicked, this, &ComparisonView::signOffRequested);
    connect(m_export, &QPushButton::clicked, this, &ComparisonView::exportRequested);
}

QWidget *ComparisonView::makeRunning()
{
    const int step = theme::step();
    auto *widget = new QWidget(this);
    auto *bar = new QProgressBar(widget);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedWidth(step * 50);
    bar->setAccessibleName(tr("The comparison is running"));
    auto *sentence
        = new PlainLabel(tr("Reading both sides and comparing…"), PlainLabel::Style::Heading, widget);
    auto *column = new QVBoxLayout(widget);
    column->setSpacing(step);
    column->addStretch(1);
    for (QWidget *part : std::initializer_list<QWidget *>{sentence, bar, m_elapsed})
        column->addWidget(part, 0, Qt::AlignHCenter);
    column->addStretch(2);
    return widget;
}

QWidget *ComparisonView::makeOutcome()
{
    const int step = theme::step();
    m_totals->setModel(m_books);
    m_totals->setSelectionMode(QAbstractItemView::SingleSelection);
    m_totals->setChipColumn(BooksModel::Difference);
    m_totals->setColumnWidths({10, 14, 22, 22, 20}, BooksModel::Difference);
    m_table->setModel(m_differences);
    m_table->setChipColumn(DifferencesModel::Kind);
    m_table->setColumnWidths({14, 10, 20, 15, 15, 15, 20}, DifferencesModel::Why);
    auto *head = new QHBoxLayout;
    head->setSpacing(step);
    head->addWidget(m_verdict, 1);
    head->addWidget(m_export);
    head->addWidget(m_sign);
    auto *totals = new Card(this);
    totals->body()->addLayout(head);
    totals->body()->addWidget(m_basis);
    totals->body()->addWidget(m_totals, 1);
    auto *differences = new Card(tr("Differences"), this);
    differences->body()->addWidget(m_allEqual, 1, Qt::AlignTop);
    differences->body()->addWidget(m_table, 1);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"reconcileSplitter"_s);
    splitter->setHandleWidth(step * 3 / 2);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(totals);
    splitter->addWidget(differences);
    splitter->setSizes({step * 35, step * 35});
    return splitter;
}

void ComparisonView::showRunning()
{
    m_since.start();
    m_tick.start();
    showElapsed();
    m_run->hide();
    m_cancel->show();
    m_cancel->setEnabled(true);
    m_form->setEnabled(false);
    m_cancel->setFocus();
    m_states->setCurrentWidget(m_running);
}

void ComparisonView::showElapsed()
{
    const std::chrono::seconds seconds(m_since.elapsed() / 1000);
    m_elapsed->setText(tr("Running for %1. Nothing is changed.").arg(Formats::duration(seconds)));
}

void ComparisonView::endRunning()
{
    m_tick.stop();
    m_run->show();
    m_cancel->hide();
    m_form->setEnabled(true);
}

void ComparisonView::showOutcome(const ReconcileOutcome &outcome)
{
    endRunning();
    const Reconciliation &result = outcome.result;
    m_verdict->setText(ReconcileWords::verdict(result));
    m_basis->setText(tr("%1, %2, days of %3. %4")
                         .arg(outcome.stream, ReconcileWords::period(result.period.from, result.period.to),
                             result.timeZone, ReconcileWords::basis(result.isLocal)));
    m_books->setBooks(result.books);
    m_differences->setRows(result.differences);
    m_table->setVisible(!result.differences.isEmpty());
    m_allEqual->setVisible(result.differences.isEmpty());
    m_states->showContent();
    (result.differences.isEmpty() ? m_totals : m_table)->setFocus();
}

void ComparisonView::showCancelled()
{
    endRunning();
    m_states->showEmpty(tr("The comparison was cancelled."), tr("Nothing was changed or kept."));
    m_run->setFocus();
}

void ComparisonView::showError(const Error &error)
{
    endRunning();
    m_states->showError(error);
}

} // namespace uds
