#pragma once

#include "engine/api/reconcilevalues.h"
#include "ui/widgets/rowtable.h"

namespace uds {

/// One total of both sides, in words.
struct BooksLine {
    QString currency;
    QString measure;
    QString source;
    QString target;
    QString difference;
    bool isEqual = true;
    friend bool operator==(const BooksLine &, const BooksLine &) = default;
};

/// The totals of both sides: count, sum, tax and shipping of each currency, and what they differ by.
class BooksModel final : public RowTable<BooksLine> {
    Q_OBJECT

public:
    enum Column { Currency, Measure, Source, Target, Difference };

    using RowTable::RowTable;

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void setBooks(const QList<CurrencyBooks> &books);

protected:
    QStringList headings() const override;
    QString text(const BooksLine &row, int column) const override;
    Tone tone(const BooksLine &row) const override;
    qint64 id(const BooksLine &row) const override;
};

} // namespace uds
