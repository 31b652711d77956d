#include "engine/alerts/webhooksignature.h"

#include <QMessageAuthenticationCode>

namespace uds {

using namespace Qt::StringLiterals;

std::optional<QByteArray> webhookKey(const QString &secret)
{
    constexpr auto prefix = "whsec_"_L1;
    if (!secret.startsWith(prefix))
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(
        secret.mid(prefix.size()).toUtf8(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < 24 || decoded.decoded.size() > 64)
        return std::nullopt;
    return decoded.decoded;
}

QByteArray webhookSignature(
    const QByteArray &key, const QByteArray &id, const QByteArray &timestamp, const QByteArray &body)
{
    const QByteArray content = id + '.' + timestamp + '.' + body;
    return "v1," + QMessageAuthenticationCode::hash(content, key, QCryptographicHash::Sha256).toBase64();
}

} // namespace uds
