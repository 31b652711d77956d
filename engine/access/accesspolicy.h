#pragma once

#include "engine/access/role.h"
#include "engine/core/result.h"
#include "engine/vault/passphrasekey.h"

#include <QByteArray>

namespace uds {

class Database;
class Vault;

/// Who may do what in this profile. Without an administrator passphrase everybody at this computer is
/// administrator.
struct AccessPolicy {
    Role startRole = Role::Operator; ///< of a session, once there is a passphrase
    int idleLockMinutes = 15; ///< an unlocked session falls back after that long without a change; 0 = never
    QByteArray salt;
    PassphraseCost cost;
    QByteArray verifier; ///< envelope that only the administrator passphrase opens; empty = no passphrase

    [[nodiscard]] bool hasPassphrase() const { return !verifier.isEmpty(); }
    friend bool operator==(const AccessPolicy &, const AccessPolicy &) = default;
};

/// The stored policy, sealed by \a vault so that nobody changes it with a database program; the default one
/// when none was stored. ErrorKind::Internal, code "access.policy", when it was altered.
[[nodiscard]] Result<AccessPolicy> readAccessPolicy(Database &database, const Vault &vault);
[[nodiscard]] Result<void> writeAccessPolicy(
    Database &database, const Vault &vault, const AccessPolicy &policy);

/// \a policy with another administrator passphrase. ErrorKind::Configuration, code "access.short", below 10
/// characters. Takes long on purpose (Argon2id).
[[nodiscard]] Result<AccessPolicy> withPassphrase(
    AccessPolicy policy, const QByteArray &passphrase, const PassphraseCost &cost = {});
[[nodiscard]] AccessPolicy withoutPassphrase(AccessPolicy policy);
/// ErrorKind::Authentication, code "access.passphrase", for a wrong one. Takes long on purpose.
[[nodiscard]] Result<void> checkPassphrase(const AccessPolicy &policy, const QByteArray &passphrase);

} // namespace uds
