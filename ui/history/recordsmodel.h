#pragma once

#include "engine/api/values.h"
#include "ui/widgets/keysettable.h"

#include <QHash>

namespace uds {

/// What happened to records, newest first; made for millions of rows.
class RecordsModel final : public KeysetTable<HistoryRow> {
    Q_OBJECT

public:
    enum Column { When, Number, Kind, Action, Target, Amount, Stream, Note, ColumnCount };

    using KeysetTable::KeysetTable;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }
    void setStreamNames(const QHash<qint64, QString> &names);

private:
    [[nodiscard]] QString text(const HistoryRow &row, Column column) const;

    QHash<qint64, QString> m_streams;
    QDateTime m_nowUtc;
};

} // namespace uds
