#pragma once

#include "engine/api/values.h"
#include "ui/widgets/keysettable.h"

namespace uds {

[[nodiscard]] inline qint64 keysetId(const RunSummary &row)
{
    return row.run.id;
}

/// All runs, newest first. Read = created + updated + voided + unchanged + skipped + failed + waiting.
class RunsModel final : public KeysetTable<RunSummary> {
    Q_OBJECT

public:
    enum Column {
        Started,
        Stream,
        State,
        Read,
        Created,
        Updated,
        Unchanged,
        Skipped,
        Failed,
        Amount,
        Duration,
        ColumnCount
    };

    using KeysetTable::KeysetTable;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }

private:
    [[nodiscard]] QString text(const RunSummary &row, Column column) const;

    QDateTime m_nowUtc;
};

} // namespace uds
