#include "engine/store/webhookrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/rowreader.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStateNames{"queued", "done", "known", "unused", "census", "failed"};

QString stateName(WebhookState state)
{
    return QString::fromLatin1(kStateNames.at(std::size_t(state)));
}

WebhookState stateFromName(const QString &name)
{
    for (std::size_t i = 0; i < kStateNames.size(); ++i) {
        if (name == QLatin1StringView(kStateNames.at(i)))
            return WebhookState(i);
    }
    return WebhookState::Failed; // a state of a newer program: not ours to work off
}

const QString kSelect = u"SELECT id, integration_id, entity, source_id, topic, body_hash, occurred_utc,"
                        " received_utc, not_before_utc, attempts, state FROM webhook_events "_s;

WebhookEventRow readEvent(RowReader &reader)
{
    WebhookEventRow row;
    row.id = reader.number();
    row.integrationId = reader.number();
    row.entity = reader.text();
    row.sourceId = reader.text();
    row.topic = reader.text();
    row.bodyHash = reader.bytes();
    row.occurredUtc = reader.time();
    row.receivedUtc = reader.time();
    row.notBeforeUtc = reader.time();
    row.attempts = reader.count();
    row.state = stateFromName(reader.text());
    return row;
}

WebhookCounts readCounts(RowReader &reader)
{
    WebhookCounts counts;
    counts.received = reader.number();
    counts.queued = reader.number();
    counts.census = reader.number();
    counts.failed = reader.number();
    counts.lastReceivedUtc = reader.time();
    return counts;
}

} // namespace

Result<int> WebhookRepository::add(const QList<WebhookEventRow> &rows)
{
    int fresh = 0;
    for (const WebhookEventRow &row : rows) {
        const auto added = m_database.execute(
            u"INSERT INTO webhook_events (integration_id, entity, source_id, topic, body_hash, occurred_utc,"
            " received_utc, not_before_utc, attempts, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (integration_id, entity, source_id, topic, body_hash) DO NOTHING"_s,
            {row.integrationId, row.entity, row.sourceId, row.topic, row.bodyHash,
                timeColumn(row.occurredUtc), timeColumn(row.receivedUtc), timeColumn(row.notBeforeUtc),
                row.attempts, stateName(row.state)});
        if (!added)
            return fail(added.error());
        fresh += *added;
    }
    return fresh;
}

Result<QList<WebhookEventRow>> WebhookRepository::queued(const QDateTime &nowUtc, int limit)
{
    return readRows(
        m_database.run(kSelect
                + u"WHERE state IN ('queued', 'census') AND (not_before_utc IS NULL OR not_before_utc <= ?)"
                  " ORDER BY id LIMIT ?"_s,
            {timeColumn(nowUtc), limit}),
        readEvent);
}

Result<QList<WebhookEventRow>> WebhookRepository::inState(WebhookState state, int limit)
{
    return readRows(
        m_database.run(kSelect + u"WHERE state = ? ORDER BY id LIMIT ?"_s, {stateName(state), limit}),
        readEvent);
}

Result<void> WebhookRepository::setState(const QList<qint64> &ids, WebhookState state)
{
    for (const InChunk &chunk : inChunks(ids)) {
        const auto set
            = m_database.execute(u"UPDATE webhook_events SET state = ? WHERE id IN (%1)"_s.arg(chunk.marks),
                QVariantList{stateName(state)} + chunk.values);
        if (!set)
            return fail(set.error());
    }
    return {};
}

Result<void> WebhookRepository::putOff(const QList<qint64> &ids, const QDateTime &notBeforeUtc)
{
    for (const InChunk &chunk : inChunks(ids)) {
        const auto set = m_database.execute(
            u"UPDATE webhook_events SET attempts = attempts + 1, not_before_utc = ? WHERE id IN (%1)"_s.arg(
                chunk.marks),
            QVariantList{timeColumn(notBeforeUtc)} + chunk.values);
        if (!set)
            return fail(set.error());
    }
    return {};
}

Result<WebhookCounts> WebhookRepository::counts(qint64 integrationId)
{
    const auto counts = readFirst(
        m_database.run(u"SELECT COUNT(*), COALESCE(SUM(CASE WHEN state = 'queued' THEN 1 ELSE 0 END), 0),"
                       " COALESCE(SUM(CASE WHEN state = 'census' THEN 1 ELSE 0 END), 0),"
                       " COALESCE(SUM(CASE WHEN state = 'failed' THEN 1 ELSE 0 END), 0), MAX(received_utc)"
                       " FROM webhook_events WHERE integration_id = ?"_s,
            {integrationId}),
        readCounts);
    if (!counts)
        return fail(counts.error());
    return counts->value_or(WebhookCounts());
}

Result<int> WebhookRepository::forget(const QDateTime &receivedBeforeUtc)
{
    return m_database.execute(
        u"DELETE FROM webhook_events WHERE received_utc < ? AND state NOT IN ('queued', 'census')"_s,
        {timeColumn(receivedBeforeUtc)});
}

} // namespace uds
