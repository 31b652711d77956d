#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace uds {

/// The key of a Standard Webhooks secret: "whsec_" and the base64 of 24 to 64 bytes.
[[nodiscard]] std::optional<QByteArray> webhookKey(const QString &secret);

/// "v1," and the base64 of HMAC-SHA256 over "<id>.<timestamp>.<body>".
[[nodiscard]] QByteArray webhookSignature(
    const QByteArray &key, const QByteArray &id, const QByteArray &timestamp, const QByteArray &body);

} // namespace uds
