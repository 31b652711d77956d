#include "engine/connectors/woocommerce/woocommercewebhookverifier.h"
#include "tests/fuzz/targets/demand.h"

#include <QMessageAuthenticationCode>

#include <cstddef>
#include <cstdint>

using namespace uds;

// The first line is the topic, the rest the body. Genuine bodies give hints or an explained error; the same
// body without its signature gives nothing.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const qsizetype lineEnd = bytes.indexOf('\n');
    const QByteArray topic = bytes.left(lineEnd);
    const QByteArray body = lineEnd < 0 ? QByteArray() : bytes.mid(lineEnd + 1);
    const QByteArray secret = "secret";
    const QByteArray signature
        = QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toBase64();
    const WooCommerceWebhookVerifier verifier;
    const HttpHeader topicHeader{"X-WC-Webhook-Topic", topic};
    const HttpHeader signed_{"X-WC-Webhook-Signature", signature};
    const auto hints = verifier.verified({topicHeader, signed_}, body, secret);
    if (hints) {
        for (const WebhookHint &hint : *hints)
            demand(!hint.entity.isEmpty() && !hint.id.isEmpty(), "a hint names its record");
    } else {
        demand(hints.error().code == u"webhook.body", "a genuine body is never taken for a forged one");
        demand(
            !hints.error().message.contains(QString::fromLatin1(signature)), "no error repeats a signature");
    }
    const auto forged = verifier.verified({topicHeader, signed_}, body, "another");
    demand(!forged, "another secret is refused");
    const auto unsigned_ = verifier.verified({topicHeader}, body, secret);
    demand(!unsigned_ || unsigned_->isEmpty(), "without a signature nothing is hinted at");
    const auto twice = verifier.verified({topicHeader, signed_, signed_}, body, secret);
    demand(!twice, "two signatures are refused");
    return 0;
}
