#pragma once

#include "engine/api/values.h"
#include "engine/observe/audittrail.h"

namespace uds {

class Database;

/// What the check of the audit found, in one sentence.
[[nodiscard]] QString auditSentence(const AuditVerdict &verdict);

/// Whether the audit is whole.
[[nodiscard]] Result<DoctorFinding> auditFinding(Database &database, const AuditTrail &audit);

} // namespace uds
