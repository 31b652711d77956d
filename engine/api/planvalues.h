#pragma once

#include <QDateTime>
#include <QString>

namespace uds {

/// A person's word for exactly one plan.
struct PlanConfirmation {
    QString token; ///< for apply(), or for the second confirmation
    bool isEnough = true; ///< false: so much is removed that it is confirmed once more
    int changes = 0; ///< that would be sent
    int removals = 0; ///< of them: documents voided, records taken out of use
    QDateTime untilUtc;
    friend bool operator==(const PlanConfirmation &, const PlanConfirmation &) = default;
};

} // namespace uds
