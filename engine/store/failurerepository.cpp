#include "engine/store/failurerepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/failurecauses.h"
#include "engine/store/inlist.h"
#include "engine/store/keyset.h"
#include "engine/store/rowreader.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStateNames{"needs_you", "will_retry", "unknown_outcome", "excluded", "resolved"};

const QString kSelect
    = u"SELECT id, stream_id, run_id, inbox_id, intent_id, source_entity, source_id, number,"
      " purpose, kind, code, message, hint, field, detail, retry_after_ms, cause_key, amount,"
      " currency, state, tries, first_seen_utc, last_seen_utc FROM failures "_s;
const QString kPut
    = u"INSERT INTO failures (stream_id, run_id, inbox_id, intent_id, source_entity, source_id, number, "
      u"purpose,"
      " kind, code, message, hint, field, detail, retry_after_ms, cause_key, amount, currency, state, tries,"
      " first_seen_utc, last_seen_utc)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (stream_id, source_entity, source_id, purpose) WHERE state <> 'resolved' DO UPDATE SET"
      " run_id = excluded.run_id, inbox_id = excluded.inbox_id, intent_id = excluded.intent_id,"
      " number = excluded.number, kind = excluded.kind, code = excluded.code, message = excluded.message,"
      " hint = excluded.hint, field = excluded.field, detail = excluded.detail,"
      " retry_after_ms = excluded.retry_after_ms, cause_key = excluded.cause_key, amount = excluded.amount,"
      " currency = excluded.currency, state = excluded.state, tries = failures.tries + 1,"
      " last_seen_utc = excluded.last_seen_utc"_s;
// The condition of the index failures_cause, word for word, so that it is used.
const QString kOpen = u"state IN ('needs_you', 'will_retry', 'unknown_outcome')"_s;

FailureState stateFromName(const QString &name)
{
    for (std::size_t i = 0; i < kStateNames.size(); ++i) {
        if (name == QLatin1StringView(kStateNames.at(i)))
            return FailureState(i);
    }
    return FailureState::NeedsYou;
}

Error readError(RowReader &reader)
{
    Error error;
    error.kind = errorKindFromName(reader.text()).value_or(ErrorKind::Internal);
    error.code = reader.text();
    error.message = reader.text();
    error.hint = reader.text();
    error.field = reader.text();
    error.detail = reader.text();
    const qint64 retryAfterMs = reader.number();
    if (retryAfterMs > 0)
        error.retryAfter = std::chrono::milliseconds(retryAfterMs);
    return error;
}

FailureRow readFailure(RowReader &reader)
{
    FailureRow row;
    row.id = reader.number();
    row.streamId = reader.number();
    row.runId = reader.number();
    row.inboxId = reader.number();
    row.intentId = reader.number();
    row.sourceEntity = reader.text();
    row.sourceId = reader.text();
    row.number = reader.text();
    row.purpose = reader.text();
    row.error = readError(reader);
    row.causeKey = reader.text();
    row.amount = reader.amount();
    row.currency = reader.text();
    row.state = stateFromName(reader.text());
    row.tries = reader.count();
    row.firstSeenUtc = reader.time();
    row.lastSeenUtc = reader.time();
    return row;
}

QVariantList columns(const FailureRow &row)
{
    const Error &error = row.error;
    const QVariant retryAfter = error.retryAfter ? QVariant(qint64(error.retryAfter->count())) : QVariant();
    return {row.streamId, row.runId, row.inboxId, row.intentId, row.sourceEntity, row.sourceId, row.number,
        row.purpose, errorKindName(error.kind), error.code, error.message, error.hint, error.field,
        error.detail, retryAfter, row.causeKey, amountColumn(row.amount), row.currency,
        failureStateName(row.state), row.tries, timeColumn(row.firstSeenUtc), timeColumn(row.lastSeenUtc)};
}

OpenFailure readOpen(RowReader &reader)
{
    OpenFailure open;
    open.id = reader.number();
    open.causeKey = reader.text();
    open.amount = reader.amount();
    open.currency = reader.text();
    open.firstSeenUtc = reader.time();
    open.lastSeenUtc = reader.time();
    return open;
}

// Parts of a WHERE that apply only when a value was given.
struct OpenFilter {
    QString where = u"WHERE "_s + kOpen;
    QVariantList values;
    void equal(const QString &column, const QVariant &value)
    {
        where += u" AND %1 = ?"_s.arg(column);
        values.append(value);
    }
};

OpenFilter openOf(qint64 streamId)
{
    OpenFilter filter;
    if (streamId != 0)
        filter.equal(u"stream_id"_s, streamId);
    return filter;
}

} // namespace

QString failureStateName(FailureState state)
{
    return QString::fromLatin1(kStateNames.at(std::size_t(state)));
}

Result<void> FailureRepository::put(const QList<FailureRow> &rows)
{
    for (const FailureRow &row : rows) {
        if (const auto done = m_database.execute(kPut, columns(row)); !done)
            return fail(done.error());
    }
    return {};
}

Result<void> FailureRepository::resolve(
    qint64 streamId, const FailureScope &scope, const QStringList &sourceIds, const QDateTime &nowUtc)
{
    const QVariantList record{timeColumn(nowUtc), streamId, scope.sourceEntity, scope.purpose};
    for (const InChunk &chunk : inChunks(sourceIds)) {
        const QString sql
            = u"UPDATE failures SET state = 'resolved', last_seen_utc = ? WHERE stream_id = ?"
              " AND source_entity = ? AND purpose = ? AND state <> 'resolved' AND source_id IN (%1)"_s.arg(
                  chunk.marks);
        if (const auto done = m_database.execute(sql, record + chunk.values); !done)
            return fail(done.error());
    }
    return {};
}

Result<QSet<QString>> FailureRepository::excluded(
    qint64 streamId, const QString &sourceEntity, const QStringList &sourceIds)
{
    const auto ids = selectIn(sourceIds, [this, streamId, &sourceEntity](const InChunk &chunk) {
        return readRows(
            m_database.run(
                u"SELECT source_id FROM failures WHERE stream_id = ?"
                " AND source_entity = ? AND state = 'excluded' AND source_id IN (%1)"_s.arg(chunk.marks),
                QVariantList{streamId, sourceEntity} + chunk.values),
            [](RowReader &reader) { return reader.text(); });
    });
    if (!ids)
        return fail(ids.error());
    return QSet<QString>(ids->cbegin(), ids->cend());
}

Result<void> FailureRepository::setState(const QList<qint64> &ids, FailureState state)
{
    for (const InChunk &chunk : inChunks(ids)) {
        const auto done
            = m_database.execute(u"UPDATE failures SET state = ? WHERE id IN (%1)"_s.arg(chunk.marks),
                QVariantList{failureStateName(state)} + chunk.values);
        if (!done)
            return fail(done.error());
    }
    return {};
}

Result<QList<CauseRow>> FailureRepository::causes(qint64 streamId)
{
    const OpenFilter filter = openOf(streamId);
    const auto open = readRows(
        m_database.run(
            u"SELECT id, cause_key, amount, currency, first_seen_utc, last_seen_utc FROM failures "_s
                + filter.where,
            filter.values),
        readOpen);
    if (!open)
        return fail(open.error());
    const QList<Cause> grouped = groupByCause(*open);
    QList<qint64> newest;
    for (const Cause &cause : grouped)
        newest.append(cause.newestId);
    const auto rows = byIds(newest);
    if (!rows)
        return fail(rows.error());
    QHash<qint64, Error> errors;
    for (const FailureRow &row : *rows)
        errors.insert(row.id, row.error);
    QList<CauseRow> causes;
    for (const Cause &cause : grouped) {
        causes.append(cause.row);
        causes.last().error = errors.value(cause.newestId);
    }
    return causes;
}

Result<QList<FailureRow>> FailureRepository::page(
    qint64 streamId, const QString &causeKey, qint64 beforeId, int limit)
{
    OpenFilter filter = openOf(streamId);
    if (!causeKey.isEmpty())
        filter.equal(u"cause_key"_s, causeKey);
    const QString tail = u" AND id < ? ORDER BY id DESC LIMIT ?"_s;
    return readRows(
        m_database.run(kSelect + filter.where + tail, filter.values + QVariantList{upperId(beforeId), limit}),
        readFailure);
}

Result<QList<FailureRow>> FailureRepository::byIds(const QList<qint64> &ids)
{
    return selectIn(ids, [this](const InChunk &chunk) {
        return readRows(
            m_database.run(kSelect + u"WHERE id IN (%1) ORDER BY id"_s.arg(chunk.marks), chunk.values),
            readFailure);
    });
}

Result<QList<FailureRow>> FailureRepository::bySource(qint64 streamId, const QString &sourceId)
{
    return readRows(m_database.run(kSelect + u"WHERE stream_id = ? AND source_id = ? ORDER BY id DESC"_s,
                        {streamId, sourceId}),
        readFailure);
}

Result<int> FailureRepository::openCount(qint64 streamId)
{
    const OpenFilter filter = openOf(streamId);
    return readNumber(m_database.run(u"SELECT COUNT(*) FROM failures "_s + filter.where, filter.values))
        .map([](qint64 count) { return int(count); });
}

} // namespace uds
