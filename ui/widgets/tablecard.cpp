#include "ui/widgets/tablecard.h"

#include "ui/widgets/card.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statestack.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace uds {

TableCard::TableCard(const QString &heading, QAbstractItemModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_table(new TableView(heading, this))
    , m_states(new StateStack(m_table, this))
    , m_actions(new QHBoxLayout)
{
    m_table->setModel(&model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_states->showLoading(tr("Reading…"));
    m_actions->setSpacing(theme::step());
    m_actions->addWidget(new PlainLabel(heading, PlainLabel::Style::Heading, this));
    m_actions->addStretch(1);
    auto *card = new Card(this);
    card->body()->addLayout(m_actions);
    card->body()->addWidget(m_states, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(card);
    connect(&model, &QAbstractItemModel::modelReset, this, &TableCard::showRows);
    connect(&model, &QAbstractItemModel::dataChanged, this, &TableCard::updateActions);
    connect(m_table, &TableView::rowSelectionChanged, this, &TableCard::updateActions);
    connect(m_table, &TableView::activated, this,
        [this](const QModelIndex &index) { Q_EMIT rowActivated(index.row()); });
    connect(m_states, &StateStack::emptyActionTriggered, this, &TableCard::emptyActionTriggered);
    connect(m_states, &StateStack::retryRequested, this, &TableCard::retryRequested);
}

void TableCard::addRowAction(QPushButton *button)
{
    m_rowActions << button;
    button->setEnabled(chosenRow() >= 0);
    addAction(button);
}

void TableCard::addAction(QPushButton *button)
{
    m_actions->addWidget(button);
}

void TableCard::setEmptyText(const EmptyText &text)
{
    m_emptyText = text;
    if (m_isRead)
        showRows();
}

void TableCard::showError(const Error &error)
{
    m_isRead = false;
    m_states->showError(error);
}

int TableCard::chosenRow() const
{
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? -1 : rows.constFirst().row();
}

// One row is always chosen, so that the actions can be reached by keyboard at once.
void TableCard::showRows()
{
    m_isRead = true;
    if (m_model.rowCount() == 0)
        m_states->showEmpty(m_emptyText.sentence, m_emptyText.detail, m_emptyText.action);
    else
        m_states->showContent();
    if (m_model.rowCount() > 0 && chosenRow() < 0)
        m_table->selectRow(0);
    updateActions();
}

void TableCard::updateActions()
{
    for (QPushButton *button : std::as_const(m_rowActions))
        button->setEnabled(chosenRow() >= 0);
    Q_EMIT chosenRowChanged();
}

} // namespace uds
