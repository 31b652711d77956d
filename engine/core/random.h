#pragma once

#include <QtGlobal>

namespace uds {

/// Randomness for jitter and nonces of no secret value; a seeded one replays a simulation.
class Random {
public:
    virtual ~Random() = default;
    [[nodiscard]] virtual quint64 next() = 0;
    /// Uniform in [0, bound); zero when \a bound is zero.
    [[nodiscard]] quint64 below(quint64 bound);
};

} // namespace uds
