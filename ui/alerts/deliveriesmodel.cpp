#include "ui/alerts/deliveriesmodel.h"

#include "ui/alerts/alertwords.h"
#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"

namespace uds {

using namespace Qt::StringLiterals;

int DeliveriesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant DeliveriesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AlertDeliveryRow *row = rowAt(index.row());
    if (!row)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*row, Column(index.column()));
    case Qt::ToolTipRole:
        return index.column() == Created ? Formats::exact(row->createdUtc)
                                         : Formats::toolTip(text(*row, Column(index.column())));
    case ToneRole: return int(AlertWords::delivery(row->state).tone);
    case IdRole: return row->id;
    default: return {};
    }
}

QString DeliveriesModel::text(const AlertDeliveryRow &row, Column column) const
{
    switch (column) {
    case Created: return Formats::when(row.createdUtc, m_nowUtc);
    case State: return AlertWords::delivery(row.state).text;
    case Channel: return row.channel;
    case Title: return row.title;
    case Attempts: return Formats::count(row.attempts);
    case Answer: return row.answer.isEmpty() ? u"\u2013"_s : row.answer;
    case ColumnCount: break;
    }
    return {};
}

QVariant DeliveriesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Created: return tr("Created");
    case State: return tr("State");
    case Channel: return tr("Channel");
    case Title: return tr("Message");
    case Attempts: return tr("Tries");
    case Answer: return tr("Answer");
    case ColumnCount: break;
    }
    return {};
}

} // namespace uds
