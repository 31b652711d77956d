#include "engine/api/scheduleservice.h"

#include "engine/api/presetentities.h"
#include "engine/api/scheduleaudit.h"
#include "engine/api/schedulesummaries.h"
#include "engine/api/streamsummaries.h"
#include "engine/schedule/schedulepause.h"
#include "engine/schedule/timezones.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRuns = 1000;

ScheduleRow rowOf(const ScheduleDraft &draft, const QDateTime &nowUtc)
{
    ScheduleRow row;
    row.cron = draft.cron.simplified();
    row.zone = draft.zone.trimmed();
    row.mode = runModeName(draft.mode);
    row.enabled = draft.enabled;
    row.overlap = draft.overlap;
    row.missed = draft.missed;
    row.cooldownMinutes = draft.cooldownMinutes;
    row.windows = draft.windows.simplified();
    row.createdUtc = nowUtc;
    row.handledUntilUtc = nowUtc;
    return row;
}

bool hasSameTimes(const ScheduleRow &a, const ScheduleRow &b)
{
    return a.streamId == b.streamId && a.cron == b.cron && a.zone == b.zone && a.windows == b.windows
        && a.enabled == b.enabled;
}

Result<ScheduleSummary> inserted(
    Database &database, const AuditTrail &audit, const ScheduleDraft &draft, const QDateTime &nowUtc)
{
    ScheduleRow row = rowOf(draft, nowUtc);
    const Result<StreamRow> of = streamByName(database, draft.stream);
    if (!of)
        return tl::unexpected(of.error());
    row.streamId = of->id;
    const Result<qint64> id = ScheduleRepository(database).insert(row);
    if (!id)
        return tl::unexpected(id.error());
    row.id = *id;
    if (const auto noted = audit.record(database, scheduleEntry(std::nullopt, row)); !noted)
        return tl::unexpected(noted.error());
    return scheduleSummaryOf(database, *id, nowUtc);
}

// What waits and what was decided belongs to the old times.
Result<ScheduleSummary> replaced(
    Database &database, const AuditTrail &audit, ScheduleRow row, const QDateTime &nowUtc)
{
    const Result<ScheduleRow> old = scheduleById(database, row.id);
    if (!old)
        return tl::unexpected(old.error());
    row.createdUtc = old->createdUtc;
    if (hasSameTimes(*old, row)) {
        row.handledUntilUtc = old->handledUntilUtc;
        row.waitingUtc = old->waitingUtc;
    }
    if (const auto updated = ScheduleRepository(database).update(row); !updated)
        return tl::unexpected(updated.error());
    if (const auto noted = audit.record(database, scheduleEntry(*old, row)); !noted)
        return tl::unexpected(noted.error());
    return scheduleSummaryOf(database, row.id, nowUtc);
}

/// The schedule of an id as a draft wants it.
struct Edit {
    qint64 id = 0;
    ScheduleDraft draft;
};

Result<ScheduleSummary> edited(
    Database &database, const AuditTrail &audit, const Edit &edit, const QDateTime &nowUtc)
{
    ScheduleRow row = rowOf(edit.draft, nowUtc);
    row.id = edit.id;
    const Result<StreamRow> of = streamByName(database, edit.draft.stream);
    if (!of)
        return tl::unexpected(of.error());
    row.streamId = of->id;
    return replaced(database, audit, row, nowUtc);
}

Result<ScheduleSummary> switched(
    Database &database, const AuditTrail &audit, qint64 id, const QDateTime &nowUtc)
{
    Result<ScheduleRow> row = scheduleById(database, id);
    if (!row)
        return tl::unexpected(row.error());
    row->enabled = !row->enabled;
    row->handledUntilUtc = nowUtc;
    row->waitingUtc = {};
    return replaced(database, audit, *row, nowUtc);
}

Result<void> removed(Database &database, const AuditTrail &audit, qint64 id)
{
    const Result<ScheduleRow> known = scheduleById(database, id);
    if (!known)
        return tl::unexpected(known.error());
    if (const auto noted = audit.record(database, scheduleEntry(*known, std::nullopt)); !noted)
        return noted;
    return ScheduleRepository(database).remove(id).map([](bool) {});
}

QString zoneOfThisComputer()
{
    const QString name = QString::fromUtf8(QTimeZone::systemTimeZoneId());
    return timeZoneNamed(name) ? name : u"UTC"_s;
}

} // namespace

QCoro::Task<Result<ScheduleOverview>> ScheduleService::list()
{
    const auto read
        = [now = m_parts.clock.nowUtc()](Database &database) { return scheduleOverview(database, now); };
    co_return co_await m_parts.store->read(read);
}

QCoro::Task<Result<ScheduleSummary>> ScheduleService::add(ScheduleDraft draft)
{
    const QDateTime now = m_parts.clock.nowUtc();
    if (const auto plan = SchedulePlan::of(rowOf(draft, now)); !plan)
        co_return tl::unexpected(plan.error());
    const auto insert = [audit = m_parts.audit.get(), draft, now](
                            Database &database) { return inserted(database, *audit, draft, now); };
    const Result<ScheduleSummary> summary = co_await m_parts.store->write(insert);
    if (summary)
        Q_EMIT m_parts.events.changed();
    co_return summary;
}

QCoro::Task<Result<ScheduleSummary>> ScheduleService::edit(qint64 id, ScheduleDraft draft)
{
    const QDateTime now = m_parts.clock.nowUtc();
    if (const auto plan = SchedulePlan::of(rowOf(draft, now)); !plan)
        co_return tl::unexpected(plan.error());
    const Edit wanted{id, draft};
    const auto change = [audit = m_parts.audit.get(), wanted, now](
                            Database &database) { return edited(database, *audit, wanted, now); };
    const Result<ScheduleSummary> summary = co_await m_parts.store->write(change);
    if (summary)
        Q_EMIT m_parts.events.changed();
    co_return summary;
}

QCoro::Task<Result<void>> ScheduleService::remove(qint64 id)
{
    const auto take
        = [audit = m_parts.audit.get(), id](Database &database) { return removed(database, *audit, id); };
    const Result<void> done = co_await m_parts.store->write(take);
    if (done)
        Q_EMIT m_parts.events.changed();
    co_return done;
}

QCoro::Task<Result<ScheduleSummary>> ScheduleService::setEnabled(qint64 id, bool enabled)
{
    const auto change = [audit = m_parts.audit.get(), id, enabled, now = m_parts.clock.nowUtc()](
                            Database &database) -> Result<ScheduleSummary> {
        const Result<ScheduleRow> row = scheduleById(database, id);
        if (!row)
            return tl::unexpected(row.error());
        return row->enabled == enabled ? scheduleSummaryOf(database, id, now)
                                       : switched(database, *audit, id, now);
    };
    const Result<ScheduleSummary> summary = co_await m_parts.store->write(change);
    if (summary)
        Q_EMIT m_parts.events.changed();
    co_return summary;
}

QCoro::Task<Result<ScheduleCheck>> ScheduleService::check(ScheduleDraft draft, int count)
{
    const QDateTime now = m_parts.clock.nowUtc();
    const Result<SchedulePlan> plan = SchedulePlan::of(rowOf(draft, now));
    if (!plan)
        co_return tl::unexpected(plan.error());
    co_return ScheduleCheck{scheduleSentence(*plan, draft.windows.simplified()),
        plannedRuns(*plan, now, std::min(count, kMostRuns))};
}

QCoro::Task<Result<QList<ScheduleLogEntry>>> ScheduleService::log(
    qint64 scheduleId, qint64 beforeId, int limit)
{
    const auto read = [scheduleId, beforeId, limit](Database &database) {
        return scheduleLogPage(database, scheduleId, beforeId, limit);
    };
    co_return co_await m_parts.store->read(read);
}

QCoro::Task<Result<QList<ScheduleDraft>>> ScheduleService::propose(QString stream)
{
    const auto find = [stream](Database &database) { return streamByName(database, stream); };
    const Result<StreamRow> row = co_await m_parts.store->read(find);
    if (!row)
        co_return tl::unexpected(row.error());
    const QString entity = presetEntities().value(row->preset);
    co_return proposedFor(stream, entity, zoneOfThisComputer());
}

QCoro::Task<Result<void>> ScheduleService::setPaused(bool paused)
{
    const auto change
        = [audit = m_parts.audit.get(), paused, now = m_parts.clock.nowUtc()](Database &database) {
              return audit->record(database, pauseEntry(paused)).and_then([&] {
                  return setSchedulesPaused(database, paused, now);
              });
          };
    const Result<void> done = co_await m_parts.store->write(change);
    if (done)
        Q_EMIT m_parts.events.changed();
    co_return done;
}

} // namespace uds
