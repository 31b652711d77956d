#include "engine/sync/webhookbatches.h"

#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kQuiet = 2'000; // ms
constexpr qint64 kLongestWait = 10'000; // ms
constexpr qsizetype kManyRecords = 50;
constexpr qsizetype kMostRecords = 500; // of one run; the rest follows in the next

bool isDue(const WebhookBatch &batch, const QDateTime &nowUtc)
{
    const auto received = [](const WebhookEventRow &left, const WebhookEventRow &right) {
        return left.receivedUtc < right.receivedUtc;
    };
    const auto [oldest, newest] = std::minmax_element(batch.events.begin(), batch.events.end(), received);
    const qint64 quietFor = newest->receivedUtc.msecsTo(nowUtc);
    // A clock that was set back must not hold events for ever.
    const bool isQuiet = quietFor >= kQuiet || quietFor < 0;
    const bool waitedLong = oldest->receivedUtc.msecsTo(nowUtc) >= kLongestWait;
    return isQuiet || waitedLong || batch.sourceIds().size() >= kManyRecords;
}

WebhookBatch &batchOf(QList<WebhookBatch> &batches, const WebhookEventRow &event)
{
    const bool saysDeleted = speaksOfDeletion(event.topic);
    const auto found = std::ranges::find_if(batches, [&event, saysDeleted](const WebhookBatch &batch) {
        return batch.integrationId == event.integrationId && batch.entity == event.entity
            && batch.saysDeleted == saysDeleted;
    });
    if (found != batches.end())
        return *found;
    batches.append({event.integrationId, event.entity, {}, saysDeleted});
    return batches.last();
}

void cutToSize(WebhookBatch &batch)
{
    QSet<QString> seen;
    batch.events.removeIf([&seen](const WebhookEventRow &event) {
        if (seen.size() >= kMostRecords && !seen.contains(event.sourceId))
            return true;
        seen.insert(event.sourceId);
        return false;
    });
}

} // namespace

QStringList WebhookBatch::sourceIds() const
{
    QStringList ids;
    QSet<QString> seen;
    for (const WebhookEventRow &event : events) {
        if (seen.contains(event.sourceId))
            continue;
        seen.insert(event.sourceId);
        ids.append(event.sourceId);
    }
    return ids;
}

QList<qint64> WebhookBatch::eventIds() const
{
    QList<qint64> ids;
    for (const WebhookEventRow &event : events)
        ids.append(event.id);
    return ids;
}

QList<WebhookBatch> dueBatches(const QList<WebhookEventRow> &queued, const QDateTime &nowUtc)
{
    QList<WebhookBatch> batches;
    for (const WebhookEventRow &event : queued)
        batchOf(batches, event).events.append(event);
    batches.removeIf([&nowUtc](const WebhookBatch &batch) { return !isDue(batch, nowUtc); });
    for (WebhookBatch &batch : batches)
        cutToSize(batch);
    return batches;
}

bool speaksOfDeletion(const QString &topic)
{
    return topic.contains(u"delete"_s, Qt::CaseInsensitive);
}

} // namespace uds
