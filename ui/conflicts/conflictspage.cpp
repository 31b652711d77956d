#include "ui/conflicts/conflictspage.h"

#include "engine/api/values.h"
#include "ui/conflicts/conflictdetail.h"
#include "ui/conflicts/conflictsmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/pageheader.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QComboBox>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

namespace uds {

using namespace Qt::StringLiterals;
using Choice = ConflictResolution::Choice;

ConflictsPage::ConflictsPage(ConflictsModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_header(new PageHeader(tr("Conflicts"), this))
    , m_filter(new QComboBox(this))
    , m_table(new TableView(tr("Conflicts"), this))
    , m_detail(new ConflictDetail(this))
    , m_states(new StateStack(makeContent(), this))
{
    const int step = theme::step();
    m_filter->addItem(tr("Waiting for you"), int(ConflictState::Open));
    m_filter->addItem(tr("Decided, not done yet"), int(ConflictState::Decided));
    m_filter->addItem(tr("Settled"), int(ConflictState::Settled));
    m_filter->setAccessibleName(tr("Which conflicts are shown"));
    m_header->addControl(m_filter);
    m_states->showLoading(tr("Reading the conflicts…"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(step * 3, step * 2, step * 3, step * 2);
    column->setSpacing(step * 3 / 2);
    column->addWidget(m_header);
    column->addWidget(m_states, 1);
    connect(m_states, &StateStack::retryRequested, this, &ConflictsPage::refreshRequested);
    connect(m_filter, &QComboBox::currentIndexChanged, this, &ConflictsPage::filterChanged);
    connect(&model, &KeysetModel::pageArrived, this, &ConflictsPage::showState);
    connect(m_table, &TableView::currentRowChanged, this, &ConflictsPage::showCurrent);
    connect(m_table, &TableView::activated, m_detail, &ConflictDetail::focusFields);
    addKeys();
}

QWidget *ConflictsPage::makeContent()
{
    const int step = theme::step();
    m_table->setModel(&m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setChipColumn(ConflictsModel::State);
    m_table->setColumnWidths({20, 16, 18, 17, 14, 12, 20}, ConflictsModel::Reason);
    auto *card = new Card(this);
    card->body()->setContentsMargins(1, step / 2, 1, 1);
    card->body()->addWidget(m_table);
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setObjectName(u"conflictsSplitter"_s);
    splitter->setHandleWidth(step * 3 / 2);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(card);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    return splitter;
}

void ConflictsPage::addKeys()
{
    for (const auto &[key, choice] : {std::pair{Qt::Key_1, Choice::Source}, {Qt::Key_2, Choice::Target}})
        connect(new QShortcut(key, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut),
            &QShortcut::activated, m_detail, [this, side = choice] { m_detail->choose(side); });
}

ConflictFilter ConflictsPage::filter() const
{
    return {ConflictState(m_filter->currentData().toInt()), {}};
}

void ConflictsPage::showStatistics(const ConflictStatistics &statistics)
{
    m_statistics = statistics;
    m_header->setCaption(statistics.open == 0
            ? tr("Records that both sides changed appear here")
            : tr("%Ln record(s) on which both sides do not agree", nullptr, int(statistics.open)));
    if (m_states->currentIndex() > 0)
        showState(); // the empty screen tells them
}

void ConflictsPage::showState()
{
    if (m_model.isLoading())
        return; // the rows of another filter
    if (m_model.rowCount() > 0) {
        m_states->showContent();
        if (!m_table->currentIndex().isValid())
            m_table->selectRow(0);
        return showCurrent();
    }
    qint64 byRules = 0;
    for (const auto &[strategy, count] : m_statistics.settledByStrategy)
        byRules += count;
    m_states->showEmpty(tr("No conflicts."),
        tr("In the last 30 days rules settled %1 and people %2.")
            .arg(QString::number(byRules), QString::number(m_statistics.settledByPerson)));
}

void ConflictsPage::showCurrent()
{
    if (const ConflictView *view = m_model.rowAt(m_table->currentIndex().row()))
        m_detail->showConflict(*view, m_model.now());
}

void ConflictsPage::showError(const Error &error)
{
    m_states->showError(error);
}

} // namespace uds
