#pragma once

#include "engine/api/webhookendpoints.h"
#include "engine/api/webhookvalues.h"
#include "engine/http/webhooklistener.h"
#include "engine/sync/webhookinbox.h"

#include <chrono>
#include <functional>

namespace uds {

struct EngineParts;

/// Takes deliveries in: checks where they belong and who signed them, and answers when they are on disk. One
/// thread.
class WebhookDesk {
public:
    /// \a parts must outlive the desk; \a onEvents is called when there is something to work off.
    WebhookDesk(EngineParts &parts, std::function<void()> onEvents);

    [[nodiscard]] QCoro::Task<HttpResponse> answer(WebhookCall call);
    [[nodiscard]] QCoro::Task<Result<QList<WebhookEndpoint>>> endpoints();
    /// The integrations may have been edited: read them again before the next delivery.
    void forget() { m_isStale = true; }
    [[nodiscard]] const WebhookTotals &totals() const { return m_totals; }

private:
    [[nodiscard]] QCoro::Task<HttpResponse> takeIn(WebhookEndpoint endpoint, HttpRequest request);
    [[nodiscard]] QCoro::Task<bool> store(QList<WebhookEventRow> events);
    [[nodiscard]] QList<WebhookEventRow> eventsOf(
        const WebhookEndpoint &endpoint, const QList<WebhookHint> &hints, const QByteArray &body);
    [[nodiscard]] std::optional<qint64> integrationOf(
        const WebhookEndpoint &endpoint, const WebhookHint &hint) const;
    void noteRefusal(const WebhookEndpoint &endpoint, const Error &error);

    EngineParts &m_parts;
    const std::function<void()> m_onEvents;
    WebhookInbox m_inbox;
    WebhookTotals m_totals;
    QList<WebhookEndpoint> m_endpoints;
    QList<IntegrationRow> m_integrations; // all, also those that are not switched on
    bool m_isStale = true;
    std::chrono::milliseconds m_lastWarning{-60'000};
};

} // namespace uds
