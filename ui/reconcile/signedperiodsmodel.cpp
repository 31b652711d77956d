#include "ui/reconcile/signedperiodsmodel.h"

#include "ui/reconcile/reconcilewords.h"

#include <algorithm>

namespace uds {

namespace {

bool isChanged(const SignedPeriod &period)
{
    return period.signOff.changedUtc.isValid() || !period.changes.isEmpty();
}

} // namespace

QStringList SignedPeriodsModel::headings() const
{
    return {tr("State"), tr("Period"), tr("Stream"), tr("Differences"), tr("Signed by"), tr("Signed"),
        tr("Note")};
}

QString SignedPeriodsModel::text(const SignedPeriod &row, int column) const
{
    const SignOffRow &signOff = row.signOff;
    switch (Column(column)) {
    case State: return isChanged(row) ? tr("Changed since") : tr("Holds");
    case Period: return ReconcileWords::period(signOff.from, signOff.to);
    case Stream: return row.stream;
    case Differences: return Formats::count(signOff.differences);
    case SignedBy: return signOff.signedBy;
    case Signed: return Formats::when(signOff.signedUtc, m_nowUtc);
    case Note: return signOff.note;
    }
    return {};
}

QString SignedPeriodsModel::hint(const SignedPeriod &row, int column) const
{
    if (column == State && !row.changes.isEmpty())
        return row.changes.constLast().detail;
    return column == Signed ? Formats::exact(row.signOff.signedUtc) : text(row, column);
}

Tone SignedPeriodsModel::tone(const SignedPeriod &row) const
{
    return isChanged(row) ? Tone::Warning : Tone::Success;
}

qint64 SignedPeriodsModel::id(const SignedPeriod &row) const
{
    return row.signOff.id;
}

int SignedPeriodsModel::changedCount() const
{
    return int(std::count_if(rows().cbegin(), rows().cend(), isChanged));
}

} // namespace uds
