#pragma once

#include "engine/api/conflictvalues.h"
#include "ui/widgets/keysettable.h"

namespace uds {

[[nodiscard]] inline qint64 keysetId(const ConflictView &row)
{
    return row.conflict.id;
}

/// Conflicts, newest first.
class ConflictsModel final : public KeysetTable<ConflictView> {
    Q_OBJECT

public:
    enum Column { Record, Stream, Fields, State, Amount, Since, Reason, ColumnCount };

    using KeysetTable::KeysetTable;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }
    [[nodiscard]] const QDateTime &now() const { return m_nowUtc; }

private:
    [[nodiscard]] QString text(const ConflictView &row, Column column) const;

    QDateTime m_nowUtc;
};

} // namespace uds
