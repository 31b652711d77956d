#pragma once

#include "engine/core/result.h"
#include "engine/http/httptypes.h"

#include <QDateTime>

namespace uds {

/// One thing a genuine delivery speaks of. Only a hint: the record is read again by its id and takes the
/// normal path, because a delivery may be late, repeated, out of order or never come.
struct WebhookHint {
    QString entity; ///< as ConnectorReader::read() takes it: "order", "Invoice"
    QString id;
    QString topic; ///< the platform's own word, for people: "order.updated"
    QDateTime occurredUtc; ///< invalid when the platform does not tell
    QString accountKey; ///< which company a shared address speaks of (realm id); empty = the only one
    friend bool operator==(const WebhookHint &, const WebhookHint &) = default;
};

/// Checks that a delivery comes from the platform, and says what it speaks of. Pure and without state: safe
/// to call from any thread. Repeats of one delivery are genuine; the listener drops them by the body's hash.
class WebhookVerifier {
public:
    virtual ~WebhookVerifier() = default;
    /// \a rawBody is what arrived, byte for byte. An empty list = genuine, or harmless, and nothing to do (a
    /// ping; a topic we do not use): answer 200. Errors: Authentication "webhook.signature" (no, or a wrong,
    /// signature, or no secret known), Validation "webhook.body" (genuine, but not readable). No error
    /// repeats the secret, a signature or the body.
    [[nodiscard]] virtual Result<QList<WebhookHint>> verified(
        const QList<HttpHeader> &headers, const QByteArray &rawBody, const QByteArray &secret) const
        = 0;
};

} // namespace uds
