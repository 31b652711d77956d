#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/store/failurerepository.h"
#include "engine/store/inboxrepository.h"
#include "engine/sync/sourcerecord.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"

#include <QCoroTask>
#include <QSet>

#include <stop_token>

namespace uds {

/// One page: records that are complete enough to be looked at, those that are no records at all, and where
/// the reader stands after it.
struct SourcePage {
    QList<SourceRecord> records;
    QList<FailureRow> unreadable;
    CursorRow cursor;
    bool isLast = false;
};

/// Reads the stream's source entity page by page.
///
/// Capture: the rows of some pages and the cursor behind them are one transaction (invariant I5), so a killed
/// run goes on behind the pages it captured and nothing between two pages is lost. Pages may be fetched
/// ahead: what was fetched and not captured is read again. The window reaches from the last watermark minus
/// an overlap to the server's own time minus a settle time: shops show half-written orders for some seconds,
/// with the same modified time as the finished ones.
class Reader {
public:
    /// \a context must outlive the reader.
    Reader(StreamContext &context, SyncRequest request);

    /// Finds where the last run stopped. Before the first page.
    [[nodiscard]] QCoro::Task<Result<void>> open();
    /// Forgets where the last run stopped inside a window.
    void startOver();
    [[nodiscard]] bool atEnd() const { return m_atEnd; }

    /// The next page; the store stays as it is.
    [[nodiscard]] QCoro::Task<Result<SourcePage>> next(std::stop_token stop);
    /// Pages in the order they were fetched, none left out, into the inbox. \a known decides about rows whose
    /// content has not changed.
    [[nodiscard]] QCoro::Task<Result<CaptureCounts>> capture(
        QList<SourcePage> pages, InboxRepository::Known known, qint64 runId) const;

    /// The whole source was read by this reader, from the beginning to the end.
    [[nodiscard]] bool sawEverything() const { return m_fromStart && m_atEnd; }
    [[nodiscard]] bool saw(const QString &id) const { return m_seen.contains(qHash(id)); }
    [[nodiscard]] int unreadable() const { return m_unreadable; }
    [[nodiscard]] int expected() const
    {
        return m_expected;
    } ///< rows in the window as the server counts; 0 = not told

private:
    [[nodiscard]] bool leavesCursor() const { return m_request.mode != SyncRequest::Mode::SelectedIds; }
    [[nodiscard]] SourcePage settled(const RecordPage &page);
    [[nodiscard]] FailureRow unreadableRow(const Record &record) const;

    StreamContext &m_context;
    const SyncRequest m_request;
    const QString m_entity;
    QString m_cursorName;
    ReadWindow m_window;
    CursorRow m_cursor;
    QSet<QString> m_lastPage; // ids: an inclusive bound repeats some
    QSet<size_t> m_seen; // hashes of all ids of a full read: a large shop has many
    bool m_fromStart = false;
    bool m_began = false;
    bool m_atEnd = false;
    int m_unreadable = 0;
    int m_expected = 0;
};

} // namespace uds
