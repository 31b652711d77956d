#include "engine/schedule/scheduler.h"

#include "engine/schedule/schedulepause.h"
#include "engine/schedule/schedulerecords.h"
#include "engine/store/streamrepository.h"

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using std::chrono::milliseconds;

// Timers stand still while a computer sleeps, and clocks are set: so the time is looked at again and again.
constexpr milliseconds kLongestPause = 30s;
constexpr milliseconds kAtOnce = 1ms;

bool hasFailed(const Result<RunRow> &outcome)
{
    if (outcome)
        return outcome->state == RunState::Failed;
    return outcome.error().kind != ErrorKind::Cancelled;
}

/// A stop of its own that also follows another one.
class FollowingStop {
public:
    FollowingStop(std::stop_source own, const std::stop_token &other)
        : m_follow(other, [own] { std::stop_source(own).request_stop(); })
    {
    }

private:
    std::stop_callback<std::function<void()>> m_follow;
};

} // namespace

Scheduler::Scheduler(Store &store, Clock &clock, Streams streams)
    : m_store(store)
    , m_clock(clock)
    , m_streams(std::move(streams))
{
}

QCoro::Task<Result<void>> Scheduler::run(std::stop_token stop)
{
    const auto recover
        = [now = m_clock.nowUtc()](Database &database) { return recoverSchedules(database, now); };
    const Result<void> recovered = co_await m_store.write(recover);
    if (!recovered)
        co_return tl::unexpected(recovered.error());
    while (!stop.stop_requested()) {
        m_wake = std::stop_source();
        const FollowingStop follow(m_wake, stop);
        const milliseconds pause = co_await look();
        co_await m_clock.sleepFor(pause, m_wake.get_token());
    }
    co_await m_scope.finished();
    co_return Result<void>();
}

Result<QList<Scheduler::Entry>> Scheduler::load(Database &database)
{
    QList<Entry> entries;
    const Result<bool> paused = areSchedulesPaused(database);
    if (!paused)
        return tl::unexpected(paused.error());
    if (*paused)
        return entries;
    ScheduleRepository schedules(database);
    const auto rows = schedules.list();
    if (!rows)
        return tl::unexpected(rows.error());
    for (const ScheduleRow &row : *rows) {
        const auto stream = StreamRepository(database).byId(row.streamId);
        if (!stream)
            return tl::unexpected(stream.error());
        const auto last = schedules.lastStartedOfStream(row.streamId);
        if (!last)
            return tl::unexpected(last.error());
        if (row.enabled && *stream)
            entries.append({row, (*stream)->name, (*stream)->enabled, *last});
    }
    return entries;
}

QCoro::Task<milliseconds> Scheduler::look()
{
    const auto read = [](Database &database) { return load(database); };
    const Result<QList<Entry>> entries = co_await m_store.read(read);
    if (!entries) {
        qWarning("Schedules could not be read: %s", qUtf8Printable(entries.error().message));
        co_return kLongestPause;
    }
    milliseconds pause = kLongestPause;
    for (const Entry &entry : *entries) {
        const milliseconds wanted = co_await handle(entry);
        pause = std::min(pause, wanted);
    }
    co_return pause;
}

QCoro::Task<milliseconds> Scheduler::handle(Entry entry)
{
    const Result<SchedulePlan> plan = SchedulePlan::of(entry.schedule);
    if (!plan) {
        warnAbout(entry, plan.error());
        co_return kLongestPause;
    }
    const QDateTime now = m_clock.nowUtc();
    const ScheduleStep step = decide(*plan, entry.schedule, situationOf(entry));
    if (!step.decision) {
        const milliseconds wait(step.untilUtc.isValid() ? now.msecsTo(step.untilUtc) : kLongestPause.count());
        co_return std::clamp(wait, kAtOnce, kLongestPause);
    }
    const auto record = [schedule = entry.schedule, step, now](
                            Database &database) { return recordStep(database, schedule, step, now); };
    const Result<std::optional<ScheduleRunRow>> row = co_await m_store.write(record);
    if (!row) {
        warnAbout(entry, row.error());
        co_return kLongestPause;
    }
    m_streams.onDecided();
    if (*row && (*row)->decision == ScheduleDecision::Run) {
        m_running.insert(entry.schedule.streamId);
        m_scope.spawn(begin(entry, **row));
    }
    co_return kAtOnce;
}

ScheduleSituation Scheduler::situationOf(const Entry &entry) const
{
    ScheduleSituation situation;
    situation.nowUtc = m_clock.nowUtc();
    situation.isStreamOn = entry.isStreamOn;
    const qint64 stream = entry.schedule.streamId;
    situation.isStreamBusy = m_running.contains(stream) || m_clock.boot() < m_takenUntil.value(stream)
        || m_streams.isBusy(entry.stream);
    if (const auto past = m_past.constFind(stream); past != m_past.constEnd()) {
        situation.sinceStart = m_clock.boot() - past->startedBoot;
        if (past->failedBoot)
            situation.sinceFailure = m_clock.boot() - *past->failedBoot;
        return situation;
    }
    if (!entry.lastOfStream)
        return situation;
    // Of an earlier process only clocks tell; a time in the future tells nothing.
    const milliseconds started(entry.lastOfStream->decidedUtc.msecsTo(situation.nowUtc));
    if (started >= 0ms)
        situation.sinceStart = started;
    const milliseconds finished(entry.lastOfStream->finishedUtc.msecsTo(situation.nowUtc));
    if (entry.lastOfStream->outcome == runStateName(RunState::Failed) && finished >= 0ms)
        situation.sinceFailure = finished;
    return situation;
}

QCoro::Task<void> Scheduler::begin(Entry entry, ScheduleRunRow row)
{
    const milliseconds startedBoot = m_clock.boot();
    const Wanted wanted{entry.stream, entry.schedule.mode};
    const Result<RunRow> outcome = co_await m_streams.run(wanted);
    const auto record = [row, outcome, now = m_clock.nowUtc()](
                            Database &database) { return recordOutcome(database, row, outcome, now); };
    const Result<void> recorded = co_await m_store.write(record);
    if (!recorded)
        qWarning(
            "The end of a scheduled run could not be recorded: %s", qUtf8Printable(recorded.error().message));
    note(entry, outcome, startedBoot);
    m_running.remove(entry.schedule.streamId);
    m_streams.onDecided();
    wake();
}

void Scheduler::note(const Entry &entry, const Result<RunRow> &outcome, milliseconds startedBoot)
{
    if (!outcome && outcome.error().code == u"run.busy") {
        m_takenUntil.insert(entry.schedule.streamId, m_clock.boot() + kLongestPause);
        return;
    }
    Past past{startedBoot, std::nullopt};
    if (hasFailed(outcome))
        past.failedBoot = m_clock.boot();
    m_past.insert(entry.schedule.streamId, past);
}

void Scheduler::warnAbout(const Entry &entry, const Error &error)
{
    if (m_warned.contains(entry.schedule.id))
        return;
    m_warned.insert(entry.schedule.id);
    qWarning("Schedule %lld of “%s” cannot be followed: %s", entry.schedule.id, qUtf8Printable(entry.stream),
        qUtf8Printable(error.message));
}

} // namespace uds
