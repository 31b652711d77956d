#include "engine/observe/auditseal.h"

#include "engine/store/settingsrepository.h"
#include "engine/vault/secretbytes.h"
#include "engine/vault/vault.h"

#include <QMessageAuthenticationCode>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

const QString kHeadKey = u"audit/head"_s;
const QString kKeyKey = u"audit/key"_s;

SecretPlace placeOf(const QString &key)
{
    return {u"settings"_s, 0, key};
}

Result<std::optional<QByteArray>> opened(Database &database, const Vault &vault, const QString &key)
{
    const auto sealed = SettingsRepository(database).value(key);
    if (!sealed)
        return fail(sealed.error());
    if (!*sealed)
        return std::optional<QByteArray>();
    const Result<QByteArray> plain = vault.open(placeOf(key), **sealed);
    if (!plain)
        return fail(plain.error());
    return std::optional(*plain);
}

Result<void> seal(Database &database, const Vault &vault, const QString &key, const QByteArray &plain)
{
    const Result<QByteArray> sealed = vault.seal(placeOf(key), plain);
    if (!sealed)
        return fail(sealed.error());
    return SettingsRepository(database).setValue(key, *sealed);
}

} // namespace

Result<std::optional<AuditHead>> readAuditHead(Database &database, const Vault &vault)
{
    const auto plain = opened(database, vault, kHeadKey);
    if (!plain)
        return fail(plain.error());
    if (!*plain)
        return std::optional<AuditHead>();
    const qsizetype colon = (*plain)->indexOf(':');
    return std::optional(AuditHead{(*plain)->left(colon).toLongLong(), (*plain)->mid(colon + 1)});
}

Result<void> writeAuditHead(Database &database, const Vault &vault, const AuditHead &head)
{
    return seal(database, vault, kHeadKey, QByteArray::number(head.sequence) + ':' + head.hash);
}

Result<std::optional<QByteArray>> readAuditKey(Database &database, const Vault &vault)
{
    return opened(database, vault, kKeyKey);
}

Result<QByteArray> makeAuditKey(Database &database, const Vault &vault)
{
    const QByteArray key = SecretBytes::random().view().toByteArray();
    return seal(database, vault, kKeyKey, key).map([&key] { return key; });
}

QByteArray auditHash(const QByteArray &key, const AuditRow &row)
{
    QMessageAuthenticationCode code(QCryptographicHash::Sha256, key);
    const QList<QByteArray> parts{QByteArray::number(row.sequence),
        QByteArray::number(row.atUtc.toMSecsSinceEpoch()), row.actor.toUtf8(), row.action.toUtf8(),
        row.object.toUtf8(), row.detail.toUtf8(), row.previousHash};
    for (const QByteArray &part : parts) { // with lengths: nothing moves from one field to the next unseen
        code.addData(QByteArray::number(part.size()) + ':');
        code.addData(part);
    }
    return code.result().toHex();
}

} // namespace uds
