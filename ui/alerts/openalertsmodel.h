#pragma once

#include "engine/api/alertvalues.h"
#include "ui/widgets/rowtable.h"

namespace uds {

/// What is wrong now.
class OpenAlertsModel final : public RowTable<OpenAlert> {
    Q_OBJECT

public:
    enum Column { Severity, What, Times, Since, State, ColumnCount };

    using RowTable::RowTable;

    void setNow(const QDateTime &nowUtc);

protected:
    QStringList headings() const override;
    QString text(const OpenAlert &row, int column) const override;
    QString hint(const OpenAlert &row, int column) const override;
    Tone tone(const OpenAlert &row) const override;
    qint64 id(const OpenAlert &row) const override;

private:
    QDateTime m_nowUtc;
};

} // namespace uds
