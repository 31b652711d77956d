#include "engine/api/planexclusion.h"

#include "engine/api/plancontent.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

bool fits(const PlanChange &change, const QString &word)
{
    return word == change.action || word == change.sourceId || word == planKey(change);
}

void leaveOut(PlanChange *change, const QString &reason)
{
    change->isLeftOut = true;
    change->reason = reason;
}

Result<void> leaveOutNamed(Plan *plan, const QString &word)
{
    bool found = false;
    for (PlanChange &change : plan->changes) {
        if (!fits(change, word) || (!isSent(change) && !change.isLeftOut))
            continue;
        found = true;
        leaveOut(&change, QCoreApplication::translate("uds", "Left out of the plan."));
    }
    if (found)
        return {};
    return fail(ErrorKind::Configuration, u"plan.exclude"_s,
        QCoreApplication::translate("uds", "The plan sends nothing that “%1” names.").arg(word),
        QCoreApplication::translate("uds",
            "Name a change as “<id> document”, a source record by its id, or create, update or void."));
}

// Parents stand anywhere in the plan, so until nothing changes any more.
void leaveOutDependants(Plan *plan)
{
    QHash<QString, QString> left; // key and name
    for (const PlanChange &change : std::as_const(plan->changes)) {
        if (change.isLeftOut)
            left.insert(change.key, change.label.isEmpty() ? planKey(change) : change.label);
    }
    bool isSettled = false;
    while (!isSettled) {
        isSettled = true;
        for (PlanChange &change : plan->changes) {
            const auto missing = std::ranges::find_if(
                change.needs, [&left](const QString &need) { return left.contains(need); });
            if (!isSent(change) || missing == change.needs.cend())
                continue;
            leaveOut(&change,
                QCoreApplication::translate("uds", "Left out because it needs %1, which was left out.")
                    .arg(left.value(*missing)));
            left.insert(change.key, planKey(change));
            isSettled = false;
        }
    }
}

} // namespace

Result<Plan> planWithout(Plan plan, const QStringList &words)
{
    for (const QString &word : words) {
        if (const auto done = leaveOutNamed(&plan, word); !done)
            return tl::unexpected(done.error());
    }
    leaveOutDependants(&plan);
    plan.counts = plannedCounts(plan.changes);
    return plan;
}

} // namespace uds
