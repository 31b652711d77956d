#include "ui/reconcile/booksmodel.h"

namespace uds {

namespace {

bool isFigure(int column)
{
    return column == BooksModel::Source || column == BooksModel::Target;
}

BooksLine countLine(const CurrencyBooks &books)
{
    const int difference = books.source.count - books.target.count;
    return {books.currency, BooksModel::tr("Records"), Formats::count(books.source.count),
        Formats::count(books.target.count), Formats::count(difference), difference == 0};
}

BooksLine amountLine(const QString &measure, const CurrencyBooks &books, Decimal BookSum::*amount)
{
    const Decimal &source = books.source.*amount;
    const Decimal &target = books.target.*amount;
    return {books.currency, measure, Formats::money(source, books.currency),
        Formats::money(target, books.currency), Formats::money(source - target, books.currency),
        source == target};
}

} // namespace

QVariant BooksModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && isFigure(index.column()))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return RowTable::data(index, role);
}

QVariant BooksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && isFigure(section))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return RowTable::headerData(section, orientation, role);
}

QStringList BooksModel::headings() const
{
    return {tr("Currency"), tr("What"), tr("Source"), tr("Target"), tr("Difference")};
}

QString BooksModel::text(const BooksLine &row, int column) const
{
    switch (Column(column)) {
    case Currency: return row.currency;
    case Measure: return row.measure;
    case Source: return row.source;
    case Target: return row.target;
    case Difference: return row.isEqual ? tr("None") : row.difference;
    }
    return {};
}

Tone BooksModel::tone(const BooksLine &row) const
{
    return row.isEqual ? Tone::Success : Tone::Failure;
}

qint64 BooksModel::id(const BooksLine &row) const
{
    return rows().indexOf(row) + 1;
}

void BooksModel::setBooks(const QList<CurrencyBooks> &books)
{
    QList<BooksLine> lines;
    for (const CurrencyBooks &one : books)
        lines << countLine(one) << amountLine(tr("Total"), one, &BookSum::total)
              << amountLine(tr("Tax"), one, &BookSum::tax)
              << amountLine(tr("Shipping"), one, &BookSum::shipping);
    setRows(lines);
}

} // namespace uds
