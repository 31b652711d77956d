#pragma once

#include "engine/core/json.h"
#include "engine/core/result.h"
#include "engine/observe/audittrail.h"

namespace uds {

class Database;
class Vault;
struct EngineParts;

/// What of an integration or a stream the audit compares. The secrets are in memory only.
struct AuditSnapshot {
    Json fields; ///< null when there is no such thing
    Json secrets;
};

/// A change that a person makes to an integration or a stream, so that it gets its line in the audit.
class AuditedChange {
public:
    /// \a parts must outlive the change.
    [[nodiscard]] static AuditedChange ofIntegration(const EngineParts &parts);
    [[nodiscard]] static AuditedChange ofStream(const EngineParts &parts);

    /// Does \a work, a function that returns a Result, and records what it changed in the thing named
    /// \a name: fields before and after, of secrets only that they changed. Call it inside a write.
    template <typename Work>
    [[nodiscard]] std::invoke_result_t<Work &> record(
        Database &database, const QString &action, const QString &name, Work work) const
    {
        const Result<AuditSnapshot> before = snapshot(database, name);
        if (!before)
            return fail(before.error());
        std::invoke_result_t<Work &> answer = work();
        if (!answer)
            return answer;
        if (const Result<void> recorded = note(database, action, name, *before); !recorded)
            return fail(recorded.error());
        return answer;
    }

private:
    enum class Kind { Integration, Stream };
    AuditedChange(const EngineParts &parts, Kind kind);
    [[nodiscard]] Result<AuditSnapshot> snapshot(Database &database, const QString &name) const;
    [[nodiscard]] Result<void> note(
        Database &database, const QString &action, const QString &name, const AuditSnapshot &before) const;

    const AuditTrail &m_audit;
    const Vault &m_vault;
    const Kind m_kind;
};

} // namespace uds
