#pragma once

#include "engine/observe/runlogevent.h"
#include "engine/store/runrepository.h"
#include "engine/sync/syncrequest.h"

#include <QList>

#include <optional>

namespace uds {

class Clock;
class Database;

/// What happens in one run, collected while it goes on and written when it has ended. On the run's thread.
class RunLog {
public:
    /// \a clock must outlive the log.
    explicit RunLog(Clock &clock);

    void note(const SyncProgress &progress);
    /// The whole log of \a run, with the records that failed in it. Inside a write.
    [[nodiscard]] Result<void> write(Database &database, const RunRow &run) const;

private:
    Clock &m_clock;
    std::optional<SyncProgress::Stage> m_stage;
    QList<RunLogEvent> m_events;
};

} // namespace uds
