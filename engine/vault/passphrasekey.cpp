#include "engine/vault/passphrasekey.h"

#include <QCoreApplication>

#include <sodium.h>

namespace uds {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kMostPasses = 10;
constexpr quint64 kMostMemoryBytes = quint64(1024) * 1024 * 1024;

bool isAcceptable(const PassphraseCost &cost)
{
    return cost.passes >= crypto_pwhash_OPSLIMIT_MIN && cost.passes <= kMostPasses
        && cost.memoryBytes >= crypto_pwhash_MEMLIMIT_MIN && cost.memoryBytes <= kMostMemoryBytes;
}

} // namespace

QByteArray newSalt()
{
    QByteArray salt(crypto_pwhash_SALTBYTES, '\0');
    randombytes_buf(salt.data(), std::size_t(salt.size()));
    return salt;
}

Result<SecretBytes> keyFromPassphrase(
    const QByteArray &passphrase, const QByteArray &salt, const PassphraseCost &cost)
{
    if (!isAcceptable(cost) || salt.size() != qsizetype(crypto_pwhash_SALTBYTES))
        return fail(ErrorKind::Configuration, u"vault.format"_s,
            QCoreApplication::translate(
                "uds", "The vault file asks for a key derivation that is not allowed."),
            QCoreApplication::translate("uds", "Restore the vault file of this profile from a backup."));
    SecretBytes key;
    const int derived = crypto_pwhash(key.data(), SecretBytes::kSize, passphrase.constData(),
        quint64(passphrase.size()), reinterpret_cast<const unsigned char *>(salt.constData()), cost.passes,
        std::size_t(cost.memoryBytes), crypto_pwhash_ALG_ARGON2ID13);
    if (derived != 0)
        return fail(ErrorKind::Internal, u"vault.memory"_s,
            QCoreApplication::translate("uds", "There is not enough memory to open the vault."),
            QCoreApplication::translate("uds", "Close other programs and try again."));
    return key;
}

} // namespace uds
