#pragma once

#include "engine/core/random.h"

namespace uds {

/// The operating system's random source.
class SystemRandom final : public Random {
public:
    [[nodiscard]] quint64 next() override;
};

} // namespace uds
