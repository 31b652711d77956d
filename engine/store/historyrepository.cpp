#include "engine/store/historyrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/keyset.h"
#include "engine/store/rowreader.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kHourMs = 3'600'000;

const QString kSelect = u"SELECT id, at_utc, run_id, stream_id, source_entity, source_id, number, action,"
                        " target_entity, target_id, target_number, amount, currency, message FROM history "_s;

HistoryRow readHistory(RowReader &reader)
{
    HistoryRow row;
    row.id = reader.number();
    row.atUtc = reader.time();
    row.runId = reader.number();
    row.streamId = reader.number();
    row.sourceEntity = reader.text();
    row.sourceId = reader.text();
    row.number = reader.text();
    row.action = reader.text();
    row.targetEntity = reader.text();
    row.targetId = reader.text();
    row.targetNumber = reader.text();
    row.amount = reader.amount();
    row.currency = reader.text();
    row.message = reader.text();
    return row;
}

struct Condition {
    QStringList parts;
    QVariantList values;
    void add(const QString &part, const QVariantList &bound)
    {
        parts.append(part);
        values += bound;
    }
    [[nodiscard]] QString where() const
    {
        return parts.isEmpty() ? QString() : u"WHERE "_s + parts.join(u" AND "_s);
    }
};

Condition conditionOf(const HistoryFilter &filter)
{
    Condition condition;
    if (filter.streamId != 0)
        condition.add(u"stream_id = ?"_s, {filter.streamId});
    if (filter.runId != 0)
        condition.add(u"run_id = ?"_s, {filter.runId});
    if (!filter.action.isEmpty())
        condition.add(u"action = ?"_s, {filter.action});
    if (filter.fromUtc.isValid())
        condition.add(u"at_utc >= ?"_s, {timeColumn(filter.fromUtc)});
    if (filter.toUtc.isValid())
        condition.add(u"at_utc < ?"_s, {timeColumn(filter.toUtc)});
    if (!filter.text.isEmpty())
        condition.add(u"id IN (SELECT id FROM history WHERE number = ?"
                      " UNION SELECT id FROM history WHERE target_number = ?"
                      " UNION SELECT id FROM history WHERE source_id = ?)"_s,
            {filter.text, filter.text, filter.text});
    return condition;
}

} // namespace

Result<void> HistoryRepository::append(const QList<HistoryRow> &rows)
{
    for (const HistoryRow &row : rows) {
        const auto done = m_database.execute(
            u"INSERT INTO history (at_utc, run_id, stream_id, source_entity, source_id, number, action, "
            u"target_entity,"
            " target_id, target_number, amount, currency, message) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
            {timeColumn(row.atUtc), row.runId, row.streamId, row.sourceEntity, row.sourceId, row.number,
                row.action, row.targetEntity, row.targetId, row.targetNumber, amountColumn(row.amount),
                row.currency, row.message});
        if (!done)
            return fail(done.error());
    }
    return {};
}

Result<QList<HistoryRow>> HistoryRepository::page(const HistoryFilter &filter, qint64 beforeId, int limit)
{
    Condition condition = conditionOf(filter);
    condition.add(u"id < ?"_s, {upperId(beforeId)});
    // Ids first: they come from an index alone, whatever the filter; then only the rows shown are read.
    const QString ids = u"SELECT id FROM history %1 ORDER BY id DESC LIMIT ?"_s.arg(condition.where());
    return readRows(
        m_database.run(kSelect + u"WHERE id IN (%1) ORDER BY id DESC"_s.arg(ids), condition.values << limit),
        readHistory);
}

Result<qint64> HistoryRepository::count(const HistoryFilter &filter)
{
    const Condition condition = conditionOf(filter);
    return readNumber(
        m_database.run(u"SELECT COUNT(*) FROM history %1"_s.arg(condition.where()), condition.values));
}

Result<QList<HistoryHour>> HistoryRepository::hours(const QDateTime &fromUtc)
{
    const auto counted = m_database.run(
        u"SELECT at_utc / ?, SUM(CASE WHEN action IN ('failed', 'unknown', 'skipped') THEN 0 ELSE 1 END),"
        " SUM(CASE WHEN action IN ('failed', 'unknown') THEN 1 ELSE 0 END)"
        " FROM history WHERE at_utc >= ? GROUP BY 1 ORDER BY 1"_s,
        {kHourMs, timeColumn(fromUtc)});
    return readRows(counted, [](RowReader &reader) {
        HistoryHour hour;
        hour.hourUtc = QDateTime::fromMSecsSinceEpoch(reader.number() * kHourMs, Qt::UTC);
        hour.done = reader.count();
        hour.failed = reader.count();
        return hour;
    });
}

} // namespace uds
