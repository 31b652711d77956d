#include "engine/api/webhookdispatcher.h"

#include "engine/api/linkedstop.h"
#include "engine/api/presetentities.h"
#include "engine/api/webhookvalues.h"
#include "engine/core/clock.h"

namespace uds {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kBetweenLooks = 500ms;
constexpr std::chrono::milliseconds kWithoutWork = 60s; // events that were put off come due by then

// The run came to its end. Records that failed in it are failed records now, and wait for a person there.
bool cameToItsEnd(const Result<RunSummary> &summary)
{
    return summary
        && (summary->run.state == RunState::Completed
            || summary->run.state == RunState::CompletedWithProblems);
}

// Somebody else runs the stream, or everything ends: no reason to count an attempt.
bool onlyWaits(const Result<RunSummary> &summary)
{
    if (summary)
        return summary->run.state == RunState::Cancelled;
    return summary.error().code == u"run.busy" || summary.error().kind == ErrorKind::Cancelled;
}

} // namespace

WebhookDispatcher::WebhookDispatcher(Store &store, Clock &clock, Runner runner)
    : m_inbox(store, clock)
    , m_clock(clock)
    , m_runner(std::move(runner))
{
}

QCoro::Task<void> WebhookDispatcher::run(std::stop_token stop)
{
    const Result<void> forgotten = co_await m_inbox.forgetOld();
    if (!forgotten)
        qWarning("Old events could not be forgotten: %s", qUtf8Printable(forgotten.error().message));
    while (!stop.stop_requested()) {
        m_wake = std::stop_source();
        const std::chrono::milliseconds pause = co_await look();
        const LinkedStop either(stop, m_wake.get_token());
        co_await m_clock.sleepFor(pause, either.token());
        // A burst of deliveries is one reason to look, not many.
        if (m_wake.stop_requested())
            co_await m_clock.sleepFor(kBetweenLooks, stop);
    }
    co_await m_scope.finished();
}

QCoro::Task<std::chrono::milliseconds> WebhookDispatcher::look()
{
    const Result<QList<WebhookEventRow>> queued = co_await m_inbox.queued();
    if (!queued) {
        qWarning("Queued events could not be read: %s", qUtf8Printable(queued.error().message));
        co_return kWithoutWork;
    }
    const QList<WebhookBatch> batches = dueBatches(*queued, m_clock.nowUtc());
    for (const WebhookBatch &batch : batches) {
        const Key key(batch.integrationId, batch.entity);
        if (m_working.contains(key))
            continue;
        m_working.insert(key);
        m_scope.spawn(workOff(batch));
    }
    co_return queued->isEmpty() ? kWithoutWork : kBetweenLooks;
}

QCoro::Task<void> WebhookDispatcher::workOff(WebhookBatch batch)
{
    const Result<void> done = co_await workThrough(batch);
    if (!done)
        qWarning("Events could not be settled: %s", qUtf8Printable(done.error().message));
    m_working.remove(Key(batch.integrationId, batch.entity));
}

QCoro::Task<Result<void>> WebhookDispatcher::workThrough(WebhookBatch batch)
{
    const Result<WebhookWork> work = co_await m_inbox.work(batch, presetEntities());
    if (!work)
        co_return tl::unexpected(work.error());
    bool isRead = true;
    for (const WebhookRun &wanted : work->runs) {
        RunRequest request;
        request.stream = wanted.stream;
        request.mode = RunMode::SelectedIds;
        request.ids = wanted.ids;
        request.trigger = batch.saysDeleted ? kDeletionHint : kWebhookHint;
        const Result<RunSummary> summary = co_await m_runner(request);
        if (onlyWaits(summary))
            co_return Result<void>();
        isRead = isRead && cameToItsEnd(summary);
    }
    co_return co_await settle(*work, batch, isRead);
}

QCoro::Task<Result<void>> WebhookDispatcher::settle(WebhookWork work, WebhookBatch batch, bool isRead)
{
    if (work.isUnused)
        co_return co_await m_inbox.settle(batch.eventIds(), WebhookState::Unused);
    const Result<void> known = co_await m_inbox.settle(work.known, WebhookState::Known);
    if (!known)
        co_return known;
    if (isRead)
        co_return co_await m_inbox.settle(work.wanted, WebhookState::Done);
    const QSet<qint64> wanted(work.wanted.begin(), work.wanted.end());
    batch.events.removeIf([&wanted](const WebhookEventRow &event) { return !wanted.contains(event.id); });
    co_return co_await m_inbox.putOff(batch);
}

} // namespace uds
