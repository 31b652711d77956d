#pragma once

#include "engine/core/random.h"

namespace uds {

/// The same numbers for the same seed on every machine (SplitMix64): simulations replay by their seed.
class SeededRandom final : public Random {
public:
    explicit SeededRandom(quint64 seed)
        : m_state(seed)
    {
    }
    [[nodiscard]] quint64 next() override;
    /// True about \a percent times in a hundred.
    [[nodiscard]] bool chance(int percent);
    /// Uniform in [0, 1).
    [[nodiscard]] double fraction();

private:
    quint64 m_state;
};

} // namespace uds
