#pragma once

#include "engine/api/alertvalues.h"
#include "ui/widgets/rowtable.h"

namespace uds {

/// What is told of, and over which channels.
class AlertRulesModel final : public RowTable<AlertRule> {
    Q_OBJECT

public:
    enum Column { State, Condition, Severity, Channels, ColumnCount };

    using RowTable::RowTable;

protected:
    QStringList headings() const override;
    QString text(const AlertRule &row, int column) const override;
    Tone tone(const AlertRule &row) const override;
    qint64 id(const AlertRule &row) const override { return int(row.type) + 1; }
};

} // namespace uds
