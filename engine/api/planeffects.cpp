#include "engine/api/planeffects.h"

#include "engine/api/plancontent.h"

#include <QCoreApplication>

#include <numeric>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

int sumOf(const QMap<QString, int> &counts)
{
    return std::accumulate(counts.cbegin(), counts.cend(), 0);
}

// " (Invoice 40, SalesReceipt 94)"
QString inBrackets(const QMap<QString, int> &counts)
{
    QStringList parts;
    for (auto count = counts.cbegin(); count != counts.cend(); ++count)
        parts.append(QCoreApplication::translate("uds", "%1 %2").arg(count.key()).arg(count.value()));
    return parts.isEmpty() ? QString() : u" (%1)"_s.arg(parts.join(u", "_s));
}

} // namespace

int PlanEffects::documentCount() const
{
    return sumOf(documents);
}

int PlanEffects::otherCount() const
{
    return sumOf(others);
}

PlanEffects effectsOf(const Plan &plan)
{
    PlanEffects effects;
    for (const PlanChange &change : plan.changes) {
        if (!isSent(change))
            continue;
        QMap<QString, int> &counts = change.purpose == u"document"_s ? effects.documents : effects.others;
        ++counts[change.targetEntity];
    }
    return effects;
}

QString effectsText(const PlanEffects &effects)
{
    return QCoreApplication::translate("uds", "documents: %1, other records: %2")
        .arg(QString::number(effects.documentCount()) + inBrackets(effects.documents),
            QString::number(effects.otherCount()) + inBrackets(effects.others));
}

} // namespace uds
