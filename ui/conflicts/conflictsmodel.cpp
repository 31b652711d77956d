#include "ui/conflicts/conflictsmodel.h"

#include "ui/conflicts/conflictwords.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"

namespace uds {

int ConflictsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ConflictsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto column = Column(index.column());
    if (role == Qt::TextAlignmentRole && column == Amount)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const ConflictView *row = rowAt(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*row, column);
    case ToneRole: return int(ConflictWords::state(row->conflict.state).tone);
    case IdRole: return row->conflict.id;
    case Qt::ToolTipRole:
        return column == Since ? Formats::exact(row->conflict.firstSeenUtc)
                               : Formats::toolTip(text(*row, column));
    default: return {};
    }
}

QString ConflictsModel::text(const ConflictView &row, Column column) const
{
    switch (column) {
    case Record: return ConflictWords::record(row.conflict);
    case Stream: return row.stream;
    case Fields: return ConflictWords::fields(row.conflict);
    case State: return ConflictWords::state(row.conflict.state).text;
    case Amount: return Formats::money(row.conflict.total, row.conflict.currency);
    case Since: return Formats::ago(row.conflict.firstSeenUtc, m_nowUtc);
    case Reason: return row.conflict.reason;
    case ColumnCount: break;
    }
    return {};
}

QVariant ConflictsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Amount)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Record: return tr("Record");
    case Stream: return tr("Stream");
    case Fields: return tr("In conflict");
    case State: return tr("State");
    case Amount: return tr("Amount");
    case Since: return tr("Since");
    case Reason: return tr("Reason");
    case ColumnCount: break;
    }
    return {};
}

} // namespace uds
