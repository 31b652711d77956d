#pragma once

#include "engine/sync/webhookbatches.h"

#include <QCoroTask>
#include <QHash>

namespace uds {

class Clock;
class Database;
class Store;

/// What became of one delivery.
struct WebhookReceipt {
    int queued = 0; ///< events that will be worked off
    int repeated = 0; ///< known already
    friend bool operator==(const WebhookReceipt &, const WebhookReceipt &) = default;
};

/// The records that one stream reads again because of a batch.
struct WebhookRun {
    QString stream;
    QStringList ids;
    friend bool operator==(const WebhookRun &, const WebhookRun &) = default;
};

/// What a batch asks for.
struct WebhookWork {
    QList<WebhookRun> runs;
    QList<qint64> wanted; ///< events that the runs answer
    QList<qint64> known; ///< events of records that every stream has read in a newer version
    bool isUnused = false; ///< no stream reads this entity of this integration
    friend bool operator==(const WebhookWork &, const WebhookWork &) = default;
};

/// Events between their delivery and the run that reads their records again. An event is only a hint; nothing
/// of what it said about the record is used. Any thread.
class WebhookInbox {
public:
    /// \a store and \a clock must outlive the inbox.
    WebhookInbox(Store &store, Clock &clock)
        : m_store(store)
        , m_clock(clock)
    {
    }
    /// Returns when the events are on disk.
    [[nodiscard]] QCoro::Task<Result<WebhookReceipt>> accept(QList<WebhookEventRow> events);
    /// Everything that may be worked off now, whether it has waited long enough or not; oldest first.
    [[nodiscard]] QCoro::Task<Result<QList<WebhookEventRow>>> queued();
    /// \a entities: what each preset reads, by preset name.
    [[nodiscard]] QCoro::Task<Result<WebhookWork>> work(WebhookBatch batch, QHash<QString, QString> entities);
    [[nodiscard]] QCoro::Task<Result<void>> settle(QList<qint64> events, WebhookState state);
    /// After a run that failed: tried again later and later, and given up after a day or so.
    [[nodiscard]] QCoro::Task<Result<void>> putOff(WebhookBatch batch);
    /// Drops what was settled more than a week ago.
    [[nodiscard]] QCoro::Task<Result<void>> forgetOld();

private:
    Store &m_store;
    Clock &m_clock;
};

} // namespace uds
