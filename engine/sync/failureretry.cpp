#include "engine/sync/failureretry.h"

#include "engine/core/random.h"

#include <QStringList>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

// Full delays as they double; a fifth of each is up to chance, so that many failures do not come back at
// once.
std::chrono::milliseconds delayOf(
    int earlierTries, const Error &error, Random &random, const FailureRetryRules &rules)
{
    std::chrono::milliseconds delay = rules.first;
    for (int i = 0; i < earlierTries && delay < rules.longest; ++i)
        delay *= 2;
    delay = std::min(delay, rules.longest);
    const auto share = quint64(delay.count() / 5);
    delay -= std::chrono::milliseconds(random.below(share + 1));
    return std::max(delay, error.retryAfter.value_or(std::chrono::milliseconds(0)));
}

// A person has to choose whose version counts; the program never does.
bool asksForAChoice(const Error &error)
{
    static const QStringList codes{
        u"document.editedAtTarget"_s, u"document.changedMeanwhile"_s, u"document.gone"_s};
    return codes.contains(error.code);
}

bool isDecided(const CaredFailure &cared)
{
    return cared.care.plannedForTries >= cared.failure.tries;
}

} // namespace

bool healsWithTime(const Error &error)
{
    return error.kind == ErrorKind::Network || error.kind == ErrorKind::RateLimited;
}

bool isWorthARetry(const CaredFailure &cared, const QByteArray &circumstances)
{
    return !cared.care.circumstances.isEmpty() && cared.care.circumstances != circumstances
        && !asksForAChoice(cared.failure.error);
}

FailureRetryDecision decideRetry(const CaredFailure &cared, const QByteArray &circumstances,
    const QDateTime &nowUtc, Random &random, const FailureRetryRules &rules)
{
    FailureRetryDecision decision{cared.failure.state, cared.care};
    const bool isOpen
        = cared.failure.state == FailureState::NeedsYou || cared.failure.state == FailureState::WillRetry;
    const bool isWorth = isWorthARetry(cared, circumstances);
    if (!isOpen || (isDecided(cared) && !isWorth))
        return decision;
    FailureCareRow &care = decision.care;
    care.plannedForTries = cared.failure.tries;
    care.circumstances = circumstances;
    care.nextTryUtc = {};
    decision.state = FailureState::NeedsYou;
    if (isWorth) {
        care.automaticTries = 0;
        care.nextTryUtc = nowUtc;
    } else if (healsWithTime(cared.failure.error) && care.automaticTries < rules.tries) {
        const auto delay = delayOf(care.automaticTries, cared.failure.error, random, rules);
        care.nextTryUtc = nowUtc.addMSecs(delay.count());
        ++care.automaticTries;
    }
    if (care.nextTryUtc.isValid())
        decision.state = FailureState::WillRetry;
    return decision;
}

FailureCareRow tryBegun(FailureCareRow care)
{
    care.nextTryUtc = {};
    care.plannedForTries = 0;
    return care;
}

} // namespace uds
