#pragma once

#include "engine/api/alertvalues.h"
#include "ui/widgets/keysettable.h"

namespace uds {

/// Every message that was sent, is tried again, or was given up; newest first.
class DeliveriesModel final : public KeysetTable<AlertDeliveryRow> {
    Q_OBJECT

public:
    enum Column { Created, State, Channel, Title, Attempts, Answer, ColumnCount };

    using KeysetTable::KeysetTable;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void setNow(const QDateTime &nowUtc) { m_nowUtc = nowUtc; }

private:
    [[nodiscard]] QString text(const AlertDeliveryRow &row, Column column) const;

    QDateTime m_nowUtc;
};

} // namespace uds
