#pragma once

#include "engine/api/schedulevalues.h"
#include "ui/widgets/keysettable.h"

namespace uds {

[[nodiscard]] inline qint64 keysetId(const ScheduleLogEntry &entry)
{
    return entry.row.id;
}

/// What was decided about each due run, newest first.
class ScheduleLogModel final : public KeysetTable<ScheduleLogEntry> {
    Q_OBJECT

public:
    enum Column { Planned, Stream, Decision, Decided, ColumnCount };

    using KeysetTable::KeysetTable;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }

private:
    [[nodiscard]] QString text(const ScheduleLogEntry &entry, Column column) const;

    QDateTime m_nowUtc;
};

} // namespace uds
