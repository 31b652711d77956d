#pragma once

#include "engine/store/failurerepository.h"

namespace uds {

/// What grouping by cause needs of an open failure.
struct OpenFailure {
    qint64 id = 0;
    QString causeKey;
    std::optional<Decimal> amount;
    QString currency;
    QDateTime firstSeenUtc;
    QDateTime lastSeenUtc;
};

/// A cause whose error is still to be read from its newest failure.
struct Cause {
    CauseRow row;
    qint64 newestId = 0;
};

/// Most money first, then oldest. Amounts are summed exactly; several currencies are not summed at all.
[[nodiscard]] QList<Cause> groupByCause(const QList<OpenFailure> &open);

} // namespace uds
