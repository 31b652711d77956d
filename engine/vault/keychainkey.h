#pragma once

#include "engine/core/result.h"
#include "engine/vault/secretbytes.h"

#include <QCoroTask>
#include <QString>

namespace uds {

// Keys in the system's keychain. There is no fallback to a file: ErrorKind::Configuration, code
// "vault.keychain".

[[nodiscard]] QCoro::Task<Result<SecretBytes>> readKeychainKey(QString name);
[[nodiscard]] QCoro::Task<Result<SecretBytes>> makeKeychainKey(QString name);

} // namespace uds
