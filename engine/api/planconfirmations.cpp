#include "engine/api/planconfirmations.h"

#include "engine/api/plancontent.h"
#include "engine/core/clock.h"
#include "engine/core/random.h"

#include <QCoreApplication>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kValid = 5min;
constexpr std::chrono::seconds kRemembered = 24h; // to tell "late" from "never given"
constexpr int kManyRemovals = 10;

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

tl::unexpected<Error> refused(const QString &code, const QString &message)
{
    return fail(ErrorKind::Conflict, code, message + u' ' + tr("Nothing was sent."),
        tr("Look at the plan and confirm it again."));
}

} // namespace

int changesOf(const Plan &plan)
{
    return int(std::ranges::count_if(plan.changes, isSent));
}

int removalsOf(const Plan &plan)
{
    return int(std::ranges::count_if(
        plan.changes, [](const PlanChange &change) { return isSent(change) && change.isRemoval; }));
}

bool needsConfirmation(const Plan &plan, int limit)
{
    return (limit > 0 && changesOf(plan) > limit) || removalsOf(plan) > kManyRemovals;
}

Result<PlanConfirmation> PlanConfirmations::confirm(const Plan &plan, const QString &earlier)
{
    if (!earlier.isEmpty()) {
        if (const auto first = taken(plan, earlier); !first)
            return tl::unexpected(first.error());
    }
    forgetLate();
    PlanConfirmation confirmation;
    confirmation.changes = changesOf(plan);
    confirmation.removals = removalsOf(plan);
    confirmation.isEnough = confirmation.removals <= kManyRemovals || !earlier.isEmpty();
    confirmation.untilUtc = m_clock.nowUtc().addSecs(kValid.count());
    confirmation.token = QString::number(m_random.next(), 16).rightJustified(16, u'0')
        + QString::number(m_random.next(), 16).rightJustified(16, u'0');
    m_given.insert(confirmation.token, {planDigest(plan), confirmation.untilUtc, confirmation.isEnough});
    return confirmation;
}

void PlanConfirmations::forgetLate()
{
    const QDateTime oldest = m_clock.nowUtc().addSecs(-kRemembered.count());
    m_given.removeIf([&oldest](const auto &given) { return given.value().untilUtc < oldest; });
}

Result<PlanConfirmations::Given> PlanConfirmations::taken(const Plan &plan, const QString &token)
{
    const auto found = m_given.constFind(token);
    if (found == m_given.cend())
        return refused(u"confirm.used"_s, tr("This confirmation was used before, or was never given."));
    const Given given = found.value();
    if (m_clock.nowUtc() > given.untilUtc)
        return refused(u"confirm.late"_s, tr("This confirmation is older than five minutes."));
    if (given.digest != planDigest(plan))
        return refused(u"confirm.otherPlan"_s, tr("This confirmation is for another plan."));
    m_given.remove(token);
    return given;
}

Result<void> PlanConfirmations::take(const Plan &plan, const QString &token)
{
    if (token.isEmpty())
        return refused(u"confirm.needed"_s,
            tr("This plan makes %1 changes and was not confirmed.").arg(changesOf(plan)));
    const auto given = taken(plan, token);
    if (!given)
        return tl::unexpected(given.error());
    if (!given->isEnough)
        return refused(u"confirm.twice"_s,
            tr("This plan voids or takes out of use %1 records: it is confirmed twice.")
                .arg(removalsOf(plan)));
    return {};
}

} // namespace uds
