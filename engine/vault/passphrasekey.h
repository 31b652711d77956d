#pragma once

#include "engine/core/result.h"
#include "engine/vault/secretbytes.h"

namespace uds {

/// What deriving a key from a passphrase costs (Argon2id).
struct PassphraseCost {
    quint64 passes = 3;
    quint64 memoryBytes = quint64(64) * 1024 * 1024;
    friend bool operator==(const PassphraseCost &, const PassphraseCost &) = default;
};

[[nodiscard]] QByteArray newSalt();

/// Refuses a cost above 1 GiB or 10 passes before any memory is taken (a prepared file must not stall the
/// machine) and a salt of the wrong size: ErrorKind::Configuration, code "vault.format".
[[nodiscard]] Result<SecretBytes> keyFromPassphrase(
    const QByteArray &passphrase, const QByteArray &salt, const PassphraseCost &cost);

} // namespace uds
