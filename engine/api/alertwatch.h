#pragma once

#include "engine/api/alertdelivery.h"
#include "engine/api/engineparts.h"

#include <QCoroTask>

#include <stop_token>

namespace uds {

/// Sees what goes wrong and what is well again, and has people told. Used on the alerts worker.
class AlertWatch {
public:
    /// \a parts must outlive it. Runs that finish from now on are reported.
    explicit AlertWatch(EngineParts &parts, AlertPostOptions options = {});

    /// Looks whenever something changed and every half minute, until \a stop is asked. What ended by then is
    /// still put into the outbox and tried once, so that a program that runs for one command tells of it too.
    [[nodiscard]] QCoro::Task<Result<void>> watch(std::stop_token stop);
    /// One look: new messages are in the outbox when it returns.
    [[nodiscard]] QCoro::Task<Result<void>> look();
    /// Tries what is due.
    [[nodiscard]] QCoro::Task<Result<void>> deliver(std::stop_token stop);

private:
    struct Look; // what one look found
    [[nodiscard]] QCoro::Task<Result<Look>> looked();
    [[nodiscard]] QCoro::Task<void> round(std::stop_token stop);

    EngineParts &m_parts;
    const AlertPostOptions m_options;
    const QDateTime m_sinceUtc;
    PoolBackground m_background;
};

} // namespace uds
