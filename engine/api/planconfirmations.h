#pragma once

#include "engine/api/planvalues.h"
#include "engine/api/values.h"

#include <QHash>

namespace uds {

class Clock;
class Random;

/// Tokens that stand for a person's confirmation: each for one plan, once, for five minutes. They live as
/// long as the engine does.
class PlanConfirmations {
public:
    /// Both outlive it.
    PlanConfirmations(Clock &clock, Random &random)
        : m_clock(clock)
        , m_random(random)
    {
    }

    /// A plan that removes more than ten things is confirmed twice: \a earlier is the first token then.
    /// Errors as of take().
    [[nodiscard]] Result<PlanConfirmation> confirm(const Plan &plan, const QString &earlier);
    /// Uses up a token for \a plan. ErrorKind::Conflict: "confirm.needed" without one, "confirm.used" when it
    /// was used before or nobody gave it, "confirm.late", "confirm.otherPlan", "confirm.twice".
    [[nodiscard]] Result<void> take(const Plan &plan, const QString &token);

private:
    struct Given {
        QByteArray digest;
        QDateTime untilUtc;
        bool isEnough = false;
    };
    [[nodiscard]] Result<Given> taken(const Plan &plan, const QString &token);
    void forgetLate();

    Clock &m_clock;
    Random &m_random;
    QHash<QString, Given> m_given; // by token
};

/// More changes than \a limit, where that is not zero, or more removals than anybody should send unasked.
[[nodiscard]] bool needsConfirmation(const Plan &plan, int limit);
/// How many changes of \a plan would be sent, and how many of them remove something.
[[nodiscard]] int changesOf(const Plan &plan);
[[nodiscard]] int removalsOf(const Plan &plan);

} // namespace uds
