#pragma once

#include "engine/api/reconcilevalues.h"
#include "ui/widgets/rowtable.h"

namespace uds {

/// The records and documents in which the sides differ, and why.
class DifferencesModel final : public RowTable<Difference> {
    Q_OBJECT

public:
    enum Column { Kind, Number, Document, Source, Target, Amount, Why };

    using RowTable::RowTable;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

protected:
    QStringList headings() const override;
    QString text(const Difference &row, int column) const override;
    Tone tone(const Difference &row) const override;
    qint64 id(const Difference &row) const override;
};

} // namespace uds
