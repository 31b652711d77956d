#include "ui/history/recordsview.h"

#include "ui/history/journeyinspector.h"
#include "ui/history/recordfilterbar.h"
#include "ui/history/recordsmodel.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/card.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QPushButton>
#include <QScrollBar>
#include <QSplitter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

RecordsView::RecordsView(RecordsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_filters(new RecordFilterBar(this))
    , m_table(new TableView(tr("Records"), this))
    , m_inspector(new JourneyInspector(this))
    , m_count(new PlainLabel(PlainLabel::Style::Caption, this))
    , m_newer(buttons::quiet(tr("Show &newest"), u"refresh"_s, this))
    , m_export(buttons::secondary(tr("E&xport…"), u"download"_s, this))
{
    m_states = new StateStack(makeContent(), this);
    m_states->showLoading(tr("Reading the records…"));
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_count);
    foot->addWidget(m_newer);
    foot->addStretch(1);
    auto *top = new QHBoxLayout;
    top->addWidget(m_filters, 1);
    top->addWidget(m_export);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme::step());
    column->addLayout(top);
    column->addWidget(m_states, 1);
    column->addLayout(foot);
    m_newer->hide();

    m_typing.setSingleShot(true);
    m_typing.setInterval(200ms);
    connect(&m_typing, &QTimer::timeout, this, &RecordsView::filterChanged);
    connect(m_filters, &RecordFilterBar::changed, &m_typing, qOverload<>(&QTimer::start));
    connect(&model, &KeysetModel::pageArrived, this, &RecordsView::showState);
    connect(m_states, &StateStack::emptyActionTriggered, m_filters, &RecordFilterBar::clear);
    connect(m_states, &StateStack::retryRequested, this, &RecordsView::refreshRequested);
    connect(m_table, &TableView::currentRowChanged, this, &RecordsView::inspect);
    connect(m_table, &TableView::clicked, this, [this](const QModelIndex &index) { inspect(index.row()); });
    connect(m_inspector, &JourneyInspector::closeRequested, this, &RecordsView::closeInspector);
    connect(m_export, &QPushButton::clicked, this, &RecordsView::exportRequested);
    connect(m_newer, &QPushButton::clicked, this, &RecordsView::refreshRequested);
}

QWidget *RecordsView::makeContent()
{
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setChipColumn(RecordsModel::Action);
    m_table->setColumnWidths({13, 8, 9, 17, 22, 16, 12, 20}, RecordsModel::Note);
    auto *card = new Card(this);
    card->body()->setContentsMargins(1, theme::step() / 2, 1, 1);
    card->body()->addWidget(m_table);
    auto *splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(u"recordsSplitter"_s);
    splitter->setHandleWidth(theme::step() * 3 / 2);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(card);
    splitter->addWidget(m_inspector);
    splitter->setStretchFactor(0, 1);
    m_inspector->hide();
    return splitter;
}

void RecordsView::showCount(qint64 records)
{
    m_count->setText(tr("%Ln history entry(s)", nullptr, int(records)));
    m_export->setEnabled(records > 0);
}

void RecordsView::showJourney(const QString &number, const QList<Explanation> &explanations)
{
    m_inspector->showJourney(number, explanations);
}

void RecordsView::showError(const Error &error)
{
    m_states->showError(error);
}

void RecordsView::offerNewer()
{
    m_newer->show();
}

bool RecordsView::isAtTop() const
{
    return m_table->verticalScrollBar()->value() == 0 && m_inspector->isHidden();
}

void RecordsView::closeInspector()
{
    showInspector(false);
    m_table->setFocus();
}

void RecordsView::showInspector(bool shown)
{
    m_inspector->setVisible(shown);
    m_table->setColumnsHidden({RecordsModel::Stream, RecordsModel::Note}, shown); // the inspector tells them
}

void RecordsView::showState()
{
    m_newer->setVisible(m_newer->isVisible() && !isAtTop());
    if (m_model.rowCount() > 0)
        return m_states->showContent();
    if (m_filters->filter(QDateTime::currentDateTimeUtc()) == HistoryFilter{})
        m_states->showEmpty(tr("No record yet."), tr("Everything that happens to a record appears here."));
    else
        m_states->showEmpty(tr("No record matches these filters."), {}, tr("&Clear filters"));
}

void RecordsView::inspect(int row)
{
    const HistoryRow *record = m_model.rowAt(row);
    showInspector(record);
    if (!record)
        return;
    const QString number = record->number.isEmpty() ? record->sourceId : record->number;
    m_inspector->showLoading(number);
    Q_EMIT journeyRequested(number);
}

} // namespace uds
