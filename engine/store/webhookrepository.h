#pragma once

#include "engine/core/result.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace uds {

class Database;

enum class WebhookState {
    Queued, ///< its record is to be read again
    Done, ///< a run has read the record since
    Known, ///< the record was read in a version newer than the event
    Unused, ///< no stream reads such records
    Census, ///< queued, and speaks of a record that is gone
    Failed ///< given up; polling finds the record
};

/// One thing that a genuine delivery spoke of.
struct WebhookEventRow {
    qint64 id = 0;
    qint64 integrationId = 0;
    QString entity;
    QString sourceId;
    QString topic; ///< the platform's own word
    QByteArray bodyHash; ///< of the delivery; the body itself is never kept
    QDateTime occurredUtc; ///< invalid when the platform does not tell
    QDateTime receivedUtc;
    QDateTime notBeforeUtc; ///< invalid = at once
    int attempts = 0;
    WebhookState state = WebhookState::Queued;
    friend bool operator==(const WebhookEventRow &, const WebhookEventRow &) = default;
};

struct WebhookCounts {
    qint64 received = 0; ///< all that are kept
    qint64 queued = 0;
    qint64 census = 0; ///< queued as well, of records that are gone
    qint64 failed = 0;
    QDateTime lastReceivedUtc; ///< invalid = never
    friend bool operator==(const WebhookCounts &, const WebhookCounts &) = default;
};

class WebhookRepository {
public:
    explicit WebhookRepository(Database &database)
        : m_database(database)
    {
    }
    /// The number of rows that are new. A repeat (same integration, record, topic and body) is dropped.
    [[nodiscard]] Result<int> add(const QList<WebhookEventRow> &rows);
    /// What may be worked off at that moment (Queued and Census), oldest first.
    [[nodiscard]] Result<QList<WebhookEventRow>> queued(const QDateTime &nowUtc, int limit);
    /// Oldest first.
    [[nodiscard]] Result<QList<WebhookEventRow>> inState(WebhookState state, int limit);
    [[nodiscard]] Result<void> setState(const QList<qint64> &ids, WebhookState state);
    /// Stays queued, with one more attempt behind it.
    [[nodiscard]] Result<void> putOff(const QList<qint64> &ids, const QDateTime &notBeforeUtc);
    [[nodiscard]] Result<WebhookCounts> counts(qint64 integrationId);
    /// Forgets what was settled and received before that moment; the number forgotten.
    [[nodiscard]] Result<int> forget(const QDateTime &receivedBeforeUtc);

private:
    Database &m_database;
};

} // namespace uds
