#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"
#include "engine/store/auditrepository.h"

#include <functional>

namespace uds {

class Clock;
class Database;
class Vault;

/// What somebody did. \c before and \c after hold the fields that changed; a secret is only ever said to have
/// "changed".
struct AuditEntry {
    QString action;
    QString object;
    Json before;
    Json after;
};

/// What the check of the whole trail found.
struct AuditVerdict {
    enum class Problem {
        None,
        Missing, ///< rows before this one were deleted
        Altered, ///< or put in by somebody without the key
        Cut, ///< this row and those after it were deleted
        Head, ///< the stored end of the trail was altered or removed
        Key ///< the key was altered or removed: nothing can be checked
    };
    Problem problem = Problem::None;
    qint64 rows = 0; ///< checked and right
    qint64 firstBad = 0; ///< sequence of the first bad row; 0 = none
    QByteArray head; ///< hash of the newest row, to be noted elsewhere
    [[nodiscard]] bool isSound() const { return problem == Problem::None; }
};

/// The trail of actions: a chain of keyed hashes whose key and end are sealed by the vault. Somebody who can
/// only write to the database file cannot change it unseen. Somebody who has the vault's key, or puts back an
/// older copy of the whole profile, can.
class AuditTrail {
public:
    /// \a vault and \a clock must outlive the trail; \a actor says who works here right now.
    AuditTrail(const Vault &vault, Clock &clock, std::function<QString()> actor);

    /// Adds a row. Call it inside the write that does the action, so that both happen or none.
    [[nodiscard]] Result<void> record(Database &database, const AuditEntry &entry) const;
    [[nodiscard]] Result<AuditVerdict> verify(Database &database) const;

private:
    const Vault &m_vault;
    Clock &m_clock;
    const std::function<QString()> m_actor;
};

} // namespace uds
