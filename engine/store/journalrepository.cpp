#include "engine/store/journalrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/intentstates.h"
#include "engine/store/rowreader.h"
#include "engine/store/storeerror.h"

#include <QCoreApplication>

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kStateNames{
    "planned", "ready", "inflight", "applied", "adopted", "rejected", "ambiguous", "parked", "superseded"};

const QString kSelect
    = u"SELECT id, run_id, stream_id, target_integration, inbox_id, business_key, purpose, source_entity, "
      u"source_id,"
      " entity, operation, source_version, generation, token, state, depends_on, payload, open_references,"
      " remote_id, remote_version, number, total, currency, call_token, attempts, sent_utc, not_before_utc, "
      "error"
      " FROM intents LEFT JOIN intent_payloads ON intent_id = intents.id "_s;
const QString kInsert
    = u"INSERT INTO intents (stream_id, target_integration, inbox_id, business_key, purpose, source_entity,"
      " source_id, entity, operation, run_id, source_version, generation, token, state, depends_on,"
      " remote_id, remote_version, number, total, currency, call_token, attempts, sent_utc, not_before_utc,"
      " error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
// Payloads are rows of their own: the state of an intent changes on the way, its payload hardly ever does.
const QString kInsertPayload
    = u"INSERT INTO intent_payloads (payload, open_references, intent_id) VALUES (?, ?, ?)"_s;
// What may change after the insert. The payload does so only while references of it are still open.
const QString kProgressColumns
    = u"state = ?, remote_id = ?, remote_version = ?, call_token = ?, attempts = ?,"
      " sent_utc = ?, not_before_utc = ?, error = ?"_s;
const QString kUpdate = u"UPDATE intents SET %1 WHERE id = ?"_s.arg(kProgressColumns);
const QString kUpdatePayload
    = u"UPDATE intent_payloads SET payload = ?, open_references = ? WHERE intent_id = ?"_s;
// The condition of the unique index intents_live_create, word for word, so that it is used.
const QString kLiveCreate
    = u"operation = 'create'"
      " AND state IN ('planned', 'ready', 'inflight', 'applied', 'adopted', 'ambiguous', 'parked')"_s;

IntentRow readIntent(RowReader &reader)
{
    IntentRow row;
    row.id = reader.number();
    row.runId = reader.number();
    row.streamId = reader.number();
    row.targetIntegration = reader.number();
    row.inboxId = reader.number();
    row.businessKey = reader.text();
    row.purpose = reader.text();
    row.sourceEntity = reader.text();
    row.sourceId = reader.text();
    row.entity = reader.text();
    row.operation = reader.text();
    row.sourceVersion = reader.bytes();
    row.generation = reader.count();
    row.token = reader.text();
    // An unknown name is of a newer program; parked waits for a person instead of being sent.
    row.state = intentStateFromName(reader.text()).value_or(IntentState::Parked);
    row.dependsOn = reader.ids();
    row.payload = reader.json();
    row.openReferences = reader.json();
    row.remoteId = reader.text();
    row.remoteVersion = reader.text();
    row.number = reader.text();
    row.total = reader.amount();
    row.currency = reader.text();
    row.callToken = reader.text();
    row.attempts = reader.count();
    row.sentUtc = reader.time();
    row.notBeforeUtc = reader.time();
    row.error = reader.json();
    return row;
}

QVariantList identity(const IntentRow &row)
{
    return {row.streamId, row.targetIntegration, row.inboxId, row.businessKey, row.purpose, row.sourceEntity,
        row.sourceId, row.entity, row.operation};
}

QVariantList content(const IntentRow &row)
{
    return {row.runId, row.sourceVersion, row.generation, row.token, intentStateName(row.state),
        idsColumn(row.dependsOn), row.remoteId, row.remoteVersion, row.number, amountColumn(row.total),
        row.currency, row.callToken, row.attempts, timeColumn(row.sentUtc), timeColumn(row.notBeforeUtc),
        jsonColumn(row.error)};
}

QVariantList progress(const IntentRow &row)
{
    return {intentStateName(row.state), row.remoteId, row.remoteVersion, row.callToken, row.attempts,
        timeColumn(row.sentUtc), timeColumn(row.notBeforeUtc), jsonColumn(row.error)};
}

QVariantList payload(const IntentRow &row, qint64 id)
{
    return {jsonColumn(row.payload), jsonColumn(row.openReferences), id};
}

// Once it is on its way the payload is frozen; without a parent it was complete from the beginning.
bool payloadMayChange(const IntentRow &row)
{
    const bool notDecided = row.state == IntentState::Planned || row.state == IntentState::Ready
        || row.state == IntentState::Inflight;
    return notDecided && !row.dependsOn.isEmpty();
}

Error openCreate(Error error, const IntentRow &row)
{
    if (!breaksUnique(error, u"intents.business_key"))
        return error;
    return {ErrorKind::Conflict, u"journal.openCreate"_s,
        QCoreApplication::translate("uds", "%1 is already being created or was created before.")
            .arg(row.businessKey),
        QCoreApplication::translate("uds", "Look it up at the target; exclude this record when it is there."),
        {}, {}, std::nullopt};
}

Error missing(qint64 id)
{
    return {ErrorKind::Internal, u"journal.missing"_s,
        QCoreApplication::translate("uds", "The journal has no entry %1 in the state it should have.")
            .arg(id),
        {}, {}, {}, {}};
}

CallRow readCall(RowReader &reader)
{
    CallRow call;
    call.token = reader.text();
    call.verb = reader.bytes();
    call.path = reader.bytes();
    call.contentType = reader.bytes();
    call.body = reader.bytes();
    call.bodyHash = reader.bytes();
    call.intents = reader.ids();
    call.isBatch = reader.fact();
    return call;
}

} // namespace

QString intentStateName(IntentState state)
{
    return QString::fromLatin1(kStateNames.at(std::size_t(state)));
}

std::optional<IntentState> intentStateFromName(QStringView name)
{
    for (std::size_t i = 0; i < kStateNames.size(); ++i) {
        if (name == QLatin1StringView(kStateNames.at(i)))
            return IntentState(i);
    }
    return std::nullopt;
}

Result<QList<qint64>> JournalRepository::insert(const QList<IntentRow> &rows)
{
    QList<qint64> ids;
    ids.reserve(rows.size());
    for (const IntentRow &row : rows) {
        const auto id = m_database.insert(kInsert, identity(row) + content(row));
        if (!id)
            return fail(openCreate(id.error(), row));
        if (const auto kept = m_database.execute(kInsertPayload, payload(row, *id)); !kept)
            return fail(kept.error());
        ids.append(*id);
    }
    return ids;
}

Result<void> JournalRepository::update(const QList<IntentRow> &rows)
{
    for (const IntentRow &row : rows) {
        const auto changed = m_database.execute(kUpdate, progress(row) << row.id);
        if (!changed)
            return fail(openCreate(changed.error(), row));
        if (*changed == 0)
            return fail(missing(row.id));
        if (!payloadMayChange(row))
            continue;
        if (const auto kept = m_database.execute(kUpdatePayload, payload(row, row.id)); !kept)
            return fail(kept.error());
    }
    return {};
}

Result<void> JournalRepository::markInflight(const QList<IntentRow> &members)
{
    QList<IntentRow> changed; // references of theirs were open until now
    QList<qint64> frozen;
    for (const IntentRow &row : members) {
        if (payloadMayChange(row))
            changed.append(row);
        else
            frozen.append(row.id);
    }
    qsizetype count = 0;
    for (const InChunk &chunk : inChunks(frozen)) {
        const IntentRow &any = members.constFirst();
        const auto marked = m_database.execute(
            u"UPDATE intents SET state = ?, call_token = ?, sent_utc = ?, attempts = attempts + 1"
            " WHERE id IN (%1) AND state = 'ready'"_s.arg(chunk.marks),
            QVariantList{intentStateName(any.state), any.callToken, timeColumn(any.sentUtc)} + chunk.values);
        if (!marked)
            return fail(marked.error());
        count += *marked;
    }
    if (count != frozen.size())
        return fail(missing(members.constFirst().id));
    return update(changed);
}

Result<QList<IntentRow>> JournalRepository::byIds(const QList<qint64> &ids)
{
    return selectIn(ids, [this](const InChunk &chunk) {
        return readRows(
            m_database.run(kSelect + u"WHERE id IN (%1) ORDER BY id"_s.arg(chunk.marks), chunk.values),
            readIntent);
    });
}

Result<QList<IntentRow>> JournalRepository::byState(
    qint64 streamId, const QList<IntentState> &states, qint64 afterId, int limit)
{
    return readRows(m_database.run(kSelect
                            + u"WHERE stream_id = ? AND state IN (%1) AND id > ? ORDER BY id LIMIT ?"_s.arg(
                                quotedNames(states)),
                        {streamId, afterId, limit}),
        readIntent);
}

Result<int> JournalRepository::countByState(qint64 streamId, const QList<IntentState> &states)
{
    return readNumber(
        m_database.run(
            u"SELECT COUNT(*) FROM intents WHERE stream_id = ? AND state IN (%1)"_s.arg(quotedNames(states)),
            {streamId}))
        .map([](qint64 count) { return int(count); });
}

Result<QHash<QString, IntentRow>> JournalRepository::liveCreates(
    qint64 targetIntegration, const QStringList &businessKeys)
{
    const auto rows = selectIn(businessKeys, [this, targetIntegration](const InChunk &chunk) {
        const QString where
            = u"WHERE target_integration = ? AND business_key IN (%1) AND "_s.arg(chunk.marks);
        return readRows(
            m_database.run(kSelect + where + kLiveCreate, QVariantList{targetIntegration} + chunk.values),
            readIntent);
    });
    if (!rows)
        return fail(rows.error());
    QHash<QString, IntentRow> byKey;
    for (const IntentRow &row : *rows)
        byKey.insert(row.businessKey, row);
    return byKey;
}

Result<QList<IntentRow>> JournalRepository::bySource(qint64 streamId, const QString &sourceId)
{
    return readRows(m_database.run(kSelect + u"WHERE stream_id = ? AND source_id = ? ORDER BY id DESC"_s,
                        {streamId, sourceId}),
        readIntent);
}

Result<QSet<QString>> JournalRepository::undecidedKeys(
    qint64 targetIntegration, const QStringList &businessKeys)
{
    const auto keys = selectIn(businessKeys, [this, targetIntegration](const InChunk &chunk) {
        return readRows(m_database.run(u"SELECT business_key FROM intents WHERE target_integration = ?"
                                       " AND business_key IN (%1) AND state IN (%2)"_s.arg(
                                           chunk.marks, quotedNames(undecidedStates())),
                            QVariantList{targetIntegration} + chunk.values),
            [](RowReader &reader) { return reader.text(); });
    });
    if (!keys)
        return fail(keys.error());
    return QSet<QString>(keys->cbegin(), keys->cend());
}

Result<QList<IntentRow>> JournalRepository::undecidedCreates(
    qint64 targetIntegration, const QStringList &entities)
{
    return selectIn(entities, [this, targetIntegration](const InChunk &chunk) {
        // By stream and state, as the index goes.
        const QString where
            = u"WHERE stream_id IN (SELECT id FROM streams) AND state IN (%1) AND target_integration = ?"
              " AND operation = 'create' AND entity IN (%2) ORDER BY id"_s.arg(
                  quotedNames(undecidedStates()), chunk.marks);
        return readRows(
            m_database.run(kSelect + where, QVariantList{targetIntegration} + chunk.values), readIntent);
    });
}

QString JournalRepository::generationKey(const QString &businessKey, const QString &operation)
{
    return operation + u' ' + businessKey;
}

Result<QHash<QString, int>> JournalRepository::lastGenerations(
    qint64 targetIntegration, const QStringList &businessKeys)
{
    using Row = std::pair<QString, int>;
    const auto rows = selectIn(businessKeys, [this, targetIntegration](const InChunk &chunk) {
        return readRows(m_database.run(u"SELECT business_key, operation, MAX(generation) FROM intents"
                                       " WHERE target_integration = ? AND business_key IN (%1)"
                                       " GROUP BY business_key, operation"_s.arg(chunk.marks),
                            QVariantList{targetIntegration} + chunk.values),
            [](RowReader &reader) {
                const QString key = reader.text();
                const QString operation = reader.text();
                return Row(generationKey(key, operation), reader.count());
            });
    });
    if (!rows)
        return fail(rows.error());
    QHash<QString, int> generations;
    for (const Row &row : *rows)
        generations.insert(row.first, row.second);
    return generations;
}

Result<void> JournalRepository::putCall(const CallRow &call)
{
    const auto put = m_database.execute(
        u"INSERT INTO calls (token, verb, path, content_type, body, body_hash, intents, is_batch)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token) DO NOTHING"_s,
        {call.token, call.verb, call.path, call.contentType, call.body, call.bodyHash,
            idsColumn(call.intents), int(call.isBatch)});
    if (!put)
        return fail(put.error());
    if (*put > 0)
        return {};
    const auto frozen = this->call(call.token);
    if (!frozen)
        return fail(frozen.error());
    if (*frozen == call)
        return {};
    return fail(ErrorKind::Conflict, u"journal.frozenCall"_s,
        QCoreApplication::translate("uds", "The request %1 is frozen and cannot be changed.")
            .arg(call.token));
}

Result<std::optional<CallRow>> JournalRepository::call(const QString &token)
{
    return readFirst(
        m_database.run(u"SELECT token, verb, path, content_type, body, body_hash, intents, is_batch"
                       " FROM calls WHERE token = ?"_s,
            {token}),
        readCall);
}

} // namespace uds
