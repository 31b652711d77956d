#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/schedulevalues.h"

#include <QCoroTask>

namespace uds {

/// Keeps the schedules. Used on the general worker.
class ScheduleService {
public:
    /// \a parts must outlive the service.
    explicit ScheduleService(EngineParts &parts)
        : m_parts(parts)
    {
    }
    [[nodiscard]] QCoro::Task<Result<ScheduleOverview>> list();
    /// ErrorKind::Configuration with the field at fault, and nothing is changed: "schedule.cron",
    /// "schedule.zone", "schedule.windows", "schedule.cooldown", "schedule.mode", "stream.unknown".
    [[nodiscard]] QCoro::Task<Result<ScheduleSummary>> add(ScheduleDraft draft);
    /// The same, and "schedule.unknown". Nothing that was due before a change of its times is made up for.
    [[nodiscard]] QCoro::Task<Result<ScheduleSummary>> edit(qint64 id, ScheduleDraft draft);
    [[nodiscard]] QCoro::Task<Result<void>> remove(qint64 id);
    [[nodiscard]] QCoro::Task<Result<ScheduleSummary>> setEnabled(qint64 id, bool enabled);
    /// Stores nothing.
    [[nodiscard]] QCoro::Task<Result<ScheduleCheck>> check(ScheduleDraft draft, int count);
    [[nodiscard]] QCoro::Task<Result<QList<ScheduleLogEntry>>> log(
        qint64 scheduleId, qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<QList<ScheduleDraft>>> propose(QString stream);
    [[nodiscard]] QCoro::Task<Result<void>> setPaused(bool paused);

private:
    EngineParts &m_parts;
};

} // namespace uds
