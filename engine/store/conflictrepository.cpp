#include "engine/store/conflictrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/rowreader.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStateNames{"open", "decided", "settled"};

const QString kColumns
    = u"stream_id, run_id, source_integration, source_entity, source_id, target_integration, target_entity,"
      " target_id, number, code, reason, fields, fingerprint, source_modified_utc, target_modified_utc,"
      " strategy, state, choice, choices, total, currency, first_seen_utc, last_seen_utc, settled_utc"_s;
const QString kInsert = u"INSERT INTO conflicts (live_key, "_s + kColumns
    + u") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
const QString kSeeAgain
    = u" ON CONFLICT (live_key) DO UPDATE SET stream_id = excluded.stream_id, run_id = excluded.run_id,"
      " source_integration = excluded.source_integration, source_entity = excluded.source_entity,"
      " source_id = excluded.source_id, target_integration = excluded.target_integration,"
      " target_entity = excluded.target_entity, target_id = excluded.target_id, number = excluded.number,"
      " code = excluded.code, reason = excluded.reason, fields = excluded.fields,"
      " source_modified_utc = excluded.source_modified_utc,"
      " target_modified_utc = excluded.target_modified_utc, strategy = excluded.strategy,"
      " state = CASE WHEN conflicts.fingerprint = excluded.fingerprint THEN conflicts.state ELSE 'open' END,"
      " choice = CASE WHEN conflicts.fingerprint = excluded.fingerprint THEN conflicts.choice ELSE '' END,"
      " choices = CASE WHEN conflicts.fingerprint = excluded.fingerprint THEN conflicts.choices END,"
      " fingerprint = excluded.fingerprint, total = excluded.total, currency = excluded.currency,"
      " last_seen_utc = excluded.last_seen_utc"_s;

ConflictRow readConflict(RowReader &reader)
{
    ConflictRow row;
    row.id = reader.number();
    row.streamId = reader.number();
    row.runId = reader.number();
    row.sourceIntegration = reader.number();
    row.sourceEntity = reader.text();
    row.sourceId = reader.text();
    row.targetIntegration = reader.number();
    row.targetEntity = reader.text();
    row.targetId = reader.text();
    row.number = reader.text();
    row.code = reader.text();
    row.reason = reader.text();
    row.fields = reader.json();
    row.fingerprint = reader.bytes();
    row.sourceModifiedUtc = reader.time();
    row.targetModifiedUtc = reader.time();
    row.strategy = reader.text();
    row.state = conflictStateFromName(reader.text()).value_or(ConflictState::Settled);
    row.choice = reader.text();
    row.choices = reader.json();
    row.total = reader.amount();
    row.currency = reader.text();
    row.firstSeenUtc = reader.time();
    row.lastSeenUtc = reader.time();
    row.settledUtc = reader.time();
    return row;
}

QVariantList columnsOf(const ConflictRow &row, const QVariant &liveKey)
{
    return {liveKey, row.streamId, row.runId, row.sourceIntegration, row.sourceEntity, row.sourceId,
        row.targetIntegration, row.targetEntity, row.targetId, row.number, row.code, row.reason,
        row.fields.bytes(), row.fingerprint, timeColumn(row.sourceModifiedUtc),
        timeColumn(row.targetModifiedUtc), row.strategy, conflictStateName(row.state), row.choice,
        jsonColumn(row.choices), amountColumn(row.total), row.currency, timeColumn(row.firstSeenUtc),
        timeColumn(row.lastSeenUtc), timeColumn(row.settledUtc)};
}

} // namespace

QString conflictStateName(ConflictState state)
{
    return QString::fromLatin1(kStateNames.at(std::size_t(state)));
}

std::optional<ConflictState> conflictStateFromName(QStringView name)
{
    for (std::size_t i = 0; i < kStateNames.size(); ++i) {
        if (name == QLatin1StringView(kStateNames.at(i)))
            return ConflictState(i);
    }
    return std::nullopt;
}

QString conflictPairKey(const ConflictRow &row)
{
    const auto side = [](qint64 integration, const QString &entity, const QString &id) {
        return u"%1/%2/%3"_s.arg(integration).arg(entity, id);
    };
    const QString source = side(row.sourceIntegration, row.sourceEntity, row.sourceId);
    const QString target = side(row.targetIntegration, row.targetEntity, row.targetId);
    return row.sourceIntegration < row.targetIntegration ? source + u'|' + target : target + u'|' + source;
}

Result<void> ConflictRepository::put(const QList<ConflictRow> &rows)
{
    for (const ConflictRow &row : rows) {
        const auto done = row.state == ConflictState::Settled ? putSettled(row) : putLive(row);
        if (!done)
            return done;
    }
    return {};
}

Result<void> ConflictRepository::putLive(const ConflictRow &row)
{
    const auto put = m_database.execute(kInsert + kSeeAgain, columnsOf(row, conflictPairKey(row)));
    return put ? Result<void>() : fail(put.error());
}

Result<void> ConflictRepository::putSettled(const ConflictRow &row)
{
    const auto put = m_database.execute(kInsert, columnsOf(row, {}));
    return put ? Result<void>() : fail(put.error());
}

Result<QList<ConflictRow>> ConflictRepository::live(const QStringList &pairKeys)
{
    return selectIn(pairKeys, [this](const InChunk &chunk) {
        return readRows(m_database.run(u"SELECT id, "_s + kColumns
                                + u" FROM conflicts WHERE live_key IN (%1) ORDER BY id"_s.arg(chunk.marks),
                            chunk.values),
            readConflict);
    });
}

Result<void> ConflictRepository::settle(const QStringList &pairKeys, const QDateTime &nowUtc)
{
    for (const InChunk &chunk : inChunks(pairKeys)) {
        const auto done
            = m_database.execute(u"UPDATE conflicts SET state = 'settled', live_key = NULL, settled_utc = ?"
                                 " WHERE live_key IN (%1)"_s.arg(chunk.marks),
                QVariantList{timeColumn(nowUtc)} + chunk.values);
        if (!done)
            return fail(done.error());
    }
    return {};
}

Result<QList<ConflictRow>> ConflictRepository::page(const Filter &filter, qint64 beforeId, int limit)
{
    QString query = u"SELECT id, "_s + kColumns + u" FROM conflicts WHERE id < ?"_s;
    QVariantList values{beforeId};
    if (filter.state) {
        query += u" AND state = ?"_s;
        values.append(conflictStateName(*filter.state));
    }
    if (filter.streamId != 0) {
        query += u" AND stream_id = ?"_s;
        values.append(filter.streamId);
    }
    return readRows(
        m_database.run(query + u" ORDER BY id DESC LIMIT ?"_s, values + QVariantList{limit}), readConflict);
}

Result<std::optional<ConflictRow>> ConflictRepository::byId(qint64 id)
{
    return readFirst(
        m_database.run(u"SELECT id, "_s + kColumns + u" FROM conflicts WHERE id = ?"_s, {id}), readConflict);
}

Result<void> ConflictRepository::decide(qint64 id, const Decision &decision)
{
    const auto done = m_database.execute(
        u"UPDATE conflicts SET state = 'decided', choice = ?, choices = ? WHERE id = ? AND state <> 'settled'"_s,
        {decision.choice, jsonColumn(decision.choices), id});
    return done ? Result<void>() : fail(done.error());
}

Result<ConflictStatistics> ConflictRepository::statistics(const QDateTime &sinceUtc)
{
    ConflictStatistics statistics;
    const auto count = [this](const QString &where, const QVariantList &values = {}) {
        return readNumber(m_database.run(u"SELECT COUNT(*) FROM conflicts WHERE "_s + where, values));
    };
    const auto open = count(u"state = 'open'"_s);
    const auto decided = count(u"state = 'decided'"_s);
    const auto byPerson
        = count(u"state = 'settled' AND choice <> '' AND settled_utc >= ?"_s, {timeColumn(sinceUtc)});
    for (const auto *answer : {&open, &decided, &byPerson}) {
        if (!*answer)
            return fail(answer->error());
    }
    statistics.open = *open;
    statistics.decided = *decided;
    statistics.settledByPerson = *byPerson;
    const auto rows = readRows(
        m_database.run(u"SELECT strategy, COUNT(*) FROM conflicts WHERE state = 'settled' AND choice = ''"
                       " AND settled_utc >= ? GROUP BY strategy ORDER BY strategy"_s,
            {timeColumn(sinceUtc)}),
        [](RowReader &reader) {
            const QString strategy = reader.text();
            return std::pair(strategy, reader.number());
        });
    if (!rows)
        return fail(rows.error());
    statistics.settledByStrategy = *rows;
    return statistics;
}

} // namespace uds
