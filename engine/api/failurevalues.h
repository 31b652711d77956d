#pragma once

#include "engine/core/error.h"
#include "engine/store/failurecarerepository.h"

#include <QList>
#include <QString>

namespace uds {

/// Keeps records out until somebody or the end date brings them back.
struct FailureExclusion {
    QString reason;
    QDateTime untilUtc; ///< invalid = until somebody ends it
    QString by;
};

/// What somebody says about failures without changing what becomes of them. Absent parts stay as they are.
struct FailureRemark {
    QString by;
    bool acknowledges = false;
    std::optional<QString> assignee; ///< empty = nobody any more
    std::optional<QString> note;
};

/// One failure with everything that a person needs to decide about it.
struct FailureView {
    FailureRow failure;
    FailureCareRow care;
    QString stream;
    bool changedSince = false; ///< mapping or settings are others than at the last try: worth one
    /// What waits for its outcome, in order of sending.
    QList<FailureCareRepository::Dependant> waiting;
    friend bool operator==(const FailureView &, const FailureView &) = default;
};

} // namespace uds
