#include "ui/reconcile/reconcilewords.h"

#include <QLocale>

namespace uds {

using namespace Qt::StringLiterals;

StateWord ReconcileWords::kind(DifferenceKind kind)
{
    switch (kind) {
    case DifferenceKind::Missing: return {tr("Missing"), Tone::Failure};
    case DifferenceKind::Extra: return {tr("Extra"), Tone::Warning};
    case DifferenceKind::Amount: return {tr("Amount"), Tone::Failure};
    case DifferenceKind::Date: return {tr("Date"), Tone::Warning};
    case DifferenceKind::Tax: return {tr("Tax"), Tone::Failure};
    case DifferenceKind::Duplicate: return {tr("Duplicate"), Tone::Failure};
    case DifferenceKind::Waiting: return {tr("Waiting"), Tone::Info};
    case DifferenceKind::Excluded: return {tr("Excluded"), Tone::Neutral};
    }
    Q_UNREACHABLE();
}

QString ReconcileWords::dayFormat()
{
    //: A short date, for example "4 Mar 2026".
    return tr("d MMM yyyy");
}

QString ReconcileWords::period(const QDate &from, const QDate &to)
{
    const QLocale locale;
    return tr("%1 \u2013 %2", "first day, last day")
        .arg(locale.toString(from, dayFormat()), locale.toString(to, dayFormat()));
}

QString ReconcileWords::verdict(const Reconciliation &result)
{
    const int open = result.openCount();
    const int explained = int(result.differences.size()) - open;
    QStringList parts{tr("%Ln record(s) agree(s)", nullptr, result.matched)};
    parts << (open == 0 ? tr("no difference") : tr("%Ln difference(s)", nullptr, open));
    if (explained > 0)
        parts << tr("%Ln explained", nullptr, explained);
    return parts.join(u" \u00b7 "_s);
}

QString ReconcileWords::basis(bool isLocal)
{
    return isLocal ? tr("By what this program knows: changes made at either side since are not seen.")
                   : tr("Both sides were read now.");
}

} // namespace uds
