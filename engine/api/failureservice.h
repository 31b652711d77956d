#pragma once

#include "engine/api/engineparts.h"
#include "engine/api/failurevalues.h"

#include <QCoroTask>

namespace uds {

/// What people decide about failures, and which of them are tried again by themselves. Used on the general
/// worker; planRetries() and dueRetries() also on the sync worker.
class FailureService {
public:
    /// \a parts must outlive the service.
    explicit FailureService(EngineParts &parts)
        : m_parts(parts)
    {
    }
    [[nodiscard]] QCoro::Task<Result<QList<FailureView>>> list(QString stream, qint64 afterId, int limit);
    [[nodiscard]] QCoro::Task<Result<void>> exclude(QList<qint64> ids, FailureExclusion exclusion);
    [[nodiscard]] QCoro::Task<Result<void>> include(QList<qint64> ids);
    [[nodiscard]] QCoro::Task<Result<void>> remark(QList<qint64> ids, FailureRemark remark);
    /// Ends exclusions whose time is over and decides about the next automatic try of every failure that was
    /// not decided about since its last one; an empty name = of all streams.
    [[nodiscard]] QCoro::Task<Result<void>> planRetries(QString stream);
    /// The same; then the runs for those whose time has come. These count as begun.
    [[nodiscard]] QCoro::Task<Result<QList<RunRequest>>> dueRetries(QString stream);

private:
    template <typename Work>
    [[nodiscard]] QCoro::Task<Result<void>> changed(Work work);
    EngineParts &m_parts;
};

} // namespace uds
