#pragma once

#include "engine/core/result.h"
#include "engine/vault/secretbytes.h"
#include "engine/vault/vault.h"

namespace uds {

/// AES-256-GCM. An envelope is version (1 byte), algorithm (1 byte), nonce (12, random), ciphertext, tag
/// (16). The place is authenticated with it: table, row, field and the version.
[[nodiscard]] Result<QByteArray> sealEnvelope(
    const SecretBytes &key, const SecretPlace &place, const QByteArray &plain);
/// ErrorKind::Internal, code "vault.envelope", for anything altered, cut or moved.
[[nodiscard]] Result<QByteArray> openEnvelope(
    const SecretBytes &key, const SecretPlace &place, const QByteArray &envelope);

} // namespace uds
