#pragma once

#include "engine/connectors/connectorreader.h"
#include "engine/store/failurerepository.h"
#include "engine/store/inboxrepository.h"
#include "engine/sync/streamcontext.h"
#include "engine/sync/syncrequest.h"

#include <QCoroTask>
#include <QSet>

#include <stop_token>

namespace uds {

/// Rows of the source that are complete enough to be looked at, and those that are no records at all.
struct SourceRows {
    QList<InboxRow> rows;
    QList<FailureRow> unreadable;
};

/// Reads the stream's source entity page by page.
///
/// Capture: the rows of a page and the new cursor are one transaction (invariant I5), so a killed run goes on
/// at the page where it stopped and nothing between two pages is lost. The window reaches from the last
/// watermark minus an overlap to the server's own time minus a settle time: shops show half-written orders
/// for some seconds, with the same modified time as the finished ones.
class Reader {
public:
    /// \a context must outlive the reader.
    Reader(StreamContext &context, SyncRequest request);

    /// Finds where the last run stopped. Before the first page.
    [[nodiscard]] QCoro::Task<Result<void>> open();
    /// Forgets where the last run stopped inside a window.
    void startOver();
    [[nodiscard]] bool atEnd() const { return m_atEnd; }

    /// The next page, into the inbox. \a known decides about rows whose content has not changed.
    [[nodiscard]] QCoro::Task<Result<CaptureCounts>> capture(
        InboxRepository::Known known, qint64 runId, std::stop_token stop);
    /// The next page, leaving the store as it is, for a dry run. The rows' ids are zero.
    [[nodiscard]] QCoro::Task<Result<SourceRows>> peek(std::stop_token stop);

    [[nodiscard]] int unreadable() const { return m_unreadable; }
    [[nodiscard]] int expected() const
    {
        return m_expected;
    } ///< rows in the window as the server counts; 0 = not told

private:
    [[nodiscard]] bool leavesCursor() const { return m_request.mode != SyncRequest::Mode::SelectedIds; }
    [[nodiscard]] SourceRows settledRows(const RecordPage &page);
    [[nodiscard]] FailureRow unreadableRow(const Record &record) const;

    StreamContext &m_context;
    const SyncRequest m_request;
    const QString m_entity;
    QString m_cursorName;
    ReadWindow m_window;
    CursorRow m_cursor;
    QSet<QString> m_lastPage; // ids: an inclusive bound repeats some
    bool m_atEnd = false;
    int m_unreadable = 0;
    int m_expected = 0;
};

} // namespace uds
