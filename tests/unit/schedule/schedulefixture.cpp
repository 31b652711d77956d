#include "tests/unit/schedule/schedulefixture.h"

#include <limits>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ScheduleFixture::ScheduleFixture(const QDateTime &startUtc)
    : clock(startUtc)
{
}

ScheduleFixture::~ScheduleFixture()
{
    stop();
}

qint64 ScheduleFixture::add(const QString &cron, const std::function<void(ScheduleRow &)> &change)
{
    ScheduleRow row;
    row.streamId = store.stream;
    row.cron = cron;
    row.zone = u"UTC"_s;
    row.mode = u"incremental"_s;
    row.createdUtc = clock.nowUtc();
    row.handledUntilUtc = clock.nowUtc();
    if (change)
        change(row);
    return valueOf(
        store.write([row](Database &database) { return ScheduleRepository(database).insert(row); }));
}

void ScheduleFixture::edit(qint64 id, const std::function<void(ScheduleRow &)> &change)
{
    ScheduleRow row = schedule(id);
    change(row);
    const Result<void> done
        = store.write([row](Database &database) { return ScheduleRepository(database).update(row); });
    QVERIFY(done);
}

void ScheduleFixture::start()
{
    auto process = std::make_unique<Process>();
    process->scheduler = std::make_unique<Scheduler>(store.store(), clock,
        Scheduler::Streams{[this](const Scheduler::Wanted &wanted) { return ran(wanted); },
            [this](const QString &) { return isBusy; }, [this] { ++decided; }});
    m_scheduler = process->scheduler.get();
    process->task.emplace(process->scheduler->run(process->stop.get_token()));
    m_processes.push_back(std::move(process));
}

void ScheduleFixture::stop()
{
    for (const auto &process : m_processes)
        process->stop.request_stop();
    clock.pass(std::max<std::chrono::milliseconds>(duration, 1h));
    for (const auto &process : m_processes)
        QVERIFY(process->task->isReady());
    m_processes.clear();
}

QCoro::Task<Result<RunRow>> ScheduleFixture::ran(Scheduler::Wanted wanted)
{
    began.append(clock.nowUtc());
    modes.append(wanted.mode);
    mostAtOnce = std::max(mostAtOnce, ++atOnce);
    co_await clock.sleepFor(duration, {});
    --atOnce;
    if (error)
        co_return tl::unexpected(*error);
    RunRow row;
    row.id = began.size();
    row.state = outcome;
    co_return row;
}

ScheduleRow ScheduleFixture::schedule(qint64 id)
{
    const auto row
        = valueOf(store.read([id](Database &database) { return ScheduleRepository(database).byId(id); }));
    return row.value_or(ScheduleRow());
}

QList<ScheduleRunRow> ScheduleFixture::log()
{
    QList<ScheduleRunRow> rows = valueOf(store.read([](Database &database) {
        return ScheduleRepository(database).runs(0, std::numeric_limits<qint64>::max(), 10'000);
    }));
    std::reverse(rows.begin(), rows.end());
    return rows;
}

QStringList ScheduleFixture::decisions()
{
    QStringList decisions;
    for (const ScheduleRunRow &row : log())
        decisions.append(
            (scheduleDecisionName(row.decision) + u' ' + row.reason + u' ' + row.outcome).simplified());
    return decisions;
}

QStringList ScheduleFixture::times() const
{
    QStringList times;
    for (const QDateTime &time : began)
        times.append(time.toString(u"dd HH:mm"_s));
    return times;
}

QDateTime utc(const QString &text)
{
    QDateTime time = QDateTime::fromString(text, u"yyyy-MM-dd HH:mm"_s);
    time.setTimeSpec(Qt::UTC);
    return time;
}

} // namespace uds
