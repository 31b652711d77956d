#pragma once

#include "engine/store/webhookrepository.h"

#include <QStringList>

namespace uds {

/// Events about one entity of one integration that are worked off together.
struct WebhookBatch {
    qint64 integrationId = 0;
    QString entity;
    QList<WebhookEventRow> events;

    [[nodiscard]] QStringList sourceIds() const; ///< each once, in the order of their events
    [[nodiscard]] QList<qint64> eventIds() const;
    friend bool operator==(const WebhookBatch &, const WebhookBatch &) = default;
};

/// The batches of \a queued (oldest first) that are to be worked off now: platforms tell of one change
/// several times and of many changes at once, so a batch waits until it was quiet for two seconds, holds
/// fifty records, or its oldest event has waited ten seconds.
[[nodiscard]] QList<WebhookBatch> dueBatches(const QList<WebhookEventRow> &queued, const QDateTime &nowUtc);

/// Whether a topic speaks of a record that is gone ("order.deleted", "Delete", "qbo.item.deleted.v1"). Such a
/// record cannot be read again by its id; the census decides about it.
[[nodiscard]] bool speaksOfDeletion(const QString &topic);

} // namespace uds
