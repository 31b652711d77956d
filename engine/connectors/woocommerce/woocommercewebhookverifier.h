#pragma once

#include "engine/connectors/webhookverifier.h"

namespace uds {

/// Deliveries of a shop: X-WC-Webhook-Signature is the base64 of HMAC-SHA256 over the body. The ping a shop
/// sends while a webhook is made has neither headers nor signature ("webhook_id=7"): it is let pass as an
/// empty list and says nothing. A delivery whose record is gone by then carries an error object: nothing to
/// do either, the census finds the deletion.
class WooCommerceWebhookVerifier final : public WebhookVerifier {
public:
    [[nodiscard]] Result<QList<WebhookHint>> verified(
        const QList<HttpHeader> &headers, const QByteArray &rawBody, const QByteArray &secret) const override;
};

} // namespace uds
