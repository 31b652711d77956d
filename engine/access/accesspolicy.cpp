#include "engine/access/accesspolicy.h"

#include "engine/core/json.h"
#include "engine/store/settingsrepository.h"
#include "engine/vault/envelope.h"
#include "engine/vault/vault.h"

#include <QCoreApplication>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kShortestPassphrase = 10;
constexpr qint64 kMostIdleMinutes = 24 * 60;
const QString kKey = u"access/policy"_s;
const SecretPlace kPolicyPlace{u"settings"_s, 0, u"access/policy"_s};
const SecretPlace kVerifierPlace{u"access"_s, 0, u"administrator"_s};

Json base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

Json documentOf(const AccessPolicy &policy)
{
    return Json::object(
        {{u"role"_s, roleName(policy.startRole)}, {u"idle_lock_minutes"_s, policy.idleLockMinutes},
            {u"salt"_s, base64(policy.salt)}, {u"passes"_s, qint64(policy.cost.passes)},
            {u"memory"_s, qint64(policy.cost.memoryBytes)}, {u"verifier"_s, base64(policy.verifier)}});
}

tl::unexpected<Error> altered()
{
    return fail(ErrorKind::Internal, u"access.policy"_s,
        QCoreApplication::translate("uds", "The stored rules of who may do what were altered."),
        QCoreApplication::translate(
            "uds", "Restore the profile from a backup. Until then nobody is administrator here."));
}

Result<AccessPolicy> policyOf(const Json &document)
{
    AccessPolicy policy;
    const auto role = roleFromName(document[u"role"].string());
    const auto minutes = document[u"idle_lock_minutes"].integer();
    const auto passes = document[u"passes"].integer();
    const auto memory = document[u"memory"].integer();
    if (!role || !minutes || !passes || !memory || *minutes < 0 || *minutes > kMostIdleMinutes)
        return altered();
    policy.startRole = *role;
    policy.idleLockMinutes = int(*minutes);
    policy.salt = QByteArray::fromBase64(document[u"salt"].string().toLatin1());
    policy.cost = {quint64(*passes), quint64(*memory)};
    policy.verifier = QByteArray::fromBase64(document[u"verifier"].string().toLatin1());
    return policy;
}

} // namespace

Result<AccessPolicy> readAccessPolicy(Database &database, const Vault &vault)
{
    const auto sealed = SettingsRepository(database).value(kKey);
    if (!sealed)
        return fail(sealed.error());
    if (!*sealed)
        return AccessPolicy();
    const Result<QByteArray> plain = vault.open(kPolicyPlace, **sealed);
    if (!plain)
        return altered();
    const Result<Json> document = Json::parse(*plain);
    return document ? policyOf(*document) : altered();
}

Result<void> writeAccessPolicy(Database &database, const Vault &vault, const AccessPolicy &policy)
{
    const Result<QByteArray> sealed = vault.seal(kPolicyPlace, documentOf(policy).bytes());
    if (!sealed)
        return fail(sealed.error());
    return SettingsRepository(database).setValue(kKey, *sealed);
}

Result<AccessPolicy> withPassphrase(
    AccessPolicy policy, const QByteArray &passphrase, const PassphraseCost &cost)
{
    if (QString::fromUtf8(passphrase).size() < kShortestPassphrase)
        return fail(ErrorKind::Configuration, u"access.short"_s,
            QCoreApplication::translate("uds", "An administrator passphrase has at least %1 characters.")
                .arg(kShortestPassphrase),
            QCoreApplication::translate("uds", "Choose a longer one. Nothing was changed."));
    policy.salt = newSalt();
    policy.cost = cost;
    const Result<SecretBytes> key = keyFromPassphrase(passphrase, policy.salt, policy.cost);
    if (!key)
        return fail(key.error());
    QByteArray proof = SecretBytes::random().view().toByteArray();
    const Result<QByteArray> verifier = sealEnvelope(*key, kVerifierPlace, proof);
    wipe(proof);
    if (!verifier)
        return fail(verifier.error());
    policy.verifier = *verifier;
    return policy;
}

AccessPolicy withoutPassphrase(AccessPolicy policy)
{
    policy.salt.clear();
    policy.verifier.clear();
    return policy;
}

Result<void> checkPassphrase(const AccessPolicy &policy, const QByteArray &passphrase)
{
    const Result<SecretBytes> key = keyFromPassphrase(passphrase, policy.salt, policy.cost);
    if (!key)
        return fail(key.error());
    if (openEnvelope(*key, kVerifierPlace, policy.verifier))
        return {};
    return fail(ErrorKind::Authentication, u"access.passphrase"_s,
        QCoreApplication::translate("uds", "This is not the administrator passphrase of this profile."),
        QCoreApplication::translate("uds", "Check it; upper and lower case matter. Nothing was changed."));
}

} // namespace uds
