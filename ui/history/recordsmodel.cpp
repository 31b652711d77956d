#include "ui/history/recordsmodel.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"
#include "ui/widgets/words.h"

namespace uds {

using namespace Qt::StringLiterals;

int RecordsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RecordsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == Amount)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    const HistoryRow *row = rowAt(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*row, Column(index.column()));
    case ToneRole: return int(Words::recordAction(row->action).tone);
    case IdRole: return row->id;
    case Qt::ToolTipRole:
        return index.column() == When ? Formats::exact(row->atUtc)
                                      : Formats::toolTip(text(*row, Column(index.column())));
    default: return {};
    }
}

QString RecordsModel::text(const HistoryRow &row, Column column) const
{
    switch (column) {
    case When: return Formats::when(row.atUtc, m_nowUtc);
    case Number: return row.number.isEmpty() ? row.sourceId : row.number;
    case Kind: return Words::entity(row.sourceEntity);
    case Action: return Words::recordAction(row.action).text;
    case Target: {
        const QString id = row.targetNumber.isEmpty() ? row.targetId : row.targetNumber;
        return id.isEmpty() ? u"\u2013"_s
                            : tr("%1 %2", "entity, number").arg(Words::entity(row.targetEntity), id);
    }
    case Amount: return Formats::money(row.amount, row.currency);
    case Stream: return m_streams.value(row.streamId);
    case Note: return row.message;
    case ColumnCount: break;
    }
    return {};
}

QVariant RecordsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && section == Amount)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case When: return tr("Time");
    case Number: return tr("Number");
    case Kind: return tr("Kind");
    case Action: return tr("Result");
    case Target: return tr("In the target");
    case Amount: return tr("Amount");
    case Stream: return tr("Stream");
    case Note: return tr("Note");
    case ColumnCount: break;
    }
    return {};
}

void RecordsModel::setStreamNames(const QHash<qint64, QString> &names)
{
    if (names == m_streams)
        return;
    m_streams = names;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Stream), index(rowCount() - 1, Stream));
}

} // namespace uds
