#pragma once

#include "engine/api/engineparts.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Lists of runs, records and failures; the export. Used on the general worker.
class HistoryService {
public:
    /// \a parts must outlive the service.
    explicit HistoryService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<QList<RunSummary>>> runs(qint64 streamId, qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<QList<HistoryRow>>> records(
        HistoryFilter filter, qint64 beforeId, int limit);
    [[nodiscard]] QCoro::Task<Result<qint64>> count(HistoryFilter filter);
    [[nodiscard]] QCoro::Task<Result<QList<CauseRow>>> causes(qint64 streamId);
    [[nodiscard]] QCoro::Task<Result<QList<FailureRow>>> failures(
        qint64 streamId, QString causeKey, qint64 beforeId, int limit);
    /// That a person had these tried again.
    [[nodiscard]] QCoro::Task<Result<void>> noteRetry(QList<qint64> failureIds);
    [[nodiscard]] QCoro::Task<Result<void>> exclude(QList<qint64> failureIds);
    /// What retry has to run: for each stream one request with the source ids of the failures, and one more
    /// for those whose answer is to send the source's version over a change at the target. Failed references
    /// (customers, items) are left out, since they are tried with the records that need them;
    /// ErrorKind::Validation, code "failure.reference", when there is nothing else.
    [[nodiscard]] QCoro::Task<Result<QList<RunRequest>>> retryRequests(QList<qint64> failureIds);
    [[nodiscard]] QCoro::Task<Result<qint64>> exportTo(
        ExportRequest request, std::stop_token caller, std::stop_token engine);

private:
    EngineParts &m_parts;
};

} // namespace uds
