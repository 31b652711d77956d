#include "engine/store/schedulerepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kOverlapNames{"skip", "queue"};
constexpr std::array kMissedNames{"once", "skip"};
constexpr std::array kDecisionNames{"run", "queued", "put_off", "skipped", "missed"};

template <typename Value, std::size_t count>
QString nameOf(Value value, const std::array<const char *, count> &names)
{
    return QString::fromLatin1(names.at(std::size_t(value)));
}

template <typename Value, std::size_t count>
std::optional<Value> valueOf(QStringView name, const std::array<const char *, count> &names)
{
    for (std::size_t i = 0; i < count; ++i) {
        if (name == QLatin1StringView(names.at(i)))
            return Value(i);
    }
    return std::nullopt;
}

const QString kSelect
    = u"SELECT id, stream_id, cron, zone, mode, enabled, overlap, missed, cooldown_minutes, windows,"
      " created_utc, handled_until_utc, waiting_utc FROM schedules "_s;
const QString kSelectRun
    = u"SELECT id, schedule_id, stream_id, planned_utc, decided_utc, decision, reason, missed, until_utc,"
      " outcome, run_id, finished_utc, error_code FROM schedule_runs "_s;

ScheduleRow readSchedule(RowReader &reader)
{
    ScheduleRow row;
    row.id = reader.number();
    row.streamId = reader.number();
    row.cron = reader.text();
    row.zone = reader.text();
    row.mode = reader.text();
    row.enabled = reader.fact();
    // A policy of a newer program is not followed: the careful one is.
    row.overlap = overlapPolicyFromName(reader.text()).value_or(OverlapPolicy::Skip);
    row.missed = missedPolicyFromName(reader.text()).value_or(MissedPolicy::Skip);
    row.cooldownMinutes = reader.count();
    row.windows = reader.text();
    row.createdUtc = reader.time();
    row.handledUntilUtc = reader.time();
    row.waitingUtc = reader.time();
    return row;
}

ScheduleRunRow readRun(RowReader &reader)
{
    ScheduleRunRow row;
    row.id = reader.number();
    row.scheduleId = reader.number();
    row.streamId = reader.number();
    row.plannedUtc = reader.time();
    row.decidedUtc = reader.time();
    row.decision
        = valueOf<ScheduleDecision>(reader.text(), kDecisionNames).value_or(ScheduleDecision::Skipped);
    row.reason = reader.text();
    row.missed = reader.count();
    row.untilUtc = reader.time();
    row.outcome = reader.text();
    row.runId = reader.number();
    row.finishedUtc = reader.time();
    row.errorCode = reader.text();
    return row;
}

QVariantList columns(const ScheduleRow &row)
{
    return {row.streamId, row.cron, row.zone, row.mode, int(row.enabled), overlapPolicyName(row.overlap),
        missedPolicyName(row.missed), row.cooldownMinutes, row.windows, timeColumn(row.createdUtc),
        timeColumn(row.handledUntilUtc), timeColumn(row.waitingUtc)};
}

} // namespace

QString overlapPolicyName(OverlapPolicy policy)
{
    return nameOf(policy, kOverlapNames);
}

std::optional<OverlapPolicy> overlapPolicyFromName(QStringView name)
{
    return valueOf<OverlapPolicy>(name, kOverlapNames);
}

QString missedPolicyName(MissedPolicy policy)
{
    return nameOf(policy, kMissedNames);
}

std::optional<MissedPolicy> missedPolicyFromName(QStringView name)
{
    return valueOf<MissedPolicy>(name, kMissedNames);
}

QString scheduleDecisionName(ScheduleDecision decision)
{
    return nameOf(decision, kDecisionNames);
}

Result<qint64> ScheduleRepository::insert(const ScheduleRow &row)
{
    return m_database.insert(
        u"INSERT INTO schedules (stream_id, cron, zone, mode, enabled, overlap, missed, cooldown_minutes,"
        " windows, created_utc, handled_until_utc, waiting_utc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        columns(row));
}

Result<void> ScheduleRepository::update(const ScheduleRow &row)
{
    return m_database
        .execute(u"UPDATE schedules SET stream_id = ?, cron = ?, zone = ?, mode = ?, enabled = ?,"
                 " overlap = ?, missed = ?, cooldown_minutes = ?, windows = ?, created_utc = ?,"
                 " handled_until_utc = ?, waiting_utc = ? WHERE id = ?"_s,
            columns(row) << row.id)
        .map([](int) {});
}

Result<bool> ScheduleRepository::remove(qint64 id)
{
    return m_database.execute(u"DELETE FROM schedules WHERE id = ?"_s, {id}).map([](int count) {
        return count > 0;
    });
}

Result<QList<ScheduleRow>> ScheduleRepository::list()
{
    return readRows(m_database.run(kSelect + u"ORDER BY stream_id, id"_s), readSchedule);
}

Result<std::optional<ScheduleRow>> ScheduleRepository::byId(qint64 id)
{
    return readFirst(m_database.run(kSelect + u"WHERE id = ?"_s, {id}), readSchedule);
}

Result<void> ScheduleRepository::setProgress(
    qint64 id, const QDateTime &handledUntilUtc, const QDateTime &waitingUtc)
{
    return m_database
        .execute(u"UPDATE schedules SET handled_until_utc = ?, waiting_utc = ? WHERE id = ?"_s,
            {timeColumn(handledUntilUtc), timeColumn(waitingUtc), id})
        .map([](int) {});
}

Result<void> ScheduleRepository::startAfresh(const QDateTime &nowUtc)
{
    return m_database
        .execute(u"UPDATE schedules SET handled_until_utc = ?, waiting_utc = NULL"_s, {timeColumn(nowUtc)})
        .map([](int) {});
}

Result<qint64> ScheduleRepository::addRun(const ScheduleRunRow &row)
{
    return m_database.insert(
        u"INSERT INTO schedule_runs (schedule_id, stream_id, planned_utc, decided_utc, decision, reason,"
        " missed, until_utc, outcome, run_id, finished_utc, error_code)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {row.scheduleId, row.streamId, timeColumn(row.plannedUtc), timeColumn(row.decidedUtc),
            scheduleDecisionName(row.decision), row.reason, row.missed, timeColumn(row.untilUtc), row.outcome,
            row.runId, timeColumn(row.finishedUtc), row.errorCode});
}

Result<void> ScheduleRepository::finishRun(const ScheduleRunRow &row)
{
    return m_database
        .execute(u"UPDATE schedule_runs SET decision = ?, reason = ?, outcome = ?, run_id = ?,"
                 " finished_utc = ?, error_code = ? WHERE id = ?"_s,
            {scheduleDecisionName(row.decision), row.reason, row.outcome, row.runId,
                timeColumn(row.finishedUtc), row.errorCode, row.id})
        .map([](int) {});
}

Result<QList<ScheduleRunRow>> ScheduleRepository::runs(qint64 scheduleId, qint64 beforeId, int limit)
{
    if (scheduleId == 0)
        return readRows(
            m_database.run(kSelectRun + u"WHERE id < ? ORDER BY id DESC LIMIT ?"_s, {beforeId, limit}),
            readRun);
    return readRows(
        m_database.run(kSelectRun + u"WHERE schedule_id = ? AND id < ? ORDER BY id DESC LIMIT ?"_s,
            {scheduleId, beforeId, limit}),
        readRun);
}

Result<std::optional<ScheduleRunRow>> ScheduleRepository::lastStarted(qint64 scheduleId)
{
    return readFirst(
        m_database.run(kSelectRun + u"WHERE schedule_id = ? AND decision = 'run' ORDER BY id DESC LIMIT 1"_s,
            {scheduleId}),
        readRun);
}

Result<std::optional<ScheduleRunRow>> ScheduleRepository::lastStartedOfStream(qint64 streamId)
{
    return readFirst(
        m_database.run(
            kSelectRun + u"WHERE stream_id = ? AND decision = 'run' ORDER BY id DESC LIMIT 1"_s, {streamId}),
        readRun);
}

Result<QList<ScheduleRunRow>> ScheduleRepository::closeInterrupted(const QDateTime &nowUtc)
{
    const auto open
        = readRows(m_database.run(kSelectRun + u"WHERE outcome = 'running' ORDER BY id"_s), readRun);
    if (!open)
        return open;
    const auto closed = m_database.execute(
        u"UPDATE schedule_runs SET outcome = 'interrupted', finished_utc = ? WHERE outcome = 'running'"_s,
        {timeColumn(nowUtc)});
    if (!closed)
        return fail(closed.error());
    return open;
}

Result<int> ScheduleRepository::forgetRuns(const QDateTime &decidedBeforeUtc)
{
    return m_database.execute(u"DELETE FROM schedule_runs WHERE decided_utc < ? AND outcome <> 'running'"_s,
        {timeColumn(decidedBeforeUtc)});
}

} // namespace uds
