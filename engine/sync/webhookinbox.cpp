#include "engine/sync/webhookinbox.h"

#include "engine/core/clock.h"
#include "engine/store/inboxrepository.h"
#include "engine/store/store.h"
#include "engine/store/streamrepository.h"

#include <QSet>

#include <algorithm>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kMostQueued = 5'000; // looked at in one go
constexpr int kMostAttempts = 20;
constexpr int kMostDoublings = 7;
constexpr qint64 kFirstPause = 30; // seconds; doubled up to about an hour
constexpr int kKeptDays = 7;

// A version of the record newer than the event is here already. One of the same moment may still lack what
// the event tells of: not every change moves the record's own time.
Result<bool> isKnown(Database &database, qint64 streamId, const WebhookEventRow &event)
{
    if (!event.occurredUtc.isValid())
        return false;
    const auto row = InboxRepository(database).bySource(streamId, event.entity, event.sourceId);
    if (!row)
        return fail(row.error());
    return row->has_value() && (*row)->modifiedUtc.isValid() && (*row)->modifiedUtc > event.occurredUtc;
}

Result<QList<StreamRow>> readersOf(
    Database &database, const WebhookBatch &batch, const QHash<QString, QString> &entities)
{
    auto streams = StreamRepository(database).list();
    if (streams)
        streams->removeIf([&batch, &entities](const StreamRow &stream) {
            return !stream.enabled || stream.sourceIntegration != batch.integrationId
                || entities.value(stream.preset) != batch.entity;
        });
    return streams;
}

Result<WebhookWork> workOf(
    Database &database, const WebhookBatch &batch, const QHash<QString, QString> &entities)
{
    const auto streams = readersOf(database, batch, entities);
    if (!streams)
        return fail(streams.error());
    WebhookWork work;
    work.isUnused = streams->isEmpty();
    QSet<qint64> wanted;
    for (const StreamRow &stream : *streams) {
        WebhookBatch open{batch.integrationId, batch.entity, {}, batch.saysDeleted};
        for (const WebhookEventRow &event : batch.events) {
            const auto known = isKnown(database, stream.id, event);
            if (!known)
                return fail(known.error());
            if (!*known)
                open.events.append(event);
        }
        if (!open.events.isEmpty())
            work.runs.append({stream.name, open.sourceIds()});
        for (const qint64 id : open.eventIds())
            wanted.insert(id);
    }
    for (const qint64 id : batch.eventIds())
        (wanted.contains(id) ? work.wanted : work.known).append(id);
    return work;
}

int attemptsOf(const WebhookBatch &batch)
{
    int attempts = 0;
    for (const WebhookEventRow &event : batch.events)
        attempts = std::max(attempts, event.attempts);
    return attempts;
}

} // namespace

QCoro::Task<Result<WebhookReceipt>> WebhookInbox::accept(QList<WebhookEventRow> events)
{
    for (WebhookEventRow &event : events) {
        event.receivedUtc = m_clock.nowUtc();
        event.state = speaksOfDeletion(event.topic) ? WebhookState::Census : WebhookState::Queued;
    }
    const auto add = [&events](Database &database) { return WebhookRepository(database).add(events); };
    const Result<int> added = co_await m_store.write(add);
    if (!added)
        co_return tl::unexpected(added.error());
    co_return WebhookReceipt{*added, int(events.size()) - *added};
}

QCoro::Task<Result<QList<WebhookEventRow>>> WebhookInbox::queued()
{
    const auto find = [now = m_clock.nowUtc()](Database &database) {
        return WebhookRepository(database).queued(now, kMostQueued);
    };
    co_return co_await m_store.read(find);
}

QCoro::Task<Result<WebhookWork>> WebhookInbox::work(WebhookBatch batch, QHash<QString, QString> entities)
{
    const auto find = [&batch, &entities](Database &database) { return workOf(database, batch, entities); };
    co_return co_await m_store.read(find);
}

QCoro::Task<Result<void>> WebhookInbox::settle(QList<qint64> events, WebhookState state)
{
    if (events.isEmpty())
        co_return Result<void>();
    const auto set = [&events, state](
                         Database &database) { return WebhookRepository(database).setState(events, state); };
    co_return co_await m_store.write(set);
}

QCoro::Task<Result<void>> WebhookInbox::putOff(WebhookBatch batch)
{
    const int attempts = attemptsOf(batch);
    const QList<qint64> events = batch.eventIds();
    if (attempts + 1 >= kMostAttempts)
        co_return co_await settle(events, WebhookState::Failed);
    const qint64 pause = kFirstPause << std::min(attempts, kMostDoublings);
    const QDateTime until = m_clock.nowUtc().addSecs(pause);
    const auto put
        = [&events, &until](Database &database) { return WebhookRepository(database).putOff(events, until); };
    co_return co_await m_store.write(put);
}

QCoro::Task<Result<void>> WebhookInbox::forgetOld()
{
    const auto forget = [before = m_clock.nowUtc().addDays(-kKeptDays)](Database &database) -> Result<void> {
        const auto forgotten = WebhookRepository(database).forget(before);
        return forgotten ? Result<void>() : fail(forgotten.error());
    };
    co_return co_await m_store.write(forget);
}

} // namespace uds
