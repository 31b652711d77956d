#include "engine/api/plancheck.h"

#include "engine/sync/streamcontext.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds kValid = 24h;
constexpr std::chrono::seconds kClockSkew = 5min; // of the computer that made the plan

QString tr(const char *text)
{
    return QCoreApplication::translate("uds", text);
}

tl::unexpected<Error> refused(const QString &code, const QString &why)
{
    return fail(ErrorKind::Configuration, code,
        tr("This plan was not applied: %1. Nothing was sent.").arg(why),
        tr("Plan again and apply the new plan."));
}

PlanSide sideOf(const IntegrationRow &row)
{
    return {row.name, row.accountKey, row.settings[u"environment"].string()};
}

// An integration may have got another name since; the account counts.
Result<void> checkSide(const PlanSide &planned, const PlanSide &now)
{
    if (planned.environment != now.environment)
        return refused(u"plan.environment"_s,
            tr("it was made for the %1 account of “%2”, and the stream works with its %3 account now")
                .arg(planned.environment, planned.integration, now.environment));
    if (planned.account != now.account)
        return refused(u"plan.account"_s,
            tr("it was made for the account %1 of “%2”, and the stream works with %3 now")
                .arg(planned.account, planned.integration, now.account));
    return {};
}

} // namespace

PlanOrigin planOrigin(const StreamContext &context)
{
    return {
        context.library.fingerprint(), sideOf(context.sourceIntegration), sideOf(context.targetIntegration)};
}

Result<void> checkPlan(const Plan &plan, const PlanOrigin &now, const QDateTime &nowUtc)
{
    if (const auto fits = checkSide(plan.origin.source, now.source); !fits)
        return fits;
    if (const auto fits = checkSide(plan.origin.target, now.target); !fits)
        return fits;
    if (plan.origin.mapping != now.mapping)
        return refused(u"plan.mapping"_s, tr("it was made with other mappings than those of today"));
    const qint64 age = plan.readUtc.isValid() ? plan.readUtc.secsTo(nowUtc) : kValid.count() + 1;
    if (age > kValid.count())
        return refused(u"plan.stale"_s, tr("what it shows was read more than 24 hours ago"));
    if (age < -kClockSkew.count())
        return refused(u"plan.stale"_s, tr("it says that it was made in the future; a clock is wrong"));
    return {};
}

} // namespace uds
