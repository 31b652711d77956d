#pragma once

#include "engine/core/result.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

/// What happens to a run that is due while the stream still works.
enum class OverlapPolicy {
    Skip,
    Queue ///< one follows, however many were due
};
/// What happens to runs that were due while the computer slept or the program was closed.
enum class MissedPolicy {
    Once, ///< one run for all of them
    Skip
};

[[nodiscard]] QString overlapPolicyName(OverlapPolicy policy); ///< "skip", "queue"
[[nodiscard]] std::optional<OverlapPolicy> overlapPolicyFromName(QStringView name);
[[nodiscard]] QString missedPolicyName(MissedPolicy policy); ///< "once", "skip"
[[nodiscard]] std::optional<MissedPolicy> missedPolicyFromName(QStringView name);

/// A schedule as it is stored. The texts were checked when it was made.
struct ScheduleRow {
    qint64 id = 0;
    qint64 streamId = 0;
    QString cron;
    QString zone; ///< IANA name
    QString mode; ///< incremental, full
    bool enabled = true;
    OverlapPolicy overlap = OverlapPolicy::Queue;
    MissedPolicy missed = MissedPolicy::Once;
    int cooldownMinutes = 15;
    QString windows; ///< "MON-FRI 08:00-18:00"; empty = always
    QDateTime createdUtc;
    QDateTime handledUntilUtc; ///< all that was due until then is decided
    QDateTime waitingUtc; ///< a run that was due then still waits for its turn; invalid = none
    friend bool operator==(const ScheduleRow &, const ScheduleRow &) = default;
};

enum class ScheduleDecision {
    Run,
    Queued, ///< waits until the stream is free
    PutOff, ///< waits until a time
    Skipped,
    Missed ///< was due while nobody could run it, and is not made up for
};
[[nodiscard]] QString scheduleDecisionName(ScheduleDecision decision); ///< "run", "queued", "put_off" ...

/// One decision about one due run.
struct ScheduleRunRow {
    qint64 id = 0;
    qint64 scheduleId = 0;
    qint64 streamId = 0;
    QDateTime plannedUtc;
    QDateTime decidedUtc;
    ScheduleDecision decision = ScheduleDecision::Run;
    QString reason; ///< empty for the ordinary run; else a word of scheduletexts.h
    int missed = 0; ///< due runs this one stands for besides its own
    QDateTime untilUtc; ///< of a run that was put off; invalid = not known
    QString outcome; ///< of a run: running, then a run state's name or "interrupted"; else empty
    qint64 runId = 0; ///< 0 = none was recorded
    QDateTime finishedUtc;
    QString errorCode; ///< why a run could not be recorded
    friend bool operator==(const ScheduleRunRow &, const ScheduleRunRow &) = default;
};

class ScheduleRepository {
public:
    explicit ScheduleRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<qint64> insert(const ScheduleRow &row);
    [[nodiscard]] Result<void> update(const ScheduleRow &row);
    /// True when there was one.
    [[nodiscard]] Result<bool> remove(qint64 id);
    [[nodiscard]] Result<QList<ScheduleRow>> list(); ///< by stream, oldest first
    [[nodiscard]] Result<std::optional<ScheduleRow>> byId(qint64 id);
    /// Only how far it was decided, so that an edit of the rest is never undone.
    [[nodiscard]] Result<void> setProgress(
        qint64 id, const QDateTime &handledUntilUtc, const QDateTime &waitingUtc);
    /// Nothing that was due before is made up for, and nothing waits.
    [[nodiscard]] Result<void> startAfresh(const QDateTime &nowUtc);

    [[nodiscard]] Result<qint64> addRun(const ScheduleRunRow &row);
    [[nodiscard]] Result<void> finishRun(const ScheduleRunRow &row);
    /// Newest first, below \a beforeId; scheduleId 0 = all.
    [[nodiscard]] Result<QList<ScheduleRunRow>> runs(qint64 scheduleId, qint64 beforeId, int limit);
    [[nodiscard]] Result<std::optional<ScheduleRunRow>> lastStarted(qint64 scheduleId);
    [[nodiscard]] Result<std::optional<ScheduleRunRow>> lastStartedOfStream(qint64 streamId);
    /// Those that a process left running when it ended: closed now.
    [[nodiscard]] Result<QList<ScheduleRunRow>> closeInterrupted(const QDateTime &nowUtc);
    /// The number forgotten.
    [[nodiscard]] Result<int> forgetRuns(const QDateTime &decidedBeforeUtc);

private:
    Database &m_database;
};

} // namespace uds
