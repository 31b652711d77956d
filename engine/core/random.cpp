#include "engine/core/random.h"

#include <limits>

namespace uds {

quint64 Random::below(quint64 bound)
{
    if (bound == 0)
        return 0;
    // Draws from the incomplete last stretch are thrown away, else small results would come up more often.
    const quint64 surplus = (std::numeric_limits<quint64>::max() % bound + 1) % bound;
    const quint64 limit = std::numeric_limits<quint64>::max() - surplus;
    quint64 drawn = next();
    while (drawn > limit)
        drawn = next();
    return drawn % bound;
}

} // namespace uds
