#include "engine/api/scheduleagent.h"

#include "engine/api/engineparts.h"
#include "engine/api/linkedstop.h"
#include "engine/schedule/scheduler.h"

#include <QCoreApplication>
#include <QScopeGuard>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QCoro::Task<Result<RunRow>> runStream(const ScheduleAgent::Runner *runner, Scheduler::Wanted wanted)
{
    RunRequest request;
    request.stream = wanted.stream;
    request.mode = wanted.mode == runModeName(RunMode::Full) ? RunMode::Full : RunMode::Incremental;
    request.trigger = u"schedule"_s;
    const Result<RunSummary> summary = co_await (*runner)(request);
    if (!summary)
        co_return tl::unexpected(summary.error());
    co_return summary->run;
}

} // namespace

QCoro::Task<Result<void>> ScheduleAgent::follow(Runner runner, std::stop_token caller, std::stop_token engine)
{
    if (m_isFollowing.exchange(true))
        co_return fail(ErrorKind::Configuration, u"schedule.running"_s,
            QCoreApplication::translate("uds", "The schedules are being followed already."));
    const auto ended = qScopeGuard([this] { m_isFollowing = false; });
    Scheduler scheduler(*m_parts.store, m_parts.clock,
        {[&runner](const Scheduler::Wanted &wanted) { return runStream(&runner, wanted); },
            [this](const QString &stream) { return m_parts.runs.isBusy(stream); },
            [this] { Q_EMIT m_parts.events.changed(); }});
    // Queued to this thread, because whoever edits or runs is on another one.
    QObject context;
    QObject::connect(
        &m_parts.events, &EngineEvents::changed, &context, [&scheduler] { scheduler.wake(); },
        Qt::QueuedConnection);
    const LinkedStop stop(caller, engine);
    co_return co_await scheduler.run(stop.token());
}

} // namespace uds
