#include "engine/vault/vault.h"

#include "engine/vault/envelope.h"
#include "engine/vault/keychainkey.h"
#include "engine/vault/passphrasekey.h"
#include "engine/vault/secretbytes.h"
#include "engine/vault/vaultfile.h"

#include <QCoreApplication>
#include <QUuid>

namespace uds {

using namespace Qt::StringLiterals;

struct Vault::Key {
    SecretBytes data;
};

namespace {

const SecretPlace kDataKeyPlace{u"vault"_s, 0, u"data-key"_s};

tl::unexpected<Error> noCryptography()
{
    return fail(ErrorKind::Internal, u"vault.random"_s,
        QCoreApplication::translate("uds", "This computer offers no source of secure random numbers."));
}

tl::unexpected<Error> otherLock()
{
    return fail(ErrorKind::Configuration, u"vault.lock"_s,
        QCoreApplication::translate("uds", "The vault of this profile is locked in another way."),
        QCoreApplication::translate("uds",
            "Open it the way it was made: with its passphrase, or with the keychain of this computer."));
}

tl::unexpected<Error> wrongPassphrase()
{
    return fail(ErrorKind::Authentication, u"vault.passphrase"_s,
        QCoreApplication::translate("uds", "The passphrase does not open the vault of this profile."),
        QCoreApplication::translate("uds", "Check the passphrase file; upper and lower case matter."));
}

tl::unexpected<Error> wrongKeychainKey()
{
    return fail(ErrorKind::Configuration, u"vault.keychain"_s,
        QCoreApplication::translate(
            "uds", "The key in the keychain does not open the vault of this profile."),
        QCoreApplication::translate(
            "uds", "Restore the keychain, or connect the accounts again in a new profile."));
}

Result<SecretBytes> unwrapped(const SecretBytes &lockKey, const VaultFile &file)
{
    auto opened = openEnvelope(lockKey, kDataKeyPlace, file.wrapped);
    if (!opened)
        return fail(opened.error());
    if (opened->size() != SecretBytes::kSize)
        return fail(ErrorKind::Internal, u"vault.envelope"_s,
            QCoreApplication::translate("uds", "The data key of the vault has a wrong size."));
    return SecretBytes::taken(*opened);
}

/// Makes a data key, locks it with \a lockKey and writes the file.
Result<SecretBytes> newDataKey(const QString &profileFolder, const SecretBytes &lockKey, VaultFile file)
{
    SecretBytes dataKey = SecretBytes::random();
    QByteArray plain = dataKey.view().toByteArray();
    auto wrapped = sealEnvelope(lockKey, kDataKeyPlace, plain);
    wipe(plain);
    if (!wrapped)
        return fail(wrapped.error());
    file.wrapped = std::move(*wrapped);
    if (const auto written = writeVaultFile(profileFolder, file); !written)
        return fail(written.error());
    return dataKey;
}

Result<SecretBytes> dataKeyByPassphrase(
    const QString &profileFolder, const QByteArray &passphrase, const PassphraseCost &costOfNew)
{
    if (!startCryptography())
        return noCryptography();
    auto file = readVaultFile(profileFolder);
    if (!file)
        return fail(file.error());
    if (file->lock == Vault::Lock::Keychain)
        return otherLock();
    const bool isNew = file->lock == Vault::Lock::None;
    if (isNew)
        *file = {Vault::Lock::Passphrase, newSalt(), costOfNew, {}, {}};
    const auto lockKey = keyFromPassphrase(passphrase, file->salt, file->cost);
    if (!lockKey)
        return fail(lockKey.error());
    if (isNew)
        return newDataKey(profileFolder, *lockKey, *file);
    auto dataKey = unwrapped(*lockKey, *file);
    if (!dataKey)
        return wrongPassphrase();
    return dataKey;
}

} // namespace

Vault::Vault(std::unique_ptr<Key> key)
    : m_key(std::move(key))
{
}

Vault::~Vault() = default;

Result<std::unique_ptr<Vault>> Vault::openWithPassphrase(
    const QString &profileFolder, const QByteArray &passphrase)
{
    return openWithPassphrase(profileFolder, passphrase, PassphraseCost());
}

Result<std::unique_ptr<Vault>> Vault::openWithPassphrase(
    const QString &profileFolder, const QByteArray &passphrase, const PassphraseCost &costOfNew)
{
    auto dataKey = dataKeyByPassphrase(profileFolder, passphrase, costOfNew);
    if (!dataKey)
        return fail(dataKey.error());
    return std::unique_ptr<Vault>(new Vault(std::make_unique<Key>(Key{std::move(*dataKey)})));
}

QCoro::Task<Result<std::unique_ptr<Vault>>> Vault::openWithKeychain(QString profileFolder)
{
    if (!startCryptography())
        co_return noCryptography();
    auto file = readVaultFile(profileFolder);
    if (!file)
        co_return fail(file.error());
    if (file->lock == Lock::Passphrase)
        co_return otherLock();
    const bool isNew = file->lock == Lock::None;
    if (isNew)
        file->keychainKey = u"profile-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    file->lock = Lock::Keychain;
    auto lockKey = isNew ? makeKeychainKey(file->keychainKey) : readKeychainKey(file->keychainKey);
    const auto key = co_await lockKey;
    if (!key)
        co_return fail(key.error());
    auto dataKey = isNew ? newDataKey(profileFolder, *key, *file) : unwrapped(*key, *file);
    if (!dataKey && dataKey.error().code == "vault.envelope"_L1)
        co_return wrongKeychainKey();
    if (!dataKey)
        co_return fail(dataKey.error());
    co_return std::unique_ptr<Vault>(new Vault(std::make_unique<Key>(Key{std::move(*dataKey)})));
}

Result<Vault::Lock> Vault::lockOf(const QString &profileFolder)
{
    return readVaultFile(profileFolder).map([](const VaultFile &file) { return file.lock; });
}

Result<QByteArray> Vault::seal(const SecretPlace &place, const QByteArray &plain) const
{
    return sealEnvelope(m_key->data, place, plain);
}

Result<QByteArray> Vault::open(const SecretPlace &place, const QByteArray &envelope) const
{
    return openEnvelope(m_key->data, place, envelope);
}

} // namespace uds
