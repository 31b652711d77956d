// The schedules' part of SyncApi.

#include "engine/api/engine.h"
#include "engine/api/syncapi.h"

namespace uds {

namespace {

QCoro::Task<Result<QList<PlannedRun>>> plannedRuns(ScheduleService *schedules, ScheduleDraft draft, int count)
{
    const Result<ScheduleCheck> check = co_await schedules->check(draft, count);
    if (!check)
        co_return tl::unexpected(check.error());
    co_return QList<PlannedRun>(check->nextRuns);
}

QCoro::Task<Result<ScheduleOverview>> overviewOf(ScheduleService *schedules, ScheduleAgent *agent)
{
    Result<ScheduleOverview> overview = co_await schedules->list();
    if (overview)
        overview->isFollowed = agent->isFollowing();
    co_return overview;
}

} // namespace

QCoro::Task<Result<ScheduleOverview>> SyncApi::schedules()
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->schedules, agent = &m_engine->scheduleAgent](
                 std::stop_token) { return overviewOf(service, agent); });
}

QCoro::Task<Result<ScheduleSummary>> SyncApi::addSchedule(ScheduleDraft draft)
{
    return m_engine->general(Permission::ManageSchedules)
        .run([service = &m_engine->schedules, draft = std::move(draft)](
                 std::stop_token) { return service->add(draft); });
}

QCoro::Task<Result<ScheduleSummary>> SyncApi::editSchedule(qint64 id, ScheduleDraft draft)
{
    return m_engine->general(Permission::ManageSchedules)
        .run([service = &m_engine->schedules, id, draft = std::move(draft)](
                 std::stop_token) { return service->edit(id, draft); });
}

QCoro::Task<Result<void>> SyncApi::removeSchedule(qint64 id)
{
    return m_engine->general(Permission::ManageSchedules)
        .run([service = &m_engine->schedules, id](std::stop_token) { return service->remove(id); });
}

QCoro::Task<Result<ScheduleSummary>> SyncApi::setScheduleEnabled(qint64 id, bool enabled)
{
    return m_engine->general(Permission::ManageSchedules)
        .run([service = &m_engine->schedules, id, enabled](
                 std::stop_token) { return service->setEnabled(id, enabled); });
}

QCoro::Task<Result<ScheduleCheck>> SyncApi::checkSchedule(ScheduleDraft draft, int count)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->schedules, draft = std::move(draft), count](
                 std::stop_token) { return service->check(draft, count); });
}

QCoro::Task<Result<QList<PlannedRun>>> SyncApi::nextRuns(QString cron, QString zone, int count)
{
    ScheduleDraft draft;
    draft.cron = cron;
    draft.zone = zone;
    return m_engine->general(Permission::See)
        .run([service = &m_engine->schedules, draft, count](
                 std::stop_token) { return plannedRuns(service, draft, count); });
}

QCoro::Task<Result<QList<ScheduleLogEntry>>> SyncApi::scheduleLog(
    qint64 scheduleId, qint64 beforeId, int limit)
{
    return m_engine->general(Permission::See)
        .run([service = &m_engine->schedules, scheduleId, beforeId, limit](
                 std::stop_token) { return service->log(scheduleId, beforeId, limit); });
}

QCoro::Task<Result<QList<ScheduleDraft>>> SyncApi::proposedSchedules(QString stream)
{
    return m_engine->general(Permission::See).run([service = &m_engine->schedules, stream](std::stop_token) {
        return service->propose(stream);
    });
}

QCoro::Task<Result<void>> SyncApi::pauseSchedules(bool paused)
{
    return m_engine->general(Permission::ManageSchedules)
        .run(
            [service = &m_engine->schedules, paused](std::stop_token) { return service->setPaused(paused); });
}

// What the schedules run was permitted when they were made: a session that locked itself stops none of them.
QCoro::Task<Result<void>> SyncApi::followSchedules(std::stop_token stop)
{
    const ScheduleAgent::Runner runner
        = [sync = &m_engine->sync, runs = &m_engine->runs, stop](const RunRequest &request) {
              return sync->own().run(
                  [runs, request, stop](std::stop_token engine) { return runs->run(request, stop, engine); });
          };
    return m_engine->agent(Permission::Run)
        .run([agent = &m_engine->scheduleAgent, runner, stop](
                 std::stop_token engine) { return agent->follow(runner, stop, engine); });
}

} // namespace uds
