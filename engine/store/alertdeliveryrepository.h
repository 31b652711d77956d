#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"

#include <QDateTime>
#include <QList>

namespace uds {

class Database;

enum class DeliveryState {
    Queued, ///< not tried yet
    Sent,
    Failed, ///< tried; it is tried again
    GivenUp
};
[[nodiscard]] QString deliveryStateName(DeliveryState state); ///< "queued", "sent", "failed", "given_up"

/// One message on its way over one channel.
struct AlertDeliveryRow {
    qint64 id = 0;
    qint64 channelId = 0;
    QString channel; ///< its name at that time
    QString title;
    QString severity;
    Json message;
    QString messageId; ///< unique; the same for every attempt
    DeliveryState state = DeliveryState::Queued;
    int attempts = 0;
    QDateTime createdUtc;
    QDateTime notBeforeUtc; ///< invalid = at once
    QDateTime finishedUtc; ///< sent or given up
    QString answer; ///< of the other side to the last attempt, or why there was none
    friend bool operator==(const AlertDeliveryRow &, const AlertDeliveryRow &) = default;
};

class AlertDeliveryRepository {
public:
    explicit AlertDeliveryRepository(Database &database)
        : m_database(database)
    {
    }
    [[nodiscard]] Result<qint64> add(const AlertDeliveryRow &row);
    /// Everything that may change after add(): state, attempts, times and answer.
    [[nodiscard]] Result<void> update(const AlertDeliveryRow &row);
    /// Queued or failed, and due at that moment; oldest first.
    [[nodiscard]] Result<QList<AlertDeliveryRow>> due(const QDateTime &nowUtc, int limit);
    /// Newest first, below \a beforeId (0 = from the newest on).
    [[nodiscard]] Result<QList<AlertDeliveryRow>> page(qint64 beforeId, int limit);
    /// The newest of that channel that was sent or given up.
    [[nodiscard]] Result<std::optional<AlertDeliveryRow>> lastFinished(qint64 channelId);
    /// Gives up what is still open for a channel; the number given up.
    [[nodiscard]] Result<int> giveUp(qint64 channelId, const QDateTime &nowUtc, const QString &reason);
    /// Forgets what was sent or given up before that moment; the number forgotten.
    [[nodiscard]] Result<int> forget(const QDateTime &finishedBeforeUtc);
    /// Open deliveries whose channel is gone: an invariant says that there are none.
    [[nodiscard]] Result<qint64> orphans();

private:
    Database &m_database;
};

} // namespace uds
