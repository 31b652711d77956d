#pragma once

#include "engine/api/webhookdispatcher.h"
#include "engine/api/webhookvalues.h"

namespace uds {

struct EngineParts;

/// Receives deliveries and works them off for as long as somebody wants it. Used on a worker of its own, so
/// that an answer never waits for a run.
class WebhookReceiver {
public:
    /// \a parts must outlive the receiver.
    explicit WebhookReceiver(EngineParts &parts)
        : m_parts(parts)
    {
    }
    /// Finishes when \a caller or \a engine asks to stop. ErrorKind::Configuration: "webhook.address",
    /// "webhook.port", "webhook.running".
    [[nodiscard]] QCoro::Task<Result<WebhookTotals>> receive(WebhookReceiverOptions options,
        WebhookDispatcher::Runner runner, std::stop_token caller, std::stop_token engine);

private:
    EngineParts &m_parts;
    bool m_isRunning = false;
};

} // namespace uds
