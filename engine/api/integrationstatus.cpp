#include "engine/api/integrationstatus.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

QString integrationStatus(const IntegrationFacts &facts)
{
    if (facts.finding == "draft"_L1)
        return facts.finding;
    if (!facts.hasSecrets)
        return u"disconnected"_s;
    const bool hasEnded = facts.lastDay && facts.nowUtc >= *facts.lastDay;
    if (hasEnded || facts.finding == "reauth_required"_L1)
        return u"reauth_required"_s;
    if (facts.finding == "connected"_L1 && facts.isCircuitOpen)
        return u"degraded"_s;
    return facts.finding;
}

QString findingOf(const VerifyReport &report)
{
    if (report.error)
        return report.error->kind == ErrorKind::Authentication ? u"reauth_required"_s : u"error"_s;
    const bool hasWarning = std::any_of(report.steps.begin(), report.steps.end(),
        [](const VerifyStep &step) { return step.verdict == VerifyStep::Verdict::Warning; });
    return hasWarning ? u"degraded"_s : u"connected"_s;
}

QString findingOf(const Error &error)
{
    return error.kind == ErrorKind::Authentication ? u"reauth_required"_s : QString();
}

} // namespace uds
