#include "engine/connectors/quickbooks/quickbookswebhooks.h"
#include "tests/fuzz/targets/demand.h"

#include <QMessageAuthenticationCode>

#include <cstddef>
#include <cstdint>

using namespace uds;

// Both formats: genuine bodies give complete hints or an explained error; with another secret nothing.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray body(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArray secret = "token";
    const HttpHeader signature{"intuit-signature",
        QMessageAuthenticationCode::hash(body, secret, QCryptographicHash::Sha256).toBase64()};
    const QuickBooksWebhookVerifier verifier;
    const auto hints = verifier.verified({signature}, body, secret);
    if (hints) {
        for (const WebhookHint &hint : *hints)
            demand(!hint.entity.isEmpty() && !hint.id.isEmpty() && !hint.accountKey.isEmpty(),
                "a hint names its object and its company");
    } else {
        demand(hints.error().code == u"webhook.body", "a genuine body is never taken for a forged one");
    }
    demand(!verifier.verified({signature}, body, "another"), "another token is refused");
    demand(!verifier.verified({}, body, secret), "no signature is refused");
    demand(!verifier.verified({signature, signature}, body, secret), "two signatures are refused");
    return 0;
}
