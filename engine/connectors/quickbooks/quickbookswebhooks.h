#pragma once

#include "engine/connectors/webhookverifier.h"

namespace uds {

/// Deliveries of QuickBooks Online, in both of its formats: `eventNotifications` and arrays of CloudEvents.
/// The secret is the app's verifier token. One delivery may speak of several companies: accountKey is the
/// realm id. A merge gives two hints, one for the object that stayed and one for the one that is gone.
class QuickBooksWebhookVerifier final : public WebhookVerifier {
public:
    [[nodiscard]] Result<QList<WebhookHint>> verified(
        const QList<HttpHeader> &headers, const QByteArray &rawBody, const QByteArray &secret) const override;
};

/// The events of a genuine body, in order. Entities this program does not know keep the sender's name for
/// them; CloudEvents of other products are left out. Validation "webhook.body" when it is neither format, or
/// an event lacks its id, its entity or its company.
[[nodiscard]] Result<QList<WebhookHint>> quickBooksHints(const QByteArray &rawBody);

} // namespace uds
