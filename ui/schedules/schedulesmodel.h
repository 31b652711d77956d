#pragma once

#include "engine/api/schedulevalues.h"
#include "ui/widgets/rowtable.h"

namespace uds {

/// All schedules with when they run next.
class SchedulesModel final : public RowTable<ScheduleSummary> {
    Q_OBJECT

public:
    enum Column { State, Stream, When, Next, Result, Overlap, Missed, Windows, ColumnCount };

    using RowTable::RowTable;

    /// The countdown goes on.
    void setNow(const QDateTime &nowUtc);

protected:
    QStringList headings() const override;
    QString text(const ScheduleSummary &row, int column) const override;
    QString hint(const ScheduleSummary &row, int column) const override;
    Tone tone(const ScheduleSummary &row) const override;
    qint64 id(const ScheduleSummary &row) const override { return row.id; }

private:
    QDateTime m_nowUtc;
};

} // namespace uds
