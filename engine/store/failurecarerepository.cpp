#include "engine/store/failurecarerepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/rowreader.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kPut
    = u"INSERT INTO failure_care (failure_id, assignee, note, acknowledged_by, acknowledged_utc, excluded_by,"
      " exclude_reason, excluded_until_utc, state_before, automatic_tries, planned_for_tries, next_try_utc,"
      " circumstances) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (failure_id) DO UPDATE SET assignee = excluded.assignee, note = excluded.note,"
      " acknowledged_by = excluded.acknowledged_by, acknowledged_utc = excluded.acknowledged_utc,"
      " excluded_by = excluded.excluded_by, exclude_reason = excluded.exclude_reason,"
      " excluded_until_utc = excluded.excluded_until_utc, state_before = excluded.state_before,"
      " automatic_tries = excluded.automatic_tries, planned_for_tries = excluded.planned_for_tries,"
      " next_try_utc = excluded.next_try_utc, circumstances = excluded.circumstances"_s;

FailureState stateNamed(const QString &name)
{
    for (const FailureState state : {FailureState::WillRetry, FailureState::UnknownOutcome}) {
        if (failureStateName(state) == name)
            return state;
    }
    return FailureState::NeedsYou;
}

FailureCareRow readCare(RowReader &reader)
{
    FailureCareRow row;
    row.failureId = reader.number();
    row.assignee = reader.text();
    row.note = reader.text();
    row.acknowledgedBy = reader.text();
    row.acknowledgedUtc = reader.time();
    row.excludedBy = reader.text();
    row.excludeReason = reader.text();
    row.excludedUntilUtc = reader.time();
    row.stateBefore = stateNamed(reader.text());
    row.automaticTries = reader.count();
    row.plannedForTries = reader.count();
    row.nextTryUtc = reader.time();
    row.circumstances = reader.bytes();
    return row;
}

QVariantList columns(const FailureCareRow &row)
{
    // Empty texts of any kind are stored as empty, never as NULL.
    const auto text = [](const QString &value) { return value.isNull() ? u""_s : value; };
    return {row.failureId, text(row.assignee), text(row.note), text(row.acknowledgedBy),
        timeColumn(row.acknowledgedUtc), text(row.excludedBy), text(row.excludeReason),
        timeColumn(row.excludedUntilUtc), failureStateName(row.stateBefore), row.automaticTries,
        row.plannedForTries, timeColumn(row.nextTryUtc),
        row.circumstances.isNull() ? QByteArray("") : row.circumstances};
}

qint64 readId(RowReader &reader)
{
    return reader.number();
}

} // namespace

Result<QHash<qint64, FailureCareRow>> FailureCareRepository::byFailures(const QList<qint64> &failureIds)
{
    const auto rows = selectIn(failureIds, [this](const InChunk &chunk) {
        return readRows(
            m_database.run(
                u"SELECT failure_id, assignee, note, acknowledged_by, acknowledged_utc, excluded_by,"
                " exclude_reason, excluded_until_utc, state_before, automatic_tries, planned_for_tries,"
                " next_try_utc, circumstances FROM failure_care WHERE failure_id IN (%1)"_s.arg(chunk.marks),
                chunk.values),
            readCare);
    });
    if (!rows)
        return fail(rows.error());
    QHash<qint64, FailureCareRow> care;
    for (const qint64 id : failureIds)
        care[id].failureId = id;
    for (const FailureCareRow &row : *rows)
        care.insert(row.failureId, row);
    return care;
}

Result<void> FailureCareRepository::put(const QList<FailureCareRow> &rows)
{
    for (const FailureCareRow &row : rows) {
        if (const auto done = m_database.execute(kPut, columns(row)); !done)
            return fail(done.error());
    }
    return {};
}

Result<QList<CaredFailure>> FailureCareRepository::cared(const QString &sql, const QVariantList &values)
{
    const auto ids = readRows(m_database.run(sql, values), readId);
    if (!ids)
        return fail(ids.error());
    const auto failures = FailureRepository(m_database).byIds(*ids);
    if (!failures)
        return fail(failures.error());
    const auto care = byFailures(*ids);
    if (!care)
        return fail(care.error());
    QList<CaredFailure> all;
    for (const FailureRow &failure : *failures)
        all.append({failure, care->value(failure.id)});
    return all;
}

Result<QList<CaredFailure>> FailureCareRepository::unresolved(qint64 streamId, qint64 afterId, int limit)
{
    QString sql = u"SELECT id FROM failures WHERE state <> 'resolved' AND id > ?"_s;
    QVariantList values{afterId};
    if (streamId != 0) {
        sql += u" AND stream_id = ?"_s;
        values.append(streamId);
    }
    return cared(sql + u" ORDER BY id LIMIT ?"_s, values + QVariantList{limit});
}

Result<QList<CaredFailure>> FailureCareRepository::ended(const QDateTime &nowUtc)
{
    return cared(u"SELECT c.failure_id FROM failure_care c JOIN failures f ON f.id = c.failure_id"
                 " WHERE c.excluded_until_utc IS NOT NULL AND c.excluded_until_utc <= ?"
                 " AND f.state = 'excluded' ORDER BY c.failure_id"_s,
        {timeColumn(nowUtc)});
}

Result<QList<FailureCareRepository::Dependant>> FailureCareRepository::dependants(
    qint64 streamId, qint64 intentId)
{
    const auto read = [](RowReader &reader) {
        Dependant row;
        row.intentId = reader.number();
        row.sourceEntity = reader.text();
        row.sourceId = reader.text();
        row.number = reader.text();
        row.purpose = reader.text();
        return row;
    };
    QList<Dependant> chain;
    QSet<qint64> known{intentId};
    QList<qint64> next{intentId};
    while (!next.isEmpty()) {
        const qint64 parent = next.takeFirst();
        const auto rows = readRows(
            m_database.run(
                u"SELECT id, source_entity, source_id, number, purpose FROM intents WHERE stream_id = ?"
                " AND state = 'planned' AND ',' || depends_on || ',' LIKE ? ORDER BY id"_s,
                {streamId, u"%,%1,%"_s.arg(parent)}),
            read);
        if (!rows)
            return fail(rows.error());
        for (Dependant row : *rows) {
            if (known.contains(row.intentId))
                continue;
            known.insert(row.intentId);
            row.waitsFor = parent;
            chain.append(row);
            next.append(row.intentId);
        }
    }
    return chain;
}

Result<void> FailureCareRepository::markPlanning(qint64 streamId, const QList<qint64> &inboxIds)
{
    return m_database
        .execute(u"INSERT INTO planning_marks (stream_id, inbox_ids) VALUES (?, ?)"
                 " ON CONFLICT (stream_id) DO UPDATE SET inbox_ids = excluded.inbox_ids"_s,
            {streamId, idsColumn(inboxIds)})
        .map([](int) {});
}

Result<QHash<qint64, int>> FailureCareRepository::takeCrashed(qint64 streamId)
{
    const auto marked
        = readFirst(m_database.run(u"SELECT inbox_ids FROM planning_marks WHERE stream_id = ?"_s, {streamId}),
            [](RowReader &reader) { return reader.ids(); });
    if (!marked)
        return fail(marked.error());
    for (const qint64 id : marked->value_or(QList<qint64>())) {
        const auto counted = m_database.execute(
            u"INSERT INTO planning_crashes (stream_id, inbox_id, crashes) VALUES (?, ?, 1)"
            " ON CONFLICT (stream_id, inbox_id) DO UPDATE SET crashes = planning_crashes.crashes + 1"_s,
            {streamId, id});
        if (!counted)
            return fail(counted.error());
    }
    if (const auto cleared = markPlanning(streamId, {}); !cleared)
        return fail(cleared.error());
    const auto rows = readRows(
        m_database.run(u"SELECT inbox_id, crashes FROM planning_crashes WHERE stream_id = ?"_s, {streamId}),
        [](RowReader &reader) {
            const qint64 id = reader.number();
            return std::pair(id, reader.count());
        });
    if (!rows)
        return fail(rows.error());
    return QHash<qint64, int>(rows->cbegin(), rows->cend());
}

Result<void> FailureCareRepository::forgetCrashes(qint64 streamId, const QList<qint64> &inboxIds)
{
    for (const InChunk &chunk : inChunks(inboxIds)) {
        const auto done = m_database.execute(
            u"DELETE FROM planning_crashes WHERE stream_id = ? AND inbox_id IN (%1)"_s.arg(chunk.marks),
            QVariantList{streamId} + chunk.values);
        if (!done)
            return fail(done.error());
    }
    return {};
}

} // namespace uds
