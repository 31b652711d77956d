#pragma once

#include "engine/api/accessvalues.h"
#include "engine/api/engineparts.h"

#include <QCoroTask>

namespace uds {

/// What is there to be looked at afterwards: the audit, the logs of runs, and how long they are kept. Used
/// on the general worker.
class AuditService {
public:
    /// \a parts must outlive the service.
    explicit AuditService(EngineParts &parts)
        : m_parts(parts)
    {
    }
    [[nodiscard]] QCoro::Task<Result<QList<AuditRow>>> page(qint64 beforeSequence, int limit);
    [[nodiscard]] QCoro::Task<Result<AuditVerdict>> verify();
    [[nodiscard]] QCoro::Task<Result<QList<RunLogRow>>> runLog(RunLogFilter filter);
    [[nodiscard]] QCoro::Task<Result<QList<RetentionClass>>> retention();
    [[nodiscard]] QCoro::Task<Result<QList<RetentionClass>>> setRetention(QString name, int days);
    [[nodiscard]] QCoro::Task<Result<QList<Pruned>>> prune();

private:
    EngineParts &m_parts;
};

} // namespace uds
