#include "ui/failedrecords/failuresmodel.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"
#include "ui/widgets/words.h"

namespace uds {

int FailuresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant FailuresModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole && (column == Amount || column == Tries))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const FailureRow *row = rowAt(index.row());
    if (!row)
        return {};
    const FailureState state = m_excluded.contains(row->id) ? FailureState::Excluded : row->state;
    switch (role) {
    case Qt::DisplayRole: return column == State ? Words::failureState(state).text : text(*row, column);
    case ToneRole: return int(Words::failureState(state).tone);
    case IdRole: return row->id;
    case Qt::ToolTipRole:
        return column == LastSeen ? Formats::exact(row->lastSeenUtc) : Formats::toolTip(text(*row, column));
    default: return {};
    }
}

QString FailuresModel::text(const FailureRow &row, Column column) const
{
    switch (column) {
    case Number: return row.number.isEmpty() ? row.sourceId : row.number;
    case Kind: return Words::entity(row.sourceEntity);
    case Amount: return Formats::money(row.amount, row.currency);
    case Tries: return Formats::count(row.tries);
    case LastSeen: return Formats::when(row.lastSeenUtc, m_nowUtc);
    case Reason: return row.error.message;
    case State:
    case ColumnCount: break;
    }
    return {};
}

QVariant FailuresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && (section == Amount || section == Tries))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Number: return tr("Number");
    case Kind: return tr("Kind");
    case Amount: return tr("Amount");
    case State: return tr("State");
    case Tries: return tr("Tries");
    case LastSeen: return tr("Last tried");
    case Reason: return tr("Reason");
    case ColumnCount: break;
    }
    return {};
}

Qt::ItemFlags FailuresModel::flags(const QModelIndex &index) const
{
    const FailureRow *row = index.isValid() ? rowAt(index.row()) : nullptr;
    if (row && m_excluded.contains(row->id))
        return Qt::ItemNeverHasChildren;
    return KeysetTable::flags(index);
}

void FailuresModel::setExcluded(const QSet<qint64> &ids)
{
    if (ids == m_excluded)
        return;
    m_excluded = ids;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

} // namespace uds
