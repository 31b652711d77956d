#pragma once

#include "engine/api/failurevalues.h"
#include "ui/widgets/keysettable.h"

#include <QSet>

namespace uds {

[[nodiscard]] inline qint64 keysetId(const FailureView &row)
{
    return row.failure.id;
}

/// Open failures of one cause with what people said about them, newest first.
class FailuresModel final : public KeysetTable<FailureView> {
    Q_OBJECT

public:
    enum Column { Number, Kind, Amount, State, Tries, LastSeen, NextTry, Owner, Note, Reason, ColumnCount };

    using KeysetTable::KeysetTable;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }
    /// Rows that the person excluded while it can still be undone.
    void setExcluded(const QSet<qint64> &ids);

private:
    [[nodiscard]] QString text(const FailureView &row, Column column) const;
    [[nodiscard]] QString nextTry(const FailureView &row) const;
    [[nodiscard]] QString toolTip(const FailureView &row, Column column) const;
    [[nodiscard]] QString stateText(const FailureView &row) const;

    QSet<qint64> m_excluded;
    QDateTime m_nowUtc;
};

} // namespace uds
