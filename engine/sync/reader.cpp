#include "engine/sync/reader.h"

#include "engine/core/clock.h"
#include "engine/store/store.h"
#include "engine/sync/storerows.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kSettle = 10s;

QDateTime before(const QDateTime &moment, std::chrono::seconds span)
{
    return moment.addSecs(-span.count());
}

// A full read keeps a cursor of its own, so that it can be resumed without disturbing the incremental one.
QString cursorName(const QString &entity, SyncRequest::Mode mode)
{
    return mode == SyncRequest::Mode::Full ? entity + u"/full"_s : entity;
}

InboxRow inboxRow(const Record &record, qint64 streamId)
{
    InboxRow row;
    row.streamId = streamId;
    row.entity = record.entity;
    row.sourceId = record.id;
    row.number = record.number;
    row.modifiedUtc = record.modifiedUtc;
    row.contentHash = record.contentHash;
    row.document = record.document.bytes();
    return row;
}

// What some pages leave behind, written in one transaction.
struct CapturedPages {
    QList<SourcePage> pages;
    InboxRepository::Known known = InboxRepository::Known::Absorb;
    qint64 streamId = 0;
    qint64 runId = 0;
    QStringList cursorNames; // that move with these pages
};

Result<CaptureCounts> write(Database &database, const CapturedPages &captured)
{
    QList<InboxRow> rows;
    QList<FailureRow> unreadable;
    for (const SourcePage &page : captured.pages) {
        for (const SourceRecord &record : page.records)
            rows.append(record.row);
        for (FailureRow row : page.unreadable) {
            row.runId = captured.runId;
            unreadable.append(row);
        }
    }
    const auto counts = InboxRepository(database).capture(rows, captured.known);
    if (!counts)
        return counts;
    if (const auto done = FailureRepository(database).put(unreadable); !done)
        return fail(done.error());
    StreamRepository streams(database);
    for (const QString &name : captured.cursorNames) {
        if (const auto done = streams.putCursor(captured.streamId, name, captured.pages.constLast().cursor);
            !done)
            return fail(done.error());
    }
    return counts;
}

} // namespace

Reader::Reader(StreamContext &context, SyncRequest request)
    : m_context(context)
    , m_request(std::move(request))
    , m_entity(context.library.sourceEntity())
    , m_cursorName(cursorName(m_entity, m_request.mode))
{
    m_window.ids = m_request.ids;
}

QCoro::Task<Result<void>> Reader::open()
{
    if (!leavesCursor())
        co_return Result<void>();
    const auto query = [streamId = m_context.stream.id, name = m_cursorName](
                           Database &database) { return StreamRepository(database).cursor(streamId, name); };
    const auto cursor = co_await m_context.store.read(query);
    if (!cursor)
        co_return fail(cursor.error());
    m_cursor = *cursor;
    if (m_request.mode == SyncRequest::Mode::Incremental && m_cursor.watermarkUtc.isValid())
        m_window.fromUtc = before(m_cursor.watermarkUtc, m_context.source.description().overlap);
    co_return Result<void>();
}

void Reader::startOver()
{
    m_cursor.position.clear();
    m_cursor.windowUntilUtc = {};
}

FailureRow Reader::unreadableRow(const Record &record) const
{
    FailureRow row;
    row.streamId = m_context.stream.id;
    row.sourceEntity = m_entity;
    row.sourceId = record.id;
    row.number = record.number;
    row.purpose = u"document"_s;
    row.error = *record.unreadable;
    row.causeKey = causeKey(*record.unreadable);
    row.firstSeenUtc = row.lastSeenUtc = m_context.clock.nowUtc();
    return row;
}

SourcePage Reader::settled(const RecordPage &page)
{
    if (!m_cursor.windowUntilUtc.isValid())
        m_cursor.windowUntilUtc = before(page.serverTimeUtc, kSettle);
    SourcePage source;
    QSet<QString> ids;
    for (const Record &record : page.records) {
        ids.insert(record.id);
        if (m_request.mode == SyncRequest::Mode::Full)
            m_seen.insert(qHash(record.id));
        if (m_lastPage.contains(record.id))
            continue;
        const bool trashed = m_request.saysDeleted && !record.unreadable
            && !m_context.source.wire().isUsable(m_entity, record.document);
        const bool unsettled
            = leavesCursor() && record.modifiedUtc.isValid() && record.modifiedUtc > m_cursor.windowUntilUtc;
        if (record.unreadable)
            source.unreadable.append(unreadableRow(record));
        else if (!unsettled && !trashed)
            source.records.append({inboxRow(record, m_context.stream.id), record.document});
    }
    m_lastPage = ids;
    m_unreadable += int(source.unreadable.size());
    m_expected = std::max(m_expected, int(page.declaredTotal.value_or(0)));
    m_cursor.position = page.position;
    m_atEnd = page.position.isEmpty();
    if (m_atEnd) {
        m_cursor.watermarkUtc = m_cursor.windowUntilUtc;
        m_cursor.windowUntilUtc = {};
    }
    source.cursor = m_cursor;
    source.isLast = m_atEnd;
    return source;
}

QCoro::Task<Result<CaptureCounts>> Reader::capture(
    QList<SourcePage> pages, InboxRepository::Known known, qint64 runId) const
{
    CapturedPages captured{std::move(pages), known, m_context.stream.id, runId, {}};
    if (leavesCursor())
        captured.cursorNames.append(m_cursorName);
    // A finished full read has seen everything an incremental one would have to look at.
    if (m_request.mode == SyncRequest::Mode::Full && captured.pages.constLast().isLast)
        captured.cursorNames.append(m_entity);
    const auto change = [captured](Database &database) { return write(database, captured); };
    co_return co_await m_context.store.write(change);
}

QCoro::Task<Result<SourcePage>> Reader::next(std::stop_token stop)
{
    if (!m_began)
        m_fromStart = m_request.mode == SyncRequest::Mode::Full && m_cursor.position.isEmpty();
    m_began = true;
    const auto page = co_await m_context.source.read(m_entity, m_window, m_cursor.position, stop);
    if (!page)
        co_return fail(page.error());
    if (leavesCursor() && !page->records.isEmpty() && !page->serverTimeUtc.isValid())
        co_return fail(ErrorKind::Validation, u"source.noDate"_s,
            QCoreApplication::translate(
                "uds", "The source answers without its own time, so nobody can tell how far it was read."),
            QCoreApplication::translate(
                "uds", "Let the server, or the proxy in front of it, send the Date header."));
    co_return settled(*page);
}

} // namespace uds
