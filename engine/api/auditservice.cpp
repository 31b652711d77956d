#include "engine/api/auditservice.h"

#include "engine/store/database.h"

#include <algorithm>
#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostRows = 1000;

int shown(int limit)
{
    return std::clamp(limit, 1, kMostRows);
}

int daysOf(const QList<RetentionClass> &classes, const QString &name)
{
    const auto found = std::find_if(
        classes.begin(), classes.end(), [&name](const RetentionClass &each) { return each.name == name; });
    return found == classes.end() ? 0 : found->days;
}

/// Sets it and says what it was before.
Result<QList<RetentionClass>> changeRetention(
    Database &database, const AuditTrail &audit, const QDateTime &nowUtc, const QString &name, int days)
{
    const auto before = retentionClasses(database, nowUtc);
    if (!before)
        return before;
    if (const auto set = setRetention(database, name, days); !set)
        return fail(set.error());
    const AuditEntry entry{u"settings.retention"_s, name, Json::object({{u"days"_s, daysOf(*before, name)}}),
        Json::object({{u"days"_s, days}})};
    if (const auto recorded = audit.record(database, entry); !recorded)
        return fail(recorded.error());
    return retentionClasses(database, nowUtc);
}

Result<QList<Pruned>> pruneAudited(Database &database, const AuditTrail &audit, const QDateTime &nowUtc)
{
    const auto pruned = prune(database, nowUtc);
    if (!pruned)
        return pruned;
    Json rows = Json::object({});
    for (const Pruned &each : *pruned)
        rows.set(each.name, each.rows);
    const AuditEntry entry{u"retention.pruned"_s, u"old rows"_s, {}, rows};
    return audit.record(database, entry).map([&pruned] { return *pruned; });
}

} // namespace

QCoro::Task<Result<QList<AuditRow>>> AuditService::page(qint64 beforeSequence, int limit)
{
    const qint64 before = beforeSequence > 0 ? beforeSequence : std::numeric_limits<qint64>::max();
    const auto rows = [before, limit](Database &database) {
        return AuditRepository(database).page(before, shown(limit));
    };
    co_return co_await m_parts.store->read(rows);
}

QCoro::Task<Result<AuditVerdict>> AuditService::verify()
{
    const auto check = [audit = m_parts.audit.get()](Database &database) { return audit->verify(database); };
    co_return co_await m_parts.store->read(check);
}

QCoro::Task<Result<QList<RunLogRow>>> AuditService::runLog(RunLogFilter filter)
{
    filter.limit = shown(filter.limit);
    const auto rows = [filter](Database &database) { return RunLogRepository(database).page(filter); };
    co_return co_await m_parts.store->read(rows);
}

QCoro::Task<Result<QList<RetentionClass>>> AuditService::retention()
{
    const auto classes = [nowUtc = m_parts.clock.nowUtc()](
                             Database &database) { return retentionClasses(database, nowUtc); };
    co_return co_await m_parts.store->read(classes);
}

QCoro::Task<Result<QList<RetentionClass>>> AuditService::setRetention(QString name, int days)
{
    const auto set
        = [audit = m_parts.audit.get(), nowUtc = m_parts.clock.nowUtc(), name, days](
              Database &database) { return changeRetention(database, *audit, nowUtc, name, days); };
    co_return co_await m_parts.store->write(set);
}

QCoro::Task<Result<QList<Pruned>>> AuditService::prune()
{
    const auto work = [audit = m_parts.audit.get(), nowUtc = m_parts.clock.nowUtc()](
                          Database &database) { return pruneAudited(database, *audit, nowUtc); };
    co_return co_await m_parts.store->write(work);
}

} // namespace uds
