#pragma once

#include <cstdio>
#include <cstdlib>

namespace uds {

/// What must hold for every input. Not an assertion of ours, which release builds leave out.
inline void demand(bool holds, const char *what)
{
    if (holds)
        return;
    std::fprintf(stderr, "Does not hold: %s\n", what);
    std::abort();
}

} // namespace uds
