#pragma once

#include "engine/store/webhookrepository.h"

#include <QStringList>

namespace uds {

/// Events about one entity of one integration that are worked off together.
struct WebhookBatch {
    qint64 integrationId = 0;
    QString entity;
    QList<WebhookEventRow> events;
    bool saysDeleted = false; ///< all of them speak of records that are gone

    [[nodiscard]] QStringList sourceIds() const; ///< each once, in the order of their events
    [[nodiscard]] QList<qint64> eventIds() const;
    friend bool operator==(const WebhookBatch &, const WebhookBatch &) = default;
};

/// The batches of \a queued (oldest first) that are to be worked off now: platforms tell of one change
/// several times and of many changes at once, so a batch waits until it was quiet for two seconds, holds
/// fifty records, or its oldest event has waited ten seconds.
[[nodiscard]] QList<WebhookBatch> dueBatches(const QList<WebhookEventRow> &queued, const QDateTime &nowUtc);

/// Whether a topic speaks of a record that is gone ("order.deleted", "Delete", "qbo.item.deleted.v1"). The
/// source is asked for it like for any other; what it does not show any more counts as deleted.
[[nodiscard]] bool speaksOfDeletion(const QString &topic);

} // namespace uds
