#pragma once

#include "engine/core/result.h"
#include "engine/store/auditrepository.h"

namespace uds {

class Database;
class Vault;

/// Where the trail ends: kept beside it, so that a missing tail is seen.
struct AuditHead {
    qint64 sequence = 0;
    QByteArray hash;
    friend bool operator==(const AuditHead &, const AuditHead &) = default;
};

// Both are sealed by the vault. Absent when nothing was recorded yet; an error with the code "vault.envelope"
// when they were altered.
[[nodiscard]] Result<std::optional<AuditHead>> readAuditHead(Database &database, const Vault &vault);
[[nodiscard]] Result<void> writeAuditHead(Database &database, const Vault &vault, const AuditHead &head);
[[nodiscard]] Result<std::optional<QByteArray>> readAuditKey(Database &database, const Vault &vault);
/// Makes a new key and stores it.
[[nodiscard]] Result<QByteArray> makeAuditKey(Database &database, const Vault &vault);

/// The keyed hash over everything of \a row but its hash.
[[nodiscard]] QByteArray auditHash(const QByteArray &key, const AuditRow &row);

} // namespace uds
