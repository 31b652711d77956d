#pragma once

#include "engine/api/conflictvalues.h"
#include "engine/api/engineparts.h"

#include <QCoroTask>

namespace uds {

/// Shows where two sides do not agree and keeps what people decide. Used on the general worker; decide()
/// also on the sync worker.
class ConflictService {
public:
    /// \a parts must outlive the service.
    explicit ConflictService(EngineParts &parts)
        : m_parts(parts)
    {
    }
    /// Newest first.
    [[nodiscard]] QCoro::Task<Result<QList<ConflictView>>> list(
        ConflictFilter filter, qint64 beforeId, int limit);
    /// ErrorKind::NotFound, code "conflict.unknown".
    [[nodiscard]] QCoro::Task<Result<ConflictView>> show(qint64 id);
    [[nodiscard]] QCoro::Task<Result<ConflictStatistics>> statistics(QDateTime sinceUtc);
    /// Keeps the decision, which is for the values of now only, and says what has to run for it: the record
    /// in its stream, then in the stream of the other direction. ErrorKind::Validation, code
    /// "conflict.settled" or "conflict.choice".
    [[nodiscard]] QCoro::Task<Result<QList<RunRequest>>> decide(qint64 id, ConflictResolution resolution);

private:
    EngineParts &m_parts;
};

} // namespace uds
