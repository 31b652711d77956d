#include "ui/widgets/tableview.h"

#include "ui/widgets/chipdelegate.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>

namespace uds {

using namespace Qt::StringLiterals;

TableView::TableView(const QString &name, QWidget *parent)
    : QTableView(parent)
{
    setAccessibleName(name);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setWordWrap(false);
    setTextElideMode(Qt::ElideRight);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme::step() * 9 / 2);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionsClickable(false);
}

void TableView::setModel(QAbstractItemModel *model)
{
    // Before the view's own reaction, which forgets the selection.
    connect(model, &QAbstractItemModel::modelAboutToBeReset, this, &TableView::rememberSelection);
    QTableView::setModel(model);
    connect(model, &QAbstractItemModel::modelReset, this, &TableView::restoreSelection);
}

void TableView::rememberSelection()
{
    const QList<qint64> ids = selectedIds();
    m_selected = QSet<qint64>(ids.begin(), ids.end());
    m_current = currentIndex().isValid() ? currentIndex().data(IdRole).toLongLong() : 0;
}

void TableView::restoreSelection()
{
    QItemSelection selection;
    QModelIndex current;
    for (int row = 0; row < model()->rowCount() && !m_selected.isEmpty(); ++row) {
        const QModelIndex index = model()->index(row, 0);
        const qint64 id = index.data(IdRole).toLongLong();
        if (id == m_current)
            current = index;
        if (m_selected.remove(id))
            selection.select(index, index);
    }
    selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (current.isValid())
        selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    m_selected.clear();
    Q_EMIT rowSelectionChanged();
}

void TableView::setChipColumn(int column)
{
    setItemDelegateForColumn(column, new ChipDelegate(this));
}

void TableView::setColumnWidths(const QList<int> &characters, int stretched)
{
    const int character = fontMetrics().averageCharWidth();
    QFont strong = font();
    strong.setWeight(QFont::DemiBold);
    const QFontMetrics heading(strong);
    for (int column = 0; column < characters.size(); ++column) {
        const QString title = model()->headerData(column, Qt::Horizontal).toString();
        const int text = qMax(characters.at(column) * character, heading.horizontalAdvance(title));
        setColumnWidth(column, text + theme::step() * 3);
    }
    m_stretched = stretched;
    horizontalHeader()->setSectionResizeMode(stretched, QHeaderView::Stretch);
    horizontalHeader()->setMinimumSectionSize(character * 6);
}

void TableView::setColumnsHidden(const QList<int> &columns, bool hidden)
{
    for (const int column : columns)
        setColumnHidden(column, hidden);
    horizontalHeader()->setStretchLastSection(m_stretched >= 0 && isColumnHidden(m_stretched));
}

QList<qint64> TableView::selectedIds() const
{
    QList<qint64> ids;
    if (!selectionModel())
        return ids;
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex &row : std::as_const(rows))
        ids << row.data(IdRole).toLongLong();
    return ids;
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        return copySelection();
    QTableView::keyPressEvent(event);
}

void TableView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT rowSelectionChanged();
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row())
        Q_EMIT currentRowChanged(current.isValid() ? current.row() : -1);
}

void TableView::copySelection() const
{
    QModelIndexList rows = selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList lines;
    for (const QModelIndex &row : std::as_const(rows)) {
        QStringList cells;
        for (int column = 0; column < model()->columnCount(); ++column)
            cells << row.siblingAtColumn(column).data().toString();
        lines << cells.join(u'\t');
    }
    QApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace uds
