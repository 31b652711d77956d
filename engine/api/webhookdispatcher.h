#pragma once

#include "engine/api/values.h"
#include "engine/core/taskscope.h"
#include "engine/sync/webhookinbox.h"

#include <QSet>

#include <functional>

namespace uds {

/// Turns queued events into runs of exactly the records they speak of, one batch per integration and entity
/// at a time. One thread.
class WebhookDispatcher {
public:
    /// Runs a stream and finishes with it.
    using Runner = std::function<QCoro::Task<Result<RunSummary>>(RunRequest request)>;

    /// \a store and \a clock must outlive the dispatcher.
    WebhookDispatcher(Store &store, Clock &clock, Runner runner);

    /// Works until \a stop is asked, and then waits for the runs it began.
    [[nodiscard]] QCoro::Task<void> run(std::stop_token stop);
    /// There is something new.
    void wake() { m_wake.request_stop(); }

private:
    using Key = std::pair<qint64, QString>; // integration and entity

    /// How long to wait before the next look.
    [[nodiscard]] QCoro::Task<std::chrono::milliseconds> look();
    [[nodiscard]] QCoro::Task<void> workOff(WebhookBatch batch);
    [[nodiscard]] QCoro::Task<Result<void>> workThrough(WebhookBatch batch);
    [[nodiscard]] QCoro::Task<Result<void>> settle(WebhookWork work, WebhookBatch batch, bool isRead);

    WebhookInbox m_inbox;
    Clock &m_clock;
    const Runner m_runner;
    TaskScope m_scope;
    QSet<Key> m_working;
    std::stop_source m_wake;
};

} // namespace uds
