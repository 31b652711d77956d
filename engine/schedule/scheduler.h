#pragma once

#include "engine/core/clock.h"
#include "engine/core/taskscope.h"
#include "engine/schedule/scheduledecision.h"
#include "engine/store/runrepository.h"
#include "engine/store/store.h"

#include <QHash>
#include <QSet>

#include <functional>

namespace uds {

/// Runs streams when their schedules say so. One thread.
class Scheduler {
public:
    struct Wanted {
        QString stream; ///< name
        QString mode; ///< incremental, full
    };
    struct Streams {
        /// Runs a stream and finishes with it. An error with code "run.busy" = somebody else runs it.
        std::function<QCoro::Task<Result<RunRow>>(Wanted wanted)> run;
        std::function<bool(const QString &stream)> isBusy;
        std::function<void()> onDecided; ///< something was stored
    };
    /// \a store and \a clock must outlive the scheduler.
    Scheduler(Store &store, Clock &clock, Streams streams);

    /// Works until \a stop is asked, and then waits for the runs it began. Fails only when it cannot begin.
    [[nodiscard]] QCoro::Task<Result<void>> run(std::stop_token stop);
    /// A schedule was edited, or a stream finished: look again.
    void wake() { m_wake.request_stop(); }

private:
    /// A schedule with its stream, as stored now.
    struct Entry {
        ScheduleRow schedule;
        QString stream;
        bool isStreamOn = false;
        std::optional<ScheduleRunRow> lastOfStream;
    };
    /// What is known about the runs this process began, in time that no set clock changes.
    struct Past {
        std::chrono::milliseconds startedBoot{0};
        std::optional<std::chrono::milliseconds> failedBoot;
    };
    [[nodiscard]] static Result<QList<Entry>> load(Database &database);
    /// How long to wait before the next look.
    [[nodiscard]] QCoro::Task<std::chrono::milliseconds> look();
    [[nodiscard]] QCoro::Task<std::chrono::milliseconds> handle(Entry entry);
    [[nodiscard]] ScheduleSituation situationOf(const Entry &entry) const;
    [[nodiscard]] QCoro::Task<void> begin(Entry entry, ScheduleRunRow row);
    void note(const Entry &entry, const Result<RunRow> &outcome, std::chrono::milliseconds startedBoot);
    void warnAbout(const Entry &entry, const Error &error);

    Store &m_store;
    Clock &m_clock;
    const Streams m_streams;
    TaskScope m_scope;
    QSet<qint64> m_running; // streams
    QHash<qint64, Past> m_past; // by stream
    QHash<qint64, std::chrono::milliseconds> m_takenUntil; // by stream: somebody else was quicker
    QSet<qint64> m_warned; // schedules that cannot be followed, told once
    std::stop_source m_wake;
};

} // namespace uds
