#pragma once

#include "engine/api/engineparts.h"

#include <QCoroTask>

namespace uds {

/// Adds and lists streams. Used on the general worker.
class StreamService {
public:
    /// \a parts must outlive the service.
    explicit StreamService(EngineParts &parts);

    [[nodiscard]] QCoro::Task<Result<QList<StreamSummary>>> list();
    [[nodiscard]] QCoro::Task<Result<StreamSummary>> add(NewStream stream);

private:
    EngineParts &m_parts;
};

} // namespace uds
