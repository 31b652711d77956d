#include "engine/sync/tokens.h"

#include "engine/core/hash.h"

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTokenDigits = 32;
constexpr int kMarkerDigits = 24;

QString digits(const QByteArray &hex, int count)
{
    return QString::fromLatin1(hex.first(count));
}

} // namespace

QString businessKey(const EffectIdentity &identity)
{
    return QStringList{identity.sourceAccount, identity.sourceEntity, identity.sourceId, identity.purpose}
        .join(u'/');
}

QString effectToken(const QString &businessKey, const QString &targetAccount, Operation operation,
    const QByteArray &sourceVersion, int generation)
{
    const QByteArray hash = sha256Hex({businessKey.toUtf8(), targetAccount.toUtf8(),
        operationName(operation).toUtf8(), sourceVersion, QByteArray::number(generation)});
    return u"uds-"_s + digits(hash, kTokenDigits);
}

QString batchToken(const QStringList &memberTokens)
{
    QList<QByteArray> parts;
    parts.reserve(memberTokens.size());
    for (const QString &token : memberTokens)
        parts.append(token.toUtf8());
    return u"udb-"_s + digits(sha256Hex(parts), kTokenDigits);
}

QString effectMarker(const QString &businessKey)
{
    return digits(sha256Hex(businessKey.toUtf8()), kMarkerDigits);
}

} // namespace uds
