#include "ui/schedules/schedulelogmodel.h"

#include "ui/widgets/formats.h"
#include "ui/widgets/tone.h"

namespace uds {

int ScheduleLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ScheduleLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ScheduleLogEntry *entry = rowAt(index.row());
    if (!entry)
        return {};
    switch (role) {
    case Qt::DisplayRole: return text(*entry, Column(index.column()));
    case Qt::ToolTipRole:
        return index.column() == Planned ? Formats::exact(entry->row.plannedUtc)
                                         : Formats::toolTip(text(*entry, Column(index.column())));
    case IdRole: return entry->row.id;
    default: return {};
    }
}

QString ScheduleLogModel::text(const ScheduleLogEntry &entry, Column column) const
{
    switch (column) {
    case Planned: return Formats::when(entry.row.plannedUtc, m_nowUtc);
    case Stream: return entry.stream;
    case Decision: return entry.sentence;
    case Decided: return Formats::when(entry.row.decidedUtc, m_nowUtc);
    case ColumnCount: break;
    }
    return {};
}

QVariant ScheduleLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Planned: return tr("Due");
    case Stream: return tr("Stream");
    case Decision: return tr("What was decided");
    case Decided: return tr("Decided");
    case ColumnCount: break;
    }
    return {};
}

} // namespace uds
