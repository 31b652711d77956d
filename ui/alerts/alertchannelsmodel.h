#pragma once

#include "engine/api/alertvalues.h"
#include "ui/widgets/rowtable.h"

namespace uds {

/// Where alerts go. Shows no secret: the engine does not give any.
class AlertChannelsModel final : public RowTable<AlertChannelSummary> {
    Q_OBJECT

public:
    enum Column { State, Name, Kind, From, Secrets, Last, Answer, ColumnCount };

    using RowTable::RowTable;

    void setNow(const QDateTime &nowUtc);

protected:
    QStringList headings() const override;
    QString text(const AlertChannelSummary &row, int column) const override;
    Tone tone(const AlertChannelSummary &row) const override;
    qint64 id(const AlertChannelSummary &row) const override { return row.channel.id; }

private:
    QDateTime m_nowUtc;
};

} // namespace uds
