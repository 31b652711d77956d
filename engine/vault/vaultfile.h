#pragma once

#include "engine/core/result.h"
#include "engine/vault/passphrasekey.h"
#include "engine/vault/vault.h"

namespace uds {

/// What "vault.json" in the profile folder holds: how the data key is locked and the locked data key itself.
struct VaultFile {
    Vault::Lock lock = Vault::Lock::None;
    QByteArray salt; ///< with a passphrase
    PassphraseCost cost; ///< with a passphrase
    QString keychainKey; ///< with a keychain: the name of its entry
    QByteArray wrapped; ///< envelope of the data key
    friend bool operator==(const VaultFile &, const VaultFile &) = default;
};

/// Lock::None when the profile has no vault yet. ErrorKind::Configuration, code "vault.format", for a damaged
/// file; "vault.newer" for one of a newer program.
[[nodiscard]] Result<VaultFile> readVaultFile(const QString &profileFolder);
/// Replaces the file in one step; only its owner can read it. Code "vault.write" when that fails.
[[nodiscard]] Result<void> writeVaultFile(const QString &profileFolder, const VaultFile &file);

} // namespace uds
