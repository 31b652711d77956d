#pragma once

#include "engine/api/connectorsession.h"
#include "engine/sync/streamcontext.h"

#include <QCoroTask>

#include <memory>

namespace uds {

/// A stream with everything that a piece of work on both its accounts needs. Lives on the sync worker.
struct PreparedStream {
    std::unique_ptr<ConnectorSession> source;
    std::unique_ptr<ConnectorSession> target;
    std::unique_ptr<StreamContext> context; ///< refers to both sessions

    /// The target can be sent to only with ConnectorSession::Access::ReadWrite. ErrorKind::Configuration:
    /// "stream.unknown", "stream.disabled", "integration.removed" and those of the sessions. \a parts must
    /// outlive the result.
    [[nodiscard]] static QCoro::Task<Result<std::unique_ptr<PreparedStream>>> open(
        EngineParts *parts, QString name, ConnectorSession::Access access);
};

} // namespace uds
