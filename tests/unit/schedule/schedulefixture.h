#pragma once

#include "engine/schedule/scheduler.h"
#include "engine/simulators/virtualclock.h"
#include "tests/unit/store/storefixture.h"

#include <memory>

namespace uds {

/// Virtual time of a computer that can sleep and whose clock can be set.
class ComputerClock final : public Clock {
public:
    explicit ComputerClock(const QDateTime &startUtc)
        : m_time(startUtc)
    {
    }
    [[nodiscard]] QDateTime nowUtc() const override { return m_time.nowUtc().addMSecs(m_set.count()); }
    [[nodiscard]] std::chrono::milliseconds boot() const override { return m_time.boot() + m_slept; }
    [[nodiscard]] QCoro::Task<void> sleepFor(
        std::chrono::milliseconds duration, std::stop_token stop) override
    {
        return m_time.sleepFor(duration, std::move(stop));
    }
    void pass(std::chrono::milliseconds duration) { m_time.pass(duration); }
    void passUntil(const QDateTime &utc) { pass(std::chrono::milliseconds(nowUtc().msecsTo(utc))); }
    /// Time goes on, but no timer does.
    void fallAsleep(std::chrono::milliseconds duration)
    {
        m_slept += duration;
        m_set += duration;
    }
    /// Somebody sets the clock, forward or back.
    void set(std::chrono::milliseconds by) { m_set += by; }

private:
    VirtualClock m_time;
    std::chrono::milliseconds m_set{0};
    std::chrono::milliseconds m_slept{0};
};

/// A scheduler over a real store, whose runs take as long and end as the test says.
class ScheduleFixture {
public:
    explicit ScheduleFixture(const QDateTime &startUtc);
    ~ScheduleFixture();

    /// From now on, for the fixture's stream, in UTC.
    qint64 add(const QString &cron, const std::function<void(ScheduleRow &)> &change = {});
    void edit(qint64 id, const std::function<void(ScheduleRow &)> &change);
    void start();
    void stop(); ///< and waits for what runs
    void wake() { m_scheduler->wake(); }
    [[nodiscard]] ScheduleRow schedule(qint64 id);
    [[nodiscard]] QList<ScheduleRunRow> log(); ///< oldest first
    [[nodiscard]] QStringList decisions(); ///< of the log: "run", "skipped busy" ...
    [[nodiscard]] QStringList times() const; ///< of the runs that began, in UTC

    ComputerClock clock;
    StoreFixture store;
    std::chrono::milliseconds duration{60'000};
    RunState outcome = RunState::Completed;
    std::optional<Error> error; ///< instead of an outcome
    bool isBusy = false; ///< somebody else runs the stream
    QList<QDateTime> began;
    QStringList modes;
    int atOnce = 0;
    int decided = 0; ///< how often the scheduler said that something was stored
    int mostAtOnce = 0;

private:
    [[nodiscard]] QCoro::Task<Result<RunRow>> ran(Scheduler::Wanted wanted);
    struct Process {
        std::unique_ptr<Scheduler> scheduler;
        std::stop_source stop;
        std::optional<QCoro::Task<Result<void>>> task;
    };
    Scheduler *m_scheduler = nullptr;
    std::vector<std::unique_ptr<Process>> m_processes; // the last one works
};

[[nodiscard]] QDateTime utc(const QString &text); ///< "2026-11-02 06:00"

} // namespace uds
