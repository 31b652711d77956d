#pragma once

#include "engine/connectors/effect.h"

namespace uds {

/// What names an effect for ever. No clock, no random part, no attempt number: a restored backup or a second
/// computer computes the same token (reliability.md 2.1).
struct EffectIdentity {
    QString sourceAccount; ///< IntegrationRow::accountKey
    QString targetAccount;
    QString sourceEntity; ///< "order"; for references the kind: "customer"
    QString sourceId;
    QString purpose;
    friend bool operator==(const EffectIdentity &, const EffectIdentity &) = default;
};

/// "woocommerce:https://shop.example/order/105/document"
[[nodiscard]] QString businessKey(const EffectIdentity &identity);
/// "uds-" and 32 hex digits.
[[nodiscard]] QString effectToken(const QString &businessKey, const QString &targetAccount,
    Operation operation, const QByteArray &sourceVersion, int generation);
/// Token of a batch: "udb-" and 32 hex digits over its members' tokens in order.
[[nodiscard]] QString batchToken(const QStringList &memberTokens);
/// What the connector writes into the target's private note: 24 hex digits over the business key.
[[nodiscard]] QString effectMarker(const QString &businessKey);

} // namespace uds
