#include "engine/store/runlogrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/rowreader.h"

#include <limits>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

RunLogRow readRow(RowReader &reader)
{
    RunLogRow row;
    row.id = reader.number();
    row.runId = reader.number();
    row.streamId = reader.number();
    row.atUtc = reader.time();
    row.level = reader.count();
    row.event = reader.text();
    row.fields = reader.json();
    return row;
}

} // namespace

Result<void> RunLogRepository::add(const QList<RunLogRow> &rows)
{
    for (const RunLogRow &row : rows) {
        const auto added = m_database.execute(
            u"INSERT INTO run_log (run_id, stream_id, at_utc, level, event, fields)"
            " VALUES (?, ?, ?, ?, ?, ?)"_s,
            {row.runId, row.streamId, timeColumn(row.atUtc), row.level, row.event, jsonColumn(row.fields)});
        if (!added)
            return fail(added.error());
    }
    return {};
}

Result<QList<RunLogRow>> RunLogRepository::page(const RunLogFilter &filter)
{
    const qint64 before = filter.beforeId == 0 ? std::numeric_limits<qint64>::max() : filter.beforeId;
    QString where = u"WHERE id < ? AND level >= ?"_s;
    QVariantList values{before, filter.leastLevel};
    if (filter.runId != 0) {
        where += u" AND run_id = ?"_s;
        values.append(filter.runId);
    }
    values.append(filter.limit);
    return readRows(
        m_database.run(u"SELECT id, run_id, stream_id, at_utc, level, event, fields FROM run_log "_s + where
                + u" ORDER BY id DESC LIMIT ?"_s,
            values),
        readRow);
}

Result<qint64> RunLogRepository::countBefore(const QDateTime &moment)
{
    return readNumber(
        m_database.run(u"SELECT COUNT(*) FROM run_log WHERE at_utc < ?"_s, {timeColumn(moment)}));
}

Result<int> RunLogRepository::forget(const QDateTime &moment)
{
    return m_database.execute(u"DELETE FROM run_log WHERE at_utc < ?"_s, {timeColumn(moment)});
}

} // namespace uds
