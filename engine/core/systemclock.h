#pragma once

#include "engine/core/clock.h"

namespace uds {

/// The clock of this machine. sleepFor() needs an event loop on the calling thread; stop may come from any
/// thread.
class SystemClock final : public Clock {
public:
    [[nodiscard]] QDateTime nowUtc() const override;
    [[nodiscard]] std::chrono::milliseconds boot() const override;
    [[nodiscard]] QCoro::Task<void> sleepFor(
        std::chrono::milliseconds duration, std::stop_token stop) override;
};

} // namespace uds
