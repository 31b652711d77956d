#include "engine/store/runrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/keyset.h"
#include "engine/store/rowreader.h"

#include <QCoreApplication>

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStateNames{
    "queued", "running", "completed", "completed_with_problems", "failed", "cancelled", "skipped"};

const QString kSelect
    = u"SELECT id, stream_id, started_by, mode, dry_run, state, started_utc, finished_utc, read,"
      " created, updated, voided, unchanged, skipped, failed, waiting, amount, currency, calls,"
      " error FROM runs "_s;

RunCounts readCounts(RowReader &reader)
{
    RunCounts counts;
    counts.read = reader.count();
    counts.created = reader.count();
    counts.updated = reader.count();
    counts.voided = reader.count();
    counts.unchanged = reader.count();
    counts.skipped = reader.count();
    counts.failed = reader.count();
    counts.waiting = reader.count();
    return counts;
}

RunRow readRun(RowReader &reader)
{
    RunRow row;
    row.id = reader.number();
    row.streamId = reader.number();
    row.trigger = reader.text();
    row.mode = reader.text();
    row.dryRun = reader.fact();
    row.state = runStateFromName(reader.text()).value_or(RunState::Failed);
    row.startedUtc = reader.time();
    row.finishedUtc = reader.time();
    row.counts = readCounts(reader);
    row.amount = reader.amount().value_or(Decimal());
    row.currency = reader.text();
    row.calls = reader.count();
    row.error = reader.json();
    return row;
}

QVariantList columns(const RunRow &row)
{
    const RunCounts &counts = row.counts;
    return {row.streamId, row.trigger, row.mode, int(row.dryRun), runStateName(row.state),
        timeColumn(row.startedUtc), timeColumn(row.finishedUtc), counts.read, counts.created, counts.updated,
        counts.voided, counts.unchanged, counts.skipped, counts.failed, counts.waiting,
        amountColumn(row.amount), row.currency, row.calls, jsonColumn(row.error)};
}

Json interruption()
{
    return Json::object({{u"kind"_s, errorKindName(ErrorKind::Internal)}, {u"code"_s, u"run.interrupted"_s},
        {u"message"_s, QCoreApplication::translate("uds", "The program ended while this run was going on.")},
        {u"hint"_s,
            QCoreApplication::translate(
                "uds", "Nothing is lost: the next run goes on where this one stopped.")}});
}

} // namespace

QString runStateName(RunState state)
{
    return QString::fromLatin1(kStateNames.at(std::size_t(state)));
}

std::optional<RunState> runStateFromName(QStringView name)
{
    for (std::size_t i = 0; i < kStateNames.size(); ++i) {
        if (name == QLatin1StringView(kStateNames.at(i)))
            return RunState(i);
    }
    return std::nullopt;
}

Result<qint64> RunRepository::insert(const RunRow &row)
{
    return m_database.insert(
        u"INSERT INTO runs (stream_id, started_by, mode, dry_run, state, started_utc, finished_utc, read, "
        u"created,"
        " updated, voided, unchanged, skipped, failed, waiting, amount, currency, calls, error)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        columns(row));
}

Result<void> RunRepository::update(const RunRow &row)
{
    return m_database
        .execute(
            u"UPDATE runs SET stream_id = ?, started_by = ?, mode = ?, dry_run = ?, state = ?, started_utc = "
            u"?,"
            " finished_utc = ?, read = ?, created = ?, updated = ?, voided = ?, unchanged = ?, skipped = ?,"
            " failed = ?, waiting = ?, amount = ?, currency = ?, calls = ?, error = ? WHERE id = ?"_s,
            columns(row) << row.id)
        .map([](int) {});
}

Result<std::optional<RunRow>> RunRepository::byId(qint64 id)
{
    return readFirst(m_database.run(kSelect + u"WHERE id = ?"_s, {id}), readRun);
}

Result<QList<RunRow>> RunRepository::page(qint64 streamId, qint64 beforeId, int limit)
{
    const qint64 below = upperId(beforeId);
    if (streamId == 0)
        return readRows(
            m_database.run(kSelect + u"WHERE id < ? ORDER BY id DESC LIMIT ?"_s, {below, limit}), readRun);
    return readRows(m_database.run(kSelect + u"WHERE stream_id = ? AND id < ? ORDER BY id DESC LIMIT ?"_s,
                        {streamId, below, limit}),
        readRun);
}

Result<int> RunRepository::closeInterrupted(const QDateTime &nowUtc)
{
    // A run that was only queued is gone with its process too: queues are not kept on disk.
    return m_database.execute(
        u"UPDATE runs SET state = 'failed', finished_utc = ?, error = ? WHERE state IN ('queued', 'running')"_s,
        {timeColumn(nowUtc), jsonColumn(interruption())});
}

} // namespace uds
