#pragma once

#include "engine/core/result.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

enum class InboxState { Pending, Planned, Done, Excluded, Failed };

/// The newest captured version of one source record of one stream.
struct InboxRow {
    qint64 id = 0;
    qint64 streamId = 0;
    QString entity;
    QString sourceId;
    QString number;
    QDateTime modifiedUtc;
    QByteArray contentHash;
    QByteArray document; ///< compact JSON; dropped by the store once the record is Done or Excluded
    InboxState state = InboxState::Pending;
    QString reason; ///< why Excluded
    friend bool operator==(const InboxRow &, const InboxRow &) = default;
};

struct CaptureCounts {
    int fresh = 0; ///< new or changed: now Pending
    int known = 0; ///< same content hash as before: absorbed
    friend bool operator==(const CaptureCounts &, const CaptureCounts &) = default;
};

class InboxRepository {
public:
    explicit InboxRepository(Database &database)
        : m_database(database)
    {
    }
    /// One row per (stream, entity, source id): a new content hash replaces the document and makes it Pending
    /// again. With \a recapture, equal content becomes Pending too (full mode, selected ids, retry).
    enum class Known { Absorb, Recapture };
    [[nodiscard]] Result<CaptureCounts> capture(const QList<InboxRow> &rows, Known known);
    /// Pending rows in id order, after \a afterId.
    [[nodiscard]] Result<QList<InboxRow>> pending(qint64 streamId, qint64 afterId, int limit);
    /// The same without their documents.
    [[nodiscard]] Result<QList<InboxRow>> pendingHeads(qint64 streamId, qint64 afterId, int limit);
    [[nodiscard]] Result<int> pendingCount(qint64 streamId);
    [[nodiscard]] Result<QList<InboxRow>> byIds(const QList<qint64> &ids);
    [[nodiscard]] Result<std::optional<InboxRow>> bySource(
        qint64 streamId, const QString &entity, const QString &sourceId);
    [[nodiscard]] Result<QList<InboxRow>> byNumber(const QString &number);
    [[nodiscard]] Result<void> setState(
        const QList<qint64> &ids, InboxState state, const QString &reason = {});
    /// The same for records of which a change is decided. A record of which a newer version was captured
    /// meanwhile stays Pending with its new document; one of whose changes failed stays Failed.
    [[nodiscard]] Result<void> settle(const QList<qint64> &ids, InboxState state);

private:
    struct Mark {
        InboxState state;
        QString reason;
    };
    [[nodiscard]] Result<void> mark(const QList<qint64> &ids, const Mark &marked, const QString &condition);
    Database &m_database;
};

} // namespace uds
