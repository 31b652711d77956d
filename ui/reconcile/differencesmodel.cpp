#include "ui/reconcile/differencesmodel.h"

#include "ui/reconcile/reconcilewords.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kDash = u"\u2013"_s;

bool isAmount(int column)
{
    return column == DifferencesModel::Source || column == DifferencesModel::Target
        || column == DifferencesModel::Amount;
}

QString sourceText(const Difference &difference)
{
    const QString number = difference.sourceNumber.isEmpty() ? difference.sourceId : difference.sourceNumber;
    return number.isEmpty() ? kDash : number;
}

QString documentText(const Difference &difference)
{
    const QString number = difference.targetNumber.isEmpty() ? difference.targetId : difference.targetNumber;
    if (number.isEmpty())
        return kDash;
    return DifferencesModel::tr("%1 %2", "entity, number")
        .arg(Words::entity(difference.targetEntity), number);
}

} // namespace

QVariant DifferencesModel::data(const QModelIndex &index, int role) const
{
    if (role == Qt::TextAlignmentRole && isAmount(index.column()))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return RowTable::data(index, role);
}

QVariant DifferencesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role == Qt::TextAlignmentRole && isAmount(section))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return RowTable::headerData(section, orientation, role);
}

QStringList DifferencesModel::headings() const
{
    return {tr("Class"), tr("Number"), tr("Document"), tr("Source"), tr("Target"), tr("Difference"),
        tr("Explanation")};
}

QString DifferencesModel::text(const Difference &row, int column) const
{
    switch (Column(column)) {
    case Kind: return ReconcileWords::kind(row.kind).text;
    case Number: return sourceText(row);
    case Document: return documentText(row);
    case Source: return Formats::money(row.source, row.currency);
    case Target: return Formats::money(row.target, row.currency);
    case Amount: return Formats::money(row.amount(), row.currency);
    case Why: return row.detail;
    }
    return {};
}

Tone DifferencesModel::tone(const Difference &row) const
{
    return ReconcileWords::kind(row.kind).tone;
}

qint64 DifferencesModel::id(const Difference &row) const
{
    return rows().indexOf(row) + 1;
}

} // namespace uds
