#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/webhookendpoints.h"
#include "engine/api/webhookvalues.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Subscribes integrations to their platform's deliveries. Used on the sync worker, but list() and the
/// receiver's choice on the general one.
class WebhookService {
public:
    /// \a parts must outlive the service.
    explicit WebhookService(EngineParts &parts)
        : m_parts(parts)
    {
    }
    /// Every integration whose platform sends deliveries.
    [[nodiscard]] QCoro::Task<Result<QList<WebhookSummary>>> list();
    /// ErrorKind::Configuration: "webhook.unsupported", "webhook.url", "webhook.secret"; and whatever the
    /// platform says. It is switched on only when the platform knows the address.
    [[nodiscard]] QCoro::Task<Result<WebhookOutcome>> enable(
        WebhookSubscription subscription, std::stop_token stop);
    /// Makes the platform's side right again: missing topics, disabled ones, a changed address.
    [[nodiscard]] QCoro::Task<Result<WebhookOutcome>> repair(QString name, std::stop_token stop);
    /// Switches it off here first, so that it is off even when the platform cannot be reached.
    [[nodiscard]] QCoro::Task<Result<WebhookOutcome>> disable(QString name, std::stop_token stop);
    /// How the receiver of the window was left; off on the usual port when it never was used.
    [[nodiscard]] QCoro::Task<Result<WebhookReceiverChoice>> receiver();
    [[nodiscard]] QCoro::Task<Result<void>> keepReceiver(WebhookReceiverChoice choice);

private:
    struct Platform; // the subscriptions of one integration's platform
    [[nodiscard]] QCoro::Task<Result<WebhookEndpoint>> endpointOf(QString name);
    [[nodiscard]] QCoro::Task<Result<WebhookEndpoint>> stored(WebhookEndpoint endpoint);
    [[nodiscard]] QCoro::Task<Result<std::unique_ptr<Platform>>> platformOf(IntegrationRow integration);
    [[nodiscard]] QCoro::Task<Result<WebhookOutcome>> subscribe(
        WebhookEndpoint endpoint, bool byHand, std::stop_token stop);

    EngineParts &m_parts;
};

} // namespace uds
