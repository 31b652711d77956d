#pragma once

#include "engine/core/result.h"

#include <QByteArray>
#include <QCoroTask>
#include <QString>

#include <memory>

namespace uds {

struct PassphraseCost;

/// The place an envelope belongs to; it opens nowhere else (two swapped rows fail closed).
struct SecretPlace {
    QString table;
    qint64 row = 0;
    QString field;
    friend bool operator==(const SecretPlace &, const SecretPlace &) = default;
};

/// Encrypts secrets at rest: AES-256-GCM envelopes {version, algorithm, nonce, ciphertext, tag} with the
/// profile's data key; that key is wrapped by a key from the keychain or from a passphrase and kept in the
/// profile's vault file.
class Vault {
public:
    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;

    /// Opens or makes the vault of the profile folder with a passphrase (Argon2id). A wrong one:
    /// ErrorKind::Authentication, code "vault.passphrase".
    [[nodiscard]] static Result<std::unique_ptr<Vault>> openWithPassphrase(
        const QString &profileFolder, const QByteArray &passphrase);
    /// The same with another cost for a vault that is made now; a cost below the default is for tests only.
    [[nodiscard]] static Result<std::unique_ptr<Vault>> openWithPassphrase(
        const QString &profileFolder, const QByteArray &passphrase, const PassphraseCost &costOfNew);
    /// Opens or makes it with a key in the system's keychain; never falls back to plain text:
    /// ErrorKind::Configuration, code "vault.keychain", when there is none, with the hint to use a passphrase
    /// file.
    [[nodiscard]] static QCoro::Task<Result<std::unique_ptr<Vault>>> openWithKeychain(QString profileFolder);
    /// How the vault of a profile is locked; empty when there is none yet.
    enum class Lock { None, Passphrase, Keychain };
    [[nodiscard]] static Result<Lock> lockOf(const QString &profileFolder);

    [[nodiscard]] Result<QByteArray> seal(const SecretPlace &place, const QByteArray &plain) const;
    /// ErrorKind::Internal, code "vault.envelope", for anything altered or moved.
    [[nodiscard]] Result<QByteArray> open(const SecretPlace &place, const QByteArray &envelope) const;

private:
    struct Key;
    explicit Vault(std::unique_ptr<Key> key);
    std::unique_ptr<Key> m_key;
};

} // namespace uds
