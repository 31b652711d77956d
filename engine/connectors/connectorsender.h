#pragma once

#include "engine/connectors/effect.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// The half of a connector that changes the platform. Only sync/sender holds one.
class ConnectorSender {
public:
    virtual ~ConnectorSender() = default;
    /// Exactly one wire attempt of the frozen bytes (more only after an answer that proves non-application).
    /// One outcome per effect, in order.
    [[nodiscard]] virtual QCoro::Task<QList<Outcome>> send(FrozenCall call, std::stop_token stop) = 0;
};

} // namespace uds
