#include "engine/store/inboxrepository.h"

#include "engine/store/columns.h"
#include "engine/store/database.h"
#include "engine/store/inlist.h"
#include "engine/store/rowreader.h"

#include <array>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

QString select(const QString &document, const QString &from)
{
    return u"SELECT id, stream_id, entity, source_id, number, modified_utc, content_hash, %1,"
           " state, reason FROM %2 "_s.arg(document, from);
}

const QString kSelect = select(u"document"_s, u"inbox LEFT JOIN inbox_documents ON inbox_id = inbox.id"_s);
const QString kSelectHeads = select(u"''"_s, u"inbox"_s);
const QString kPending = u"WHERE stream_id = ? AND state = 'pending' AND id > ? ORDER BY id LIMIT ?"_s;
const QString kCapture
    = u"INSERT INTO inbox (stream_id, entity, source_id, number, modified_utc, content_hash, state, reason)"
      " VALUES (?, ?, ?, ?, ?, ?, 'pending', '')"
      " ON CONFLICT (stream_id, entity, source_id) DO UPDATE SET number = excluded.number,"
      " modified_utc = excluded.modified_utc, content_hash = excluded.content_hash,"
      " state = 'pending', reason = ''"_s;
const QString kReturningId = u" RETURNING id"_s;
const QString kUnlessKnown = u" WHERE inbox.content_hash <> excluded.content_hash"_s;
// Documents are rows of their own: the state of a record changes three times, its document never does.
const QString kCaptureDocument = u"INSERT INTO inbox_documents (inbox_id, document) VALUES (?, ?)"
                                 " ON CONFLICT (inbox_id) DO UPDATE SET document = excluded.document"_s;

constexpr std::array kStateNames{"pending", "planned", "done", "excluded", "failed"};

QString stateName(InboxState state)
{
    return QString::fromLatin1(kStateNames.at(std::size_t(state)));
}

InboxState stateFromName(const QString &name)
{
    for (std::size_t i = 0; i < kStateNames.size(); ++i) {
        if (name == QLatin1StringView(kStateNames.at(i)))
            return InboxState(i);
    }
    return InboxState::Failed; // a state of a newer program: not ours to send
}

InboxRow readInbox(RowReader &reader)
{
    InboxRow row;
    row.id = reader.number();
    row.streamId = reader.number();
    row.entity = reader.text();
    row.sourceId = reader.text();
    row.number = reader.text();
    row.modifiedUtc = reader.time();
    row.contentHash = reader.bytes();
    row.document = reader.bytes();
    row.state = stateFromName(reader.text());
    row.reason = reader.text();
    return row;
}

} // namespace

Result<CaptureCounts> InboxRepository::capture(const QList<InboxRow> &rows, Known known)
{
    static const QString absorb = kCapture + kUnlessKnown + kReturningId;
    static const QString replace = kCapture + kReturningId;
    const QString &sql = known == Known::Absorb ? absorb : replace;
    CaptureCounts counts;
    for (const InboxRow &row : rows) {
        const auto id = readFirst(m_database.run(sql,
                                      {row.streamId, row.entity, row.sourceId, row.number,
                                          timeColumn(row.modifiedUtc), row.contentHash}),
            [](RowReader &reader) { return reader.number(); });
        if (!id)
            return fail(id.error());
        ++(*id ? counts.fresh : counts.known);
        if (!*id)
            continue;
        if (const auto kept = m_database.execute(kCaptureDocument, {**id, row.document}); !kept)
            return fail(kept.error());
    }
    return counts;
}

Result<QList<InboxRow>> InboxRepository::pending(qint64 streamId, qint64 afterId, int limit)
{
    return readRows(m_database.run(kSelect + kPending, {streamId, afterId, limit}), readInbox);
}

Result<QList<InboxRow>> InboxRepository::pendingHeads(qint64 streamId, qint64 afterId, int limit)
{
    return readRows(m_database.run(kSelectHeads + kPending, {streamId, afterId, limit}), readInbox);
}

Result<int> InboxRepository::pendingCount(qint64 streamId)
{
    return readNumber(
        m_database.run(u"SELECT COUNT(*) FROM inbox WHERE stream_id = ? AND state = 'pending'"_s, {streamId}))
        .map([](qint64 count) { return int(count); });
}

Result<QList<InboxRow>> InboxRepository::byIds(const QList<qint64> &ids)
{
    return selectIn(ids, [this](const InChunk &chunk) {
        return readRows(
            m_database.run(kSelect + u"WHERE id IN (%1) ORDER BY id"_s.arg(chunk.marks), chunk.values),
            readInbox);
    });
}

Result<std::optional<InboxRow>> InboxRepository::bySource(
    qint64 streamId, const QString &entity, const QString &sourceId)
{
    return readFirst(m_database.run(kSelect + u"WHERE stream_id = ? AND entity = ? AND source_id = ?"_s,
                         {streamId, entity, sourceId}),
        readInbox);
}

Result<QList<InboxRow>> InboxRepository::byNumber(const QString &number)
{
    return readRows(m_database.run(kSelect + u"WHERE number = ? ORDER BY id"_s, {number}), readInbox);
}

Result<void> InboxRepository::setState(const QList<qint64> &ids, InboxState state, const QString &reason)
{
    return mark(ids, {state, reason}, {});
}

Result<void> InboxRepository::settle(const QList<qint64> &ids, InboxState state)
{
    const QString condition
        = state == InboxState::Failed ? u" AND state <> 'pending'"_s : u" AND state = 'planned'"_s;
    return mark(ids, {state, {}}, condition);
}

Result<void> InboxRepository::mark(const QList<qint64> &ids, const Mark &marked, const QString &condition)
{
    // The document of a finished record is no longer needed; its hash stays and recognises the same content.
    const bool finished = marked.state == InboxState::Done || marked.state == InboxState::Excluded;
    const QString which = u"id IN (%1)"_s + condition;
    const QString forget
        = u"DELETE FROM inbox_documents WHERE inbox_id IN (SELECT id FROM inbox WHERE %1)"_s.arg(which);
    const QString sql = u"UPDATE inbox SET state = ?, reason = ? WHERE "_s + which;
    const QVariantList values{stateName(marked.state), marked.reason};
    for (const InChunk &chunk : inChunks(ids)) {
        if (finished) {
            if (const auto gone = m_database.execute(forget.arg(chunk.marks), chunk.values); !gone)
                return fail(gone.error());
        }
        if (const auto done = m_database.execute(sql.arg(chunk.marks), values + chunk.values); !done)
            return fail(done.error());
    }
    return {};
}

} // namespace uds
