#include "engine/api/auditfinding.h"

#include <QCoreApplication>

namespace uds {

namespace {

using Severity = DoctorFinding::Severity;
using Problem = AuditVerdict::Problem;

} // namespace

QString auditSentence(const AuditVerdict &verdict)
{
    switch (verdict.problem) {
    case Problem::None: return QCoreApplication::translate("uds", "All %1 rows are right.").arg(verdict.rows);
    case Problem::Missing:
        return QCoreApplication::translate("uds", "Row %1 is missing: it was deleted.").arg(verdict.firstBad);
    case Problem::Altered:
        return QCoreApplication::translate(
            "uds", "Row %1 was altered, or follows a place where rows were removed.")
            .arg(verdict.firstBad);
    case Problem::Cut:
        return QCoreApplication::translate("uds", "Row %1 and those after it were cut off.")
            .arg(verdict.firstBad);
    case Problem::Head:
        return QCoreApplication::translate("uds", "The stored end of the audit was altered or removed.");
    case Problem::Key:
        return QCoreApplication::translate("uds", "The key of the audit was altered or removed.");
    }
    Q_UNREACHABLE();
}

Result<DoctorFinding> auditFinding(Database &database, const AuditTrail &audit)
{
    const Result<AuditVerdict> verdict = audit.verify(database);
    if (!verdict)
        return tl::unexpected(verdict.error());
    DoctorFinding finding{
        Severity::Ok, QCoreApplication::translate("uds", "Audit"), auditSentence(*verdict), {}};
    if (verdict->isSound())
        return finding;
    finding.severity = Severity::Problem;
    finding.advice = QCoreApplication::translate("uds",
        "Somebody changed the profile's database with another program. Compare with a backup; what was done "
        "before that row is still proven.");
    return finding;
}

} // namespace uds
