#pragma once

#include "engine/api/values.h"
#include "ui/widgets/keysettable.h"

#include <QSet>

namespace uds {

/// Open failures of one cause, newest first.
class FailuresModel final : public KeysetTable<FailureRow> {
    Q_OBJECT

public:
    enum Column { Number, Kind, Amount, State, Tries, LastSeen, Reason, ColumnCount };

    using KeysetTable::KeysetTable;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }
    /// Rows that the person excluded while it can still be undone.
    void setExcluded(const QSet<qint64> &ids);

private:
    [[nodiscard]] QString text(const FailureRow &row, Column column) const;

    QSet<qint64> m_excluded;
    QDateTime m_nowUtc;
};

} // namespace uds
