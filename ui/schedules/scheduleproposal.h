#pragma once

#include "engine/api/schedulevalues.h"

namespace uds {

/// A schedule that suits a stream and is not there yet.
struct ScheduleProposal {
    ScheduleDraft draft;
    QString sentence;
    friend bool operator==(const ScheduleProposal &, const ScheduleProposal &) = default;
};

} // namespace uds
